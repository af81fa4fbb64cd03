import type { RowPage } from './rows.ts';
import { TableRefused } from './table-error.ts';

/** Where the pages of one table come from. */
export interface PageSource {
  /**
   * Reads a page: behind a cursor, when so many items came before it; of the graph as it is now, or as of the table's change.
   * @throws whatever its execution tells.
   */
  read(items: number, after: string | null, isThen: boolean): Promise<RowPage>;
  /** The number of the last change of the graph as it is now. */
  changeNumber(): Promise<number>;
  /** Whether the table is as of a change that was asked for. */
  readonly isThen: boolean;
  /** Which change the table is of; known once a page was read. So are those below. */
  readonly change: number;
  /** So many items are wanted; null for all. */
  readonly first: number | null;
  /** The most rows that whoever asks may have. */
  readonly mostRows: number;
}

/** Pages that are all of one state of the graph: once it has changed, they are read as of the change that the first was of. */
class SteadyPages {
  readonly #source: PageSource;
  #isThen: boolean;

  constructor(source: PageSource) {
    this.#source = source;
    this.#isThen = source.isThen;
  }

  async read(items: number, after: string | null): Promise<RowPage> {
    if (!this.#isThen) {
      const page = await this.#source.read(items, after, false);
      // No change was made before this number was read, so none before the page was.
      if ((await this.#source.changeNumber()) === this.#source.change) return page;
      this.#isThen = true;
    }
    return this.#source.read(items, after, true);
  }
}

const tooLong = (maximum: number): TableRefused =>
  new TableRefused(
    `This table has more than ${maximum} rows, the most that you may have of one. Say with \`first\` how many are enough, narrow it with \`where\`, or ask whoever runs this server for a token, with which there may be more.`,
    'LIMIT_EXCEEDED',
    { limit: 'rows', maximum },
  );

/**
 * All pages of a table, each read while the one before it is being written, and never more than that one ahead.
 * @throws TableRefused when there are more rows than there may be.
 */
export async function* allPages(source: PageSource): AsyncGenerator<RowPage> {
  const steady = new SteadyPages(source);
  let items = 0;
  let rows = 0;
  const readNext = (after: string | null): Promise<RowPage> => {
    const page = steady.read(items, after);
    // It may fail before anybody waits for it.
    page.catch(() => undefined);
    return page;
  };
  let reading: Promise<RowPage> | null = readNext(null);
  while (reading) {
    const page: RowPage = await reading;
    items += page.items;
    rows += page.rows.length;
    if (rows > source.mostRows) throw tooLong(source.mostRows);
    const isEnough = page.next === null || items >= (source.first ?? Number.POSITIVE_INFINITY);
    reading = isEnough ? null : readNext(page.next);
    yield page;
  }
}
