/**
 * Which texts of statements have been answered once. Neo4j plans a text again for each statement that comes before it has planned
 * the first: whoever can wait for that does.
 */
export class FirstAnswers {
  readonly #asked = new Set<string>();
  readonly #coming = new Map<string, Promise<void>>();

  /** Notes that a text has been sent; only its first answer counts, however it ends. */
  note(text: string, answer: Promise<unknown>): void {
    if (this.#asked.has(text)) return;
    this.#asked.add(text);
    const over = (): void => void this.#coming.delete(text);
    this.#coming.set(text, answer.then(over, over));
  }

  /** Comes when the first answer has, or the signal does; undefined when there is nothing to wait for. */
  coming(text: string, signal: AbortSignal): Promise<void> | undefined {
    const coming = this.#coming.get(text);
    if (!coming || signal.aborted) return undefined;
    return new Promise((resolve) => {
      const end = (): void => {
        signal.removeEventListener('abort', end);
        resolve();
      };
      signal.addEventListener('abort', end);
      void coming.then(end);
    });
  }
}
