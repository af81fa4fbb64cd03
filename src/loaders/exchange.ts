import { StatementEnded } from '../graph/database-errors.ts';
import type { Graph, StatementReport } from '../graph/graph.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import { type Moment, packed } from './moment.ts';
import { type Kind, patienceWith, sameAtOnce } from './question-kind.ts';
import type { Batch, Reader } from './read.ts';
import { nameOf } from './shaped-loader.ts';

/** A request as the exchange knows it. */
export interface Asker {
  /** When its time is up, by `performance.now()`. */
  readonly deadline: number;
  /** What its questions come after. */
  readonly bookmarks: () => readonly string[];
  /** Whether nobody waits for it any more. */
  readonly isGone: () => boolean;
  readonly onStatement: (report: StatementReport) => void;
}

export interface Question<Shape, Value> {
  readonly asker: Asker;
  readonly batch: Batch<Shape, Value>;
  readonly moment: Moment;
  /** The shape’s name: questions of one batch, moment and name are one question about other keys, or of another size. */
  readonly name: string;
  readonly shape: Shape;
  readonly keys: readonly string[];
}

interface Waiting<Shape = unknown, Value = unknown> extends Question<Shape, Value> {
  readonly resolve: (values: readonly Value[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** While an answer is read, others wait until they are so many beside those whom it is for, or until it has been read. */
const GATHERED = 0.75;
/** What is asked together should be answered in about so long: slow questions gain little by company, and others wait for them. */
const TOGETHER_MS = 100;
/** A statement with more keys than this has no more to gain by others. */
const MOST_KEYS = 1_000;
/** How many statements the average looks back on. */
const FORGETTING = 20;

/** The same question of several requests. */
interface Group {
  readonly id: string;
  readonly kind: Kind;
  readonly members: Waiting[];
  /** Until when it waits for those who ask the same to be answered. */
  readonly patientUntil: number;
}

interface Running {
  readonly id: string;
  readonly kind: Kind;
  readonly members: readonly Waiting[];
  readonly controller: AbortController;
  /** Whether the database has found the answer, which is yet to be taken apart. */
  isFound: boolean;
}

/**
 * Where questions of all requests meet. Those that ask the same about other keys are sent as one statement, whose answer is taken
 * apart again: a round trip costs more than most of what it brings. A question is sent at once unless the database works at
 * statements that ask the same, a quick one or two others; then it waits for one of them, a few milliseconds at most. When an answer is
 * found, half of those who ask the same go, before it is read: so the database is at work while Node is, and neither waits for the other.
 */
export class Exchange {
  readonly #graph: Graph;
  readonly #kinds = new Map<unknown, Kind>();
  /** In the order in which the first of each group came. */
  readonly #waiting = new Map<string, Group>();
  readonly #running = new Set<Running>();
  readonly #slots: number;
  readonly #isProfiling: boolean;
  /** Of these, how many wait for a statement to be planned. */
  #asideNow = 0;
  #isScheduled = false;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;

  /**
   * @param slots how many statements may be on their way: connections to the database.
   * @param isProfiling whether it is looked at what statements cost.
   */
  constructor(graph: Graph, slots: number, isProfiling = false) {
    this.#graph = graph;
    this.#slots = slots;
    this.#isProfiling = isProfiling;
  }

  get statements(): Statements {
    return this.#graph.statements;
  }

  ask<Shape, Value>(question: Question<Shape, Value>): Promise<readonly Value[]> {
    return new Promise((resolve, reject) => {
      const kind = this.#kindOf(question.batch);
      const id = idOf(kind, question);
      const member = { ...question, resolve, reject } as unknown as Waiting;
      const group = this.#waiting.get(id);
      if (group) group.members.push(member);
      else
        this.#waiting.set(id, {
          id,
          kind,
          members: [member],
          patientUntil: performance.now() + patienceWith(kind),
        });
      this.#schedule();
    });
  }

  /** Ends the statements that only requests that are gone have waited for. */
  leave(): void {
    for (const { members, controller } of this.#running)
      if (members.every(({ asker }) => asker.isGone())) controller.abort();
  }

  #kindOf(batch: unknown): Kind {
    const known = this.#kinds.get(batch);
    if (known) return known;
    const kind = { number: this.#kinds.size, ms: 0, msPerKey: 0 };
    this.#kinds.set(batch, kind);
    return kind;
  }

  /** What all requests ask that were read in one turn of the event loop goes together. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#sendWaiting();
    });
  }

  #sendWaiting(): void {
    const now = performance.now();
    let patientUntil = Number.POSITIVE_INFINITY;
    for (const group of this.#waiting.values()) {
      if (this.#running.size - this.#asideNow >= this.#slots) return;
      const { kind, members } = group;
      const { atWork, found } = this.#alike(group);
      const isBetterLate = atWork >= sameAtOnce(kind) || members.length < found * GATHERED;
      if (isBetterLate && group.patientUntil > now) patientUntil = Math.min(patientUntil, group.patientUntil);
      else this.#send(group, found > 0 ? Math.ceil((members.length + found) / 2) : undefined);
    }
    if (patientUntil >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = patientUntil;
    this.#timer = setTimeout(
      () => {
        this.#timerAt = Number.POSITIVE_INFINITY;
        this.#sendWaiting();
      },
      Math.ceil(patientUntil - now),
    );
  }

  /** Of what asks the same: how many statements the database works at, and whom those are for whose answers it has found. */
  #alike({ id }: Group): { atWork: number; found: number } {
    let atWork = 0;
    let found = 0;
    for (const running of this.#running) {
      if (running.id !== id) continue;
      if (running.isFound) found += running.members.length;
      else atWork += 1;
    }
    return { atWork, found };
  }

  #send(group: Group, mostMembers = Number.POSITIVE_INFINITY): void {
    this.#waiting.delete(group.id);
    const { id, kind } = group;
    const most = Math.min(MOST_KEYS, TOGETHER_MS / kind.msPerKey);
    const members: Waiting[] = [];
    const askers = new Set<Asker>();
    let keys = 0;
    while (group.members.length > 0) {
      const member = group.members[0] as Waiting;
      // What one request asks in the same breath stays one statement.
      const isFull = members.length >= mostMembers || (keys > 0 && keys + member.keys.length > most);
      if (isFull && !askers.has(member.asker)) break;
      group.members.shift();
      if (member.asker.isGone()) member.reject(new StatementEnded('the request has ended'));
      else {
        members.push(member);
        askers.add(member.asker);
        keys += member.keys.length;
      }
    }
    if (group.members.length > 0) this.#waiting.set(id, group);
    if (members.length === 0) return;
    const running: Running = { id, kind, members, controller: new AbortController(), isFound: false };
    this.#running.add(running);
    void this.#run(running);
  }

