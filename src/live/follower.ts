import type { ChangeRow } from '../loaders/changes.ts';
import { slowReader } from './ends.ts';
import type { FactFilter } from './fact-filter.ts';
import type { FactsChange } from './facts-change.ts';

export interface FollowerOptions {
  readonly filter: FactFilter;
  /** The change after which it wants to be told. */
  readonly since: number;
  /** Most changes that are kept for it. */
  readonly mostBehind: number;
  /** Reads on, for a follower who is behind, or has it told from now on. */
  readonly readOn: (follower: Follower) => Promise<void>;
  readonly leave: (follower: Follower) => void;
}

/** One who is told of changes, in their order, each once. What is not taken yet waits here, up to a limit. */
export class Follower implements AsyncIterableIterator<FactsChange> {
  readonly filter: FactFilter;
  /** The last change that was looked at for it. */
  position: number;
  /** Whether it is told of changes as they are made; else it reads on by itself. */
  isLive = false;
  /** Whether its reader does not take what it is sent; else what waits here waits for an answer. */
  isHeld = false;
  readonly #options: FollowerOptions;
  readonly #waiting: FactsChange[] = [];
  #wake: (() => void) | undefined;
  #end: { readonly reason: Error | null } | undefined;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.filter = options.filter;
    this.position = options.since;
  }

  /** Whether it is told nothing more. */
  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** How many changes it has not taken yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** The last change that it need not be told of any more. */
  get seen(): number {
    const [next] = this.#waiting;
    return next ? next.change.number - 1 : this.position;
  }

  /** @param told null when the change touched nothing that it asks about. */
  tell(change: ChangeRow, told: FactsChange | null): void {
    if (told !== null && this.isLive && this.#waiting.length >= this.#options.mostBehind) {
      if (this.isHeld) this.end(slowReader(this.#options.mostBehind));
      else this.fallBehind();
      return;
    }
    this.position = change.number;
    if (told === null || this.#end) return;
    this.#waiting.push(told);
    this.#wake?.();
  }

  /** From now on it reads on by itself. */
  fallBehind(): void {
    this.isLive = false;
    this.#options.leave(this);
    this.#wake?.();
  }

  /** Tells it nothing more; what waits is dropped, for it comes again from where it is. */
  end(reason: Error | null): void {
    if (this.#end) return;
    this.#end = { reason };
    this.#waiting.length = 0;
    this.#options.leave(this);
    this.#wake?.();
  }

  /** @throws why it was ended, once. */
  async next(): Promise<IteratorResult<FactsChange, undefined>> {
    for (;;) {
      const value = this.#waiting.shift();
      if (value) return { value, done: false };
      if (this.#end) {
        const { reason } = this.#end;
        this.#end = { reason: null };
        if (reason) throw reason;
        return { value: undefined, done: true };
      }
      if (this.isLive)
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      else await this.#options.readOn(this);
    }
  }

  async return(): Promise<IteratorResult<FactsChange, undefined>> {
    this.end(null);
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
