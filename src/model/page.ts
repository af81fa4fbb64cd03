import { InvalidArgument } from '../errors.ts';
import { type Cursor, decodeCursor } from './cursor.ts';

/** Relay's four arguments as a client gives them. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface PageLimits {
  readonly defaultSize: number;
  readonly maxSize: number;
}

/** What is the same of pages behind unlike cursors. */
export interface PageShape {
  readonly size: number;
  readonly isBackward: boolean;
  readonly hasCursor: boolean;
}

const shapes = new Map<string, PageShape>();

/** The shape of a page: the very object for all that are alike, so that what is known by it is found again. */
export function pageShape({ size, isBackward, hasCursor }: PageShape): PageShape {
  const name = `${size} ${isBackward} ${hasCursor}`;
  const known = shapes.get(name) ?? { size, isBackward, hasCursor };
  shapes.set(name, known);
  return known;
}

/** Which page: so many items after a cursor, or, backward, before it. */
export interface PageRequest extends PageShape {
  readonly cursor: Cursor | null;
}

/** A page of items in the list's order. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * Reads Relay's arguments for a list in an order.
 * @throws InvalidArgument when they contradict each other or exceed the limits.
 */
export function readPageArguments(args: PageArguments, order: string, limits: PageLimits): PageRequest {
  const { first, after, last, before } = args;
  if (first != null && last != null)
    throw new InvalidArgument('last', 'give either `first` or `last`, not both');
  if (after != null && before != null)
    throw new InvalidArgument(
      'before',
      'give either `after` (with `first`) or `before` (with `last`), not both',
    );
  if (first != null && before != null)
    throw new InvalidArgument('before', '`before` goes with `last`, not with `first`');
  if (last != null && after != null)
    throw new InvalidArgument('after', '`after` goes with `first`, not with `last`');
  const isBackward = last != null || before != null;
  const argument = isBackward ? 'last' : 'first';
  const size = first ?? last ?? limits.defaultSize;
  if (size < 0) throw new InvalidArgument(argument, `must be 0 or more, not ${size}`);
  if (size > limits.maxSize)
    throw new InvalidArgument(
      argument,
      `at most ${limits.maxSize} items a page; ask for more by following \`pageInfo\``,
      { limit: 'page', maximum: limits.maxSize },
    );
  const raw = isBackward ? before : after;
  return {
    size,
    isBackward,
    hasCursor: raw != null,
    cursor: raw == null ? null : decodeCursor(raw, order, isBackward ? 'before' : 'after'),
  };
}

/** By what rows that may come twice are told apart: see `toPage`. */
export const idOf = ({ id }: { readonly id: string }): string => id;

/**
 * Makes a page of rows that were read in the direction of travel, one more than asked for where there is one.
 * @param idOf for rows that may come twice: what is written while a page of another time is read may be met as it is and as it
 * was, and the two are the same. Whether there are more is told by all rows, as one that came twice took another's place.
 */
export function toPage<T>(
  rows: readonly T[],
  { size, isBackward, hasCursor }: PageShape,
  idOf?: (row: T) => string,
): Page<T> {
  const hasMore = rows.length > size;
  const met = new Set<string>();
  const once = idOf ? rows.filter((row) => !met.has(idOf(row)) && met.add(idOf(row))) : rows;
  const items = once.length > size ? once.slice(0, size) : once;
  return isBackward
    ? { items: items.toReversed(), hasPreviousPage: hasMore, hasNextPage: hasCursor }
    : { items, hasNextPage: hasMore, hasPreviousPage: hasCursor };
}

/** A page as it is when it was asked for in a smaller size. */
export function cutPage<T>(page: Page<T>, { size, isBackward }: PageShape): Page<T> {
  const more = page.items.length - size;
  if (more <= 0) return page;
  return isBackward
    ? { ...page, items: page.items.slice(more), hasPreviousPage: true }
    : { ...page, items: page.items.slice(0, size), hasNextPage: true };
}

/** Below and above every key: the ends of a list. */
export const LOWEST_KEY = '';
export const HIGHEST_KEY = '\u{10ffff}';

export type Direction = 'ASC' | 'DESC';
export const flip = (direction: Direction): Direction => (direction === 'ASC' ? 'DESC' : 'ASC');
export const compareOf = (direction: Direction): '<' | '>' => (direction === 'ASC' ? '>' : '<');
export const startOf = (direction: Direction): string => (direction === 'ASC' ? LOWEST_KEY : HIGHEST_KEY);
