import { setTimeout as sleep } from 'node:timers/promises';
import type { Graph } from '../graph/graph.ts';
import type { ChangeRow } from '../loaders/changes.ts';
import type { Predicate } from '../ontology.ts';
import { noLongerKnown, notYetMade } from './ends.ts';
import { FactFilter } from './fact-filter.ts';
import type { FactsChange } from './facts-change.ts';
import { FeedReader } from './feed-reader.ts';
import { Follower } from './follower.ts';
import { matchChange } from './match-change.ts';
import { Turns } from './turns.ts';

/** How often changes of other processes are looked for while there are followers. One’s own are told at once. */
const LOOK_MS = 100;
/** How often it is looked whether changes are taken, after many at once. */
const PACE_MS = 10;
/** So many of those who are behind read on at once: the others’ turn comes, and requests keep their connections. */
const READING_ON = 2;
/** After a failure. */
const PATIENCE_MS = 1_000;

export interface ChangeFeedOptions {
  readonly graph: Graph;
  /** Longest that a statement may take. */
  readonly timeoutMs: number;
  /** Most changes that are kept for one follower. */
  readonly mostBehind: number;
  /** Most facts of a change that are told with it. */
  readonly pageSize: number;
  /** Hears that changes cannot be read, once until they can. */
  readonly onFailure: (error: unknown) => void;
}

export interface Asked {
  readonly entities: readonly string[] | null;
  readonly predicates: readonly Predicate[] | null;
  /** The change after which to begin; null for the last one. */
  readonly since: number | null;
  /** Where that number comes from, for messages. */
  readonly argument: string;
}

/**
 * Tells followers of every change, in order, whichever process made it. One watcher a process reads what came after the
 * last change it knows, and only while somebody follows: followers cost no statement of their own once they have caught up.
 */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #reader: FeedReader;
  readonly #live = new Set<Follower>();
  readonly #turns = new Turns(READING_ON);
  /** The last change that live followers are told of; null while nobody follows. */
  #position: number | null = null;
  #isNudged = false;
  #wake: (() => void) | undefined;
  readonly #forget: () => void;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
    this.#reader = new FeedReader(options.graph, options.timeoutMs);
    this.#forget = options.graph.onWrite(() => {
      this.#isNudged = true;
      this.#wake?.();
    });
  }

  /** @throws GraphQLError when what came after `since` cannot be told. */
  async follow({ entities, predicates, since, argument }: Asked): Promise<Follower> {
    const history = await this.#reader.history();
    const last = history.last ?? 0;
    if (since !== null && since > last) throw notYetMade(argument, since, last);
    if (since !== null && since < history.factsSince)
      throw noLongerKnown(argument, since, history.factsSince, last);
    const filter = new FactFilter(entities, predicates);
    const position = since ?? last;
    if (filter.entities) filter.stand(position, await this.#reader.standing(position, filter.entities));
    return new Follower({
      filter,
      since: position,
      mostBehind: this.#options.mostBehind,
      readOn: (follower) => this.#readOn(follower),
      leave: (follower) => this.#live.delete(follower),
    });
  }

  /** Tells nobody any more. */
  close(): void {
    this.#forget();
    for (const follower of this.#live) follower.end(null);
  }

  /** Reads the next changes for a follower who is behind; who is not is told by the watcher from now on. */
  async #readOn(follower: Follower): Promise<void> {
    const isBehind = (): boolean => this.#position !== null && follower.position < this.#position;
    const isWatched = this.#position !== null;
    if (!isWatched || isBehind()) {
      const hasRead = await this.#turns.take(() => this.#readPage(follower));
      if (hasRead || isBehind()) return;
    }
    if (follower.isOver) return;
    // No `await` between looking at the watcher's position and joining: the change it tells next is the next one for both.
    follower.isLive = true;
    this.#live.add(follower);
    if (this.#position !== null) return;
    this.#position = follower.position;
    void this.#watch();
  }

  /** Whether there was something to read. */
  async #readPage(follower: Follower): Promise<boolean> {
    if (follower.isOver) return false;
    const { changes } = await this.#reader.changesAfter(follower.position);
    for (const change of changes) {
      if (follower.isOver) break;
      const told = await this.#match(change, [follower]);
      follower.tell(change, told.get(follower.filter.key) ?? null);
    }
    return changes.length > 0;
  }

  async #match(change: ChangeRow, followers: readonly Follower[]): Promise<Map<string, FactsChange | null>> {
    if (change.merges.length > 0) {
      const ids = new Set(followers.flatMap(({ filter }) => filter.entities ?? []));
      const standing = ids.size > 0 ? await this.#reader.standing(change.number, [...ids]) : new Map();
      for (const { filter } of followers) filter.stand(change.number, standing);
    }
    const filters = new Map(followers.map(({ filter }) => [filter.key, filter]));
    const told = await matchChange(this.#reader, change, [...filters.values()], this.#options.pageSize);
    if (change.merges.length > 0) for (const { filter } of followers) filter.settle();
    return told;
  }

  async #watch(): Promise<void> {
    let hasFailed = false;
    while (this.#live.size > 0) {
      let hasMore = false;
      try {
        this.#isNudged = false;
        const page = await this.#reader.changesAfter(this.#position ?? 0);
        for (const change of page.changes) {
          await this.#untilTaken(change);
          await this.#tell(change);
        }
        hasMore = page.hasMore;
        hasFailed = false;
      } catch (error) {
        if (!hasFailed) this.#options.onFailure(error);
        hasFailed = true;
      }
      if (!hasMore) await this.#pause(hasFailed ? PATIENCE_MS : LOOK_MS);
    }
    this.#position = null;
  }

  /** After many changes at once, the one who takes them fastest sets the pace; others may fall behind. */
  async #untilTaken({ number }: ChangeRow): Promise<void> {
    const isFull = ({ waiting }: Follower): boolean => waiting > this.#options.mostBehind / 2;
    // Not who read on by itself past this change: it takes none of these.
    const takers = (): Follower[] => [...this.#live].filter(({ position }) => position < number);
    for (let all = takers(); all.length > 0 && all.every(isFull); all = takers()) await sleep(PACE_MS);
  }

  async #tell(change: ChangeRow): Promise<void> {
    const followers = [...this.#live].filter(({ position }) => position < change.number);
    // Whoever comes while this one is looked at reads it by itself.
    this.#position = change.number;
    try {
      const told = await this.#match(change, followers);
      for (const follower of followers) follower.tell(change, told.get(follower.filter.key) ?? null);
    } catch (error) {
      for (const follower of followers) follower.fallBehind();
      throw error;
    }
  }

  #pause(milliseconds: number): Promise<void> {
    if (this.#isNudged && milliseconds === LOOK_MS) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
