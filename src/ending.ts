import { setMaxListeners } from 'node:events';

/**
 * The end of a request that may come before its answer, because its time is up or its client has gone. Most requests never
 * come to it, so that an AbortSignal, which costs more than a small answer, is made for those who ask for one.
 */
export class Ending {
  #reason: Error | undefined;
  #controller: AbortController | undefined;
  #listeners: (() => void)[] = [];

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

  onEnd(listener: () => void): void {
    this.#listeners.push(listener);
  }

  end(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    for (const listener of this.#listeners.splice(0)) listener();
  }
}
