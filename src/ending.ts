import { setMaxListeners } from 'node:events';

/**
 * The end of a request that may come before its answer, because its time is up or its client has gone. Most requests never
 * come to it, so that an AbortSignal, which costs more than a small answer, is made for those who ask for one.
 */
export class Ending {
  #reason: Error | undefined;
  #controller: AbortController | undefined;
  readonly #listeners = new Set<(reason: Error) => void>();

  /** An ending that comes with the first of others. */
  static ofAny(others: readonly Ending[]): Ending {
    const ending = new Ending();
    for (const other of others) other.onEnd((reason) => ending.end(reason));
    return ending;
  }

  /** Whether nobody waits for the answer any more. */
  get isOver(): boolean {
    return this.#reason !== undefined;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      // Each statement in flight listens; by default Node warns of a leak from eleven on.
      setMaxListeners(0, this.#controller.signal);
      if (this.#reason) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** @throws whatever ended the request, if something did. */
  throwIfOver(): void {
    if (this.#reason) throw this.#reason;
  }

  /** Calls at the end; at once when it has come. @returns what takes the listener away again. */
  onEnd(listener: (reason: Error) => void): () => void {
    if (this.#reason) listener(this.#reason);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many wait for it. */
  get listenerCount(): number {
    return this.#listeners.size;
  }

  end(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener(reason);
  }
}
