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

/** A page that is read, and whether it is of the table's change: known a moment later, when the next one is being read. */
interface ReadPage {
  readonly page: RowPage;
  readonly isOfChange: Promise<boolean>;
}

const tooLong = (maximum: number): TableRefused =>
  new TableRefused(
    `This table has more than ${maximum} rows, the most that you may have of one. Say with \`first\` how many are enough, narrow it with \`where\`, or ask whoever runs this server for a token, with which there may be more.`,
    'LIMIT_EXCEEDED',
    { limit: 'rows', maximum },
  );

/**
 * All pages of a table, each read while the one before it is being written, and never more than that one ahead. They are of one
 * state of the graph: once it has changed, pages are read as of the change that the first was of.
 * @throws TableRefused when there are more rows than there may be.
 */
export async function* allPages(source: PageSource): AsyncGenerator<RowPage> {
  // What is asked for as of the last change is the graph as it is, as long as nothing is written: read so, it takes less.
  let isThen = source.isThen && (await source.changeNumber()) !== source.change;
  let items = 0;
  let rows = 0;
  const read = async (before: number, after: string | null): Promise<ReadPage> => {
    const page = await source.read(before, after, isThen);
    if (isThen) return { page, isOfChange: Promise.resolve(true) };
    // No change was made before this number is read, so none before the page was.
    const isOfChange = source.changeNumber().then((number) => number === source.change);
    isOfChange.catch(() => undefined);
    return { page, isOfChange };
  };
  /** Begins to read what follows a page, before which there were so many items; null when nothing is to follow. */
  const follow = (before: number, { items: more, next }: RowPage): Promise<ReadPage> | null => {
    items = before + more;
    if (next === null || items >= (source.first ?? Number.POSITIVE_INFINITY)) return null;
    const following = read(items, next);
    // It may fail before anybody waits for it.
    following.catch(() => undefined);
    return following;
  };
  let after: string | null = null;
  let reading: Promise<ReadPage> | null = read(0, null);
  while (reading) {
    const before = items;
    let { page, isOfChange }: ReadPage = await reading;
    reading = follow(before, page);
    if (!(await isOfChange)) {
      isThen = true;
      page = await source.read(before, after, true);
      reading = follow(before, page);
    }
    after = page.next;
    rows += page.rows.length;
    if (rows > source.mostRows) throw tooLong(source.mostRows);
    yield page;
  }
}
