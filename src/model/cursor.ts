import { InvalidArgument } from '../errors.ts';

/** Where a page ends: a key in one order. A cursor carries its order, so that it cannot be used in another. */
export interface Cursor {
  readonly order: string;
  readonly key: string;
}

export const NOT_OURS = 'not a cursor of this server; use a `cursor` or `pageInfo.endCursor` as given';

export function encodeCursor({ order, key }: Cursor): string {
  return Buffer.from(JSON.stringify([order, key])).toString('base64url');
}

/**
 * A cursor that a client sent back, of whatever list.
 * @throws InvalidArgument when it is not one of ours.
 */
export function readCursor(cursor: string, argument: 'after' | 'before'): Cursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parsed = null;
  }
  if (!Array.isArray(parsed) || typeof parsed[0] !== 'string' || typeof parsed[1] !== 'string')
    throw new InvalidArgument(argument, NOT_OURS);
  const [order, key] = parsed;
  return { order, key };
}

/**
 * A cursor that a client sent back to a list.
 * @throws InvalidArgument when it is not one of ours or belongs to another order.
 */
export function decodeCursor(cursor: string, listOrder: string, argument: 'after' | 'before'): Cursor {
  const { order, key } = readCursor(cursor, argument);
  if (order !== listOrder)
    throw new InvalidArgument(
      argument,
      `this cursor belongs to a list ordered by ${order}, this list is ordered by ${listOrder}`,
    );
  return { order, key };
}
