import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Order } from './client.ts';
import type { Brief, Slot, SlotResult } from './slot.ts';

/** The load client's process as its parent sees it. */
export class LoadClient {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;

  constructor() {
    this.#child = fork(new URL('./client.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#ended = once(this.#child, 'exit').then(() => [{ error: 'the load client has ended' }]);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async #order(order: Order): Promise<unknown> {
    this.#child.send(order);
    const [answer] = (await Promise.race([once(this.#child, 'message'), this.#ended])) as [
      { result?: unknown; error?: string },
    ];
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.result;
  }

  async learn(brief: Brief): Promise<void> {
    await this.#order({ kind: 'brief', brief });
  }

  async run(slot: Slot): Promise<SlotResult> {
    return (await this.#order({ kind: 'slot', slot })) as SlotResult;
  }

  stop(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}
