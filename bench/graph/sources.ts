import { type SourceCard, sourceFromLine } from '../../src/ingest/source.ts';
import { Draws } from './random.ts';
import type { Shape } from './shape.ts';
import { word } from './words.ts';

const STREAM = 5;
const PAPERS = ['Gazette', 'Herald', 'Investment Monitor', 'Business Review', 'Statistics Bulletin'] as const;

/** The documents that claims are in: each is a function of its number. */
export class Sources {
  readonly #shape: Shape;
  readonly #cards: SourceCard[];

  constructor(shape: Shape) {
    this.#shape = shape;
    this.#cards = Array.from({ length: shape.sources }, (_, number) => this.#source(number));
  }

  get all(): readonly SourceCard[] {
    return this.#cards;
  }

  /** @param number taken round, so that the ones after it are others. */
  at(number: number): SourceCard {
    return this.#cards[number % this.#cards.length] as SourceCard;
  }

  #source(number: number): SourceCard {
    const draws = new Draws(this.#shape.seed, STREAM, number);
    const publisher = `${word(draws.below(200))} ${draws.pick(PAPERS)}`;
    const year = 2012 + draws.below(14);
    const month = String(1 + draws.below(12)).padStart(2, '0');
    // One in ten bears no date.
    const publishedAt = draws.chance(0.1) ? null : `${year}-${month}`;
    return sourceFromLine({
      type: 'source',
      id: `source_${number}`,
      title: `${publisher}, no. ${number}`,
      url: `https://sources.example/${number}`,
      publisher,
      publishedAt,
      retrievedAt: '2025-05-31T00:00:00Z',
      licence: null,
      sha256: null,
    });
  }
}
