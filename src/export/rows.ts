import type { Cell, Row } from './column.ts';
import { TableRefused } from './table-error.ts';
import type { ListShape, ObjectShape, TableShape } from './table-shape.ts';

type Answer = Readonly<Record<string, unknown>>;

/** What tells of a connection’s page whether there is more; see table-document. */
export const PAGE = 'steppePage';

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor?: string | null;
}

/** A page of the outermost list as rows. */
export interface RowPage {
  readonly rows: readonly Row[];
  /** How many items of the list these are. */
  readonly items: number;
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

function fill(row: Cell[], { leaves, objects }: ObjectShape, answer: Answer | null): void {
  if (answer === null) return;
  for (const { key, column } of leaves) row[column] = (answer[key] as Cell | undefined) ?? null;
  for (const { key, shape } of objects) fill(row, shape, (answer[key] as Answer | null | undefined) ?? null);
}

function refuseCut({ path, isOutermost, defaultSize }: ListShape, count: number, isCut: boolean): void {
  if (isCut)
    throw new TableRefused(
      `\`${path}\` has more than the ${count} items that a list within the rows is read with: ask for that list by itself, where all of its pages come, or say with \`first\` how many are enough.`,
      'LIST_CUT',
      { list: path, maximum: count, status: 422 },
    );
  if (defaultSize !== null && count >= defaultSize)
    throw new TableRefused(
      `\`${path}\` gave ${count} items, which is all that it gives without \`first\`: there may be more. Say with \`first\` how many${isOutermost ? ' rows' : ''} there can be.`,
      'LIST_CUT',
      { list: path, maximum: count, status: 422 },
    );
}

class PageReader {
  readonly rows: Row[] = [];
  items = 0;
  next: string | null = null;

  expand(row: Cell[], shape: ObjectShape, answer: Answer | null): void {
    fill(row, shape, answer);
    const { through, list } = shape;
    if (through) this.expand(row, through.shape, (answer?.[through.key] as Answer | undefined) ?? null);
    else if (list) this.#multiply(row, list, answer);
    else this.rows.push(row);
  }

  #multiply(row: Cell[], list: ListShape, answer: Answer | null): void {
    const [key = '', itemsKey] = list.keys;
    const holder = answer?.[key] as Answer | null | undefined;
    const items = (itemsKey === undefined ? holder : holder?.[itemsKey]) as unknown[] | null | undefined;
    if (list.isOutermost) {
      if (items == null)
        throw new TableRefused(
          `There is no \`${list.path}\`: what is asked for above it is null.`,
          'NOT_FOUND',
          { status: 404 },
        );
      this.items = items.length;
    } else if (items == null || items.length === 0) {
      // An item without any stays a row.
      this.rows.push(row);
      return;
    }
    const page = list.isPaged ? (holder?.[PAGE] as PageInfo) : null;
    if (list.isOutermost && page?.hasNextPage) this.next = page.endCursor ?? null;
    refuseCut(list, items.length, !list.isOutermost && page?.hasNextPage === true);
    for (const item of items) {
      const own = row.slice();
      if (typeof list.items === 'number') {
        own[list.items] = (item as Cell | null) ?? null;
        this.rows.push(own);
      } else this.expand(own, list.items, item as Answer | null);
    }
  }
}

/**
 * The rows of an answer.
 * @throws TableRefused when a list in it is cut short, or when the outermost is not there.
 */
export function readRows({ columns, root }: TableShape, data: Answer): RowPage {
  const reader = new PageReader();
  reader.expand(new Array<Cell>(columns.length).fill(null), root, data);
  const { rows, items, next } = reader;
  return { rows, items, next };
}
