import { type Graph, StatementEnded, type StatementReport } from '../graph/graph.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import { type Moment, packed } from './moment.ts';
import type { Reader } from './read.ts';
import type { Batch } from './shaped-loader.ts';

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
  /** The shape’s name: questions of one batch, moment and name are one question about other keys. */
  readonly name: string;
  readonly shape: Shape;
  readonly keys: readonly string[];
}

interface Waiting<Shape = unknown, Value = unknown> extends Question<Shape, Value> {
  readonly resolve: (values: readonly Value[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** Of a question, what tells it from others. */
interface Identity extends Pick<Question<unknown, unknown>, 'asker' | 'moment' | 'name'> {
  readonly batch: unknown;
}

/** A statement with more keys than this has no more to gain by others. */
const MOST_KEYS = 1_000;

/** The same question of several requests. */
interface Group {
  readonly id: string;
  readonly members: Waiting[];
}

interface Running {
  readonly members: readonly Waiting[];
  readonly controller: AbortController;
}

/**
 * Where questions of all requests meet. While a slot is free a question is sent at once; while none is, those that ask the
 * same about other keys wait together and are sent as one statement, whose answer is taken apart again. A round trip costs
 * more than most of what it brings.
 */
export class Exchange {
  readonly #graph: Graph;
  readonly #batches = new Map<unknown, number>();
  /** In the order in which the first of each group came. */
  readonly #waiting = new Map<string, Group>();
  readonly #running = new Set<Running>();
  readonly #slots: number;
  readonly #isProfiling: boolean;
  #isScheduled = false;

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
      const id = this.#idOf(question);
      const member = { ...question, resolve, reject } as unknown as Waiting;
      const group = this.#waiting.get(id);
      if (group) group.members.push(member);
      else this.#waiting.set(id, { id, members: [member] });
      this.#schedule();
    });
  }

  /** Ends the statements that only a request that is gone has waited for. */
  leave(): void {
    for (const { members, controller } of this.#running)
      if (members.every(({ asker }) => asker.isGone())) controller.abort();
  }

  /** Questions are shared of one time, and only by those who come after the same. */
  #idOf({ asker, batch, moment, name }: Identity): string {
    const number = this.#batches.get(batch) ?? this.#batches.size;
    this.#batches.set(batch, number);
    return `${number} ${asker.bookmarks().join()} ${moment.change} ${moment.validAt} ${name}`;
  }

  /** Questions that are asked in the same breath are one. */
  #schedule(): void {
    if (this.#isScheduled || this.#running.size >= this.#slots) return;
    this.#isScheduled = true;
    process.nextTick(() => {
      this.#isScheduled = false;
      for (const group of this.#waiting.values()) {
        if (this.#running.size >= this.#slots) return;
        this.#waiting.delete(group.id);
        this.#send(group);
      }
    });
  }

  #send(group: Group): void {
    const members: Waiting[] = [];
    let keys = 0;
    while (group.members.length > 0 && keys < MOST_KEYS) {
      const member = group.members.shift() as Waiting;
      if (member.asker.isGone()) member.reject(new StatementEnded('the request has ended'));
      else {
        members.push(member);
        keys += member.keys.length;
      }
    }
    if (group.members.length > 0) this.#waiting.set(group.id, group);
    if (members.length === 0) return;
    const running: Running = { members, controller: new AbortController() };
    this.#running.add(running);
    void this.#run(running).finally(() => {
      this.#running.delete(running);
      this.#schedule();
    });
  }

  async #run({ members, controller }: Running): Promise<void> {
    const first = members[0] as Waiting;
    const { batch, moment, shape } = first;
    const askers = new Set(members.map(({ asker }) => asker));
    const deadline = Math.max(...[...askers].map((asker) => asker.deadline));
    const reader: Reader = {
      statements: this.statements,
      moment,
      read: (statement: Statement, params) =>
        this.#graph.read(statement, packed(params, moment), {
          signal: controller.signal,
          isProfiling: this.#isProfiling,
          bookmarks: first.asker.bookmarks(),
          // The database ends the statement by itself.
          timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
          onStatement: (report) => {
            for (const asker of askers) asker.onStatement(report);
          },
        }),
      ask: (other, _, otherShape, keys) => other(reader, otherShape, keys),
    };
    try {
      if (members.length === 1) return first.resolve(await batch(reader, shape, first.keys));
      const positions = new Map<string, number>();
      for (const member of members)
        for (const key of member.keys) if (!positions.has(key)) positions.set(key, positions.size);
      const values = await batch(reader, shape, [...positions.keys()]);
      for (const { keys, resolve } of members)
        resolve(keys.map((key) => values[positions.get(key) as number]));
    } catch (error) {
      for (const { reject } of members) reject(error);
    }
  }
}