  /** Waits without a connection: others may have it meanwhile. */
  async #aside(until: Promise<void>): Promise<void> {
    this.#asideNow += 1;
    if (this.#waiting.size > 0) this.#schedule();
    await until;
    this.#asideNow -= 1;
  }

  #found(running: Running): void {
    running.isFound = true;
    if (this.#waiting.size > 0) this.#sendWaiting();
  }

  #over(running: Running): void {
    if (!running.isFound) this.#found(running);
    this.#running.delete(running);
    if (this.#waiting.size > 0) this.#sendWaiting();
  }

  async #run(running: Running): Promise<void> {
    const { kind, members, controller } = running;
    const first = members[0] as Waiting;
    const { batch, moment } = first;
    const { sizes } = batch;
    const shape = sizes ? sizes.largest(members.map((member) => member.shape)) : first.shape;
    const askers = new Set(members.map(({ asker }) => asker));
    const deadline = Math.max(...[...askers].map((asker) => asker.deadline));
    const reader: Reader = {
      statements: this.statements,
      moment,
      read: async (statement: Statement, params) => {
        const planning = this.#graph.planning(statement, controller.signal);
        if (planning) await this.#aside(planning);
        if (controller.signal.aborted) throw new StatementEnded('the request has ended');
        return this.#graph.read(statement, packed(params, moment), {
          signal: controller.signal,
          isProfiling: this.#isProfiling,
          bookmarks: first.asker.bookmarks(),
          onFound: () => this.#found(running),
          // The database ends the statement by itself.
          timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
          onStatement: (report) => {
            for (const asker of askers) asker.onStatement(report);
          },
        });
      },
      ask: (other, _, otherShape, keys) => other(reader, otherShape, keys),
    };
    // Where one asks alone, its keys are in the order in which it wants the values.
    const positions = members.length > 1 ? positionsOf(members) : null;
    const keys = positions ? [...positions.keys()] : first.keys;
    const started = performance.now();
    let values: readonly unknown[];
    try {
      values = await batch(reader, shape, keys);
    } catch (error) {
      this.#over(running);
      for (const { reject } of members) reject(error);
      return;
    }
    const ms = performance.now() - started;
    kind.ms += (ms - kind.ms) / FORGETTING;
    kind.msPerKey += (ms / keys.length - kind.msPerKey) / FORGETTING;
    this.#over(running);
    if (!positions) return first.resolve(values);
    for (const member of members) {
      const own = member.keys.map((key) => values[positions.get(key) as number]);
      member.resolve(sizes ? own.map((value) => sizes.cut(value, member.shape)) : own);
    }
  }
}

/** The keys of all members, each once, with where its value will be. */
function positionsOf(members: readonly Waiting[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (const { keys } of members)
    for (const key of keys) if (!positions.has(key)) positions.set(key, positions.size);
  return positions;
}

/** Questions are shared of one time, and only by those who come after the same. */
function idOf<Shape, Value>({ number }: Kind, question: Question<Shape, Value>): string {
  const { asker, batch, moment, name, shape } = question;
  const { sizes } = batch;
  const about = sizes ? nameOf(sizes.rounded(shape) as object) : name;
  return `${number} ${asker.bookmarks().join()} ${moment.change} ${moment.validAt} ${about}`;
}
