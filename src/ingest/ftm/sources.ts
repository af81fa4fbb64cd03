import { basename } from 'node:path';
import { type SourceCard, sourceFromLine } from '../source.ts';

/** Of an entity that does not say its dataset. */
export const NO_DATASET = '';

/** The datasets that entities come from, as sources. */
export class FtmSources {
  readonly #file: string;
  readonly #lastSeen = new Map<string, string>();
  readonly #cards = new Map<string, SourceCard>();

  constructor(file: string) {
    // Rows that were refused and mended come from where the others do.
    this.#file = basename(file)
      .replace(/\.gz$/i, '')
      .replace(/\.refused(?=\.[^.]+$)/, '');
  }

  /** Of a dataset, the last time that something in it was seen is when it was read. */
  noteSeen(dataset: string, at: string): void {
    const known = this.#lastSeen.get(dataset);
    if (known === undefined || known < at) this.#lastSeen.set(dataset, at);
  }

  /** The source that a dataset is; without one, the file itself. */
  of(dataset: string): SourceCard {
    let card = this.#cards.get(dataset);
    if (!card) {
      card = sourceFromLine({
        type: 'source',
        title: dataset === NO_DATASET ? this.#file : `${dataset} (FollowTheMoney)`,
        publisher: dataset === NO_DATASET ? null : dataset,
        url: null,
        publishedAt: null,
        retrievedAt: this.#lastSeen.get(dataset) ?? null,
        licence: null,
        sha256: null,
      });
      this.#cards.set(dataset, card);
    }
    return card;
  }
}
