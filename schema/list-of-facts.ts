import type { FactRow } from '../src/loaders/fact-rows.ts';
import type { TotalRow } from '../src/loaders/totals.ts';
import type { MaybePromise } from '../src/model/maybe-promise.ts';
import type { Page } from '../src/model/page.ts';
import type { Connection } from './connections.ts';
import type { EntityRef } from './refs.ts';

/** A fact in a list, with the end that is not the list's parent. */
export interface ListedFact {
  readonly fact: FactRow;
  readonly far: EntityRef | null;
}

export interface FactConnection extends Connection<ListedFact> {
  totals(): MaybePromise<readonly TotalRow[]>;
}

/** What is read of the lists that a field stands for, by their parents. */
export interface ListReader {
  /** The order’s name. */
  readonly order: string;
  page(key: string): MaybePromise<Page<ListedFact>>;
  totalCount(key: string): MaybePromise<number>;
  totals(key: string): MaybePromise<readonly TotalRow[]>;
}

/** A list as a connection: nothing is read until it is selected. */
export class ListOfFacts implements FactConnection {
  readonly #reader: ListReader;
  readonly #key: string;
  #page: MaybePromise<Page<ListedFact>> | undefined;

  constructor(reader: ListReader, key: string) {
    this.#reader = reader;
    this.#key = key;
  }

  page(): MaybePromise<Page<ListedFact>> {
    this.#page ??= this.#reader.page(this.#key);
    return this.#page;
  }

  positionOf({ fact }: ListedFact) {
    return { order: this.#reader.order, key: fact.key };
  }

  totalCount(): MaybePromise<number> {
    return this.#reader.totalCount(this.#key);
  }

  totals(): MaybePromise<readonly TotalRow[]> {
    return this.#reader.totals(this.#key);
  }
}
