import type { Server } from 'node:http';
import { availableParallelism } from 'node:os';

/** How many requests may be under way while a process looks for their answers all the time: a processor is left for the database. */
export const mostPolled = (workers: number, processors = availableParallelism()): number =>
  Math.floor(processors / workers) - 1;

/** Where several ask at once, the database needs the processor in the moments between them too. */
const CROWDED_MS = 100;

/**
 * Looks for what the database answers again and again, instead of sleeping until it comes, while fewer requests are under
 * way than there are processors. To be woken takes longer than many an answer, most of all on a virtual machine. No request
 * is looked after for longer than `milliseconds` from its beginning, so that a slow one costs no more than that.
 */
export class BusyPoll {
  readonly #milliseconds: number;
  readonly #most: number;
  #underWay = 0;
  #until = 0;
  #crowdedUntil = 0;
  #isLooking = false;

  constructor(milliseconds: number, most: number) {
    this.#milliseconds = milliseconds;
    this.#most = most;
  }

  watch(server: Server): void {
    if (this.#milliseconds === 0 || this.#most < 1) return;
    server.prependListener('request', (_, response) => {
      const now = performance.now();
      this.#underWay += 1;
      if (this.#underWay > this.#most) this.#crowdedUntil = now + CROWDED_MS;
      this.#until = now + this.#milliseconds;
      response.once('close', () => {
        this.#underWay -= 1;
      });
      if (this.#isLooking || now < this.#crowdedUntil) return;
      this.#isLooking = true;
      this.#look();
    });
  }

  /** A turn of the event loop that has an immediate waiting does not sleep. */
  readonly #look = (): void => {
    this.#isLooking = this.#underWay > 0 && this.#underWay <= this.#most && performance.now() < this.#until;
    if (this.#isLooking) setImmediate(this.#look);
  };
}
