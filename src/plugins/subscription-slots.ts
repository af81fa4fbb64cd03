import type { Settings } from '../settings.ts';
import { LimitExceeded } from './limit-exceeded.ts';

/** How many subscriptions there are, of all clients and of each. */
export class SubscriptionSlots {
  readonly #most: number;
  readonly #mostOfOne: number;
  readonly #ofClient = new Map<string, number>();
  #count = 0;

  constructor(settings: Settings) {
    this.#most = settings.STEPPE_MAX_SUBSCRIPTIONS;
    this.#mostOfOne = settings.STEPPE_MAX_SUBSCRIPTIONS_CLIENT;
  }

  /** @returns what gives the place back, once. @throws LimitExceeded when there is none. */
  take(client: string): () => void {
    const own = this.#ofClient.get(client) ?? 0;
    if (own >= this.#mostOfOne)
      throw new LimitExceeded({
        limit: 'subscriptions of one client',
        what: 'The number of your subscriptions on this server',
        maximum: this.#mostOfOne,
        measured: own + 1,
        advice: 'Close some: one may name up to 1,000 `entities`.',
      });
    if (this.#count >= this.#most)
      throw new LimitExceeded({
        limit: 'subscriptions',
        what: 'The number of subscriptions on this server',
        maximum: this.#most,
        measured: this.#count + 1,
        advice: 'Try again later.',
      });
    this.#count += 1;
    this.#ofClient.set(client, own + 1);
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      this.#count -= 1;
      const left = (this.#ofClient.get(client) ?? 1) - 1;
      if (left > 0) this.#ofClient.set(client, left);
      else this.#ofClient.delete(client);
    };
  }
}
