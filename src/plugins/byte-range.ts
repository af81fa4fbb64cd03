/** Bytes of a whole, from the first to the last; `end` is behind the last. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A range as a request asks for it, before it is known how many bytes there are. */
export interface AskedRange {
  /** Null: of the last bytes, so many. */
  readonly first: number | null;
  /** The last one wanted, or how many of the last. Null: to the end. */
  readonly last: number | null;
}

/**
 * What a `Range` header asks for (RFC 9110, section 14); null where there is none, or one that may be overlooked: of another
 * unit, or several.
 */
export function askedRange(header: string | null): AskedRange | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  return { first: from === '' ? null : Number(from), last: to === '' ? null : Number(to) };
}

/** The bytes asked for of so many; null when there are none of them. */
export function rangeOf({ first, last }: AskedRange, length: number): ByteRange | null {
  const start = first ?? Math.max(0, length - (last ?? 0));
  const end = first === null || last === null ? length : Math.min(length, last + 1);
  return start < end ? { start, end } : null;
}
