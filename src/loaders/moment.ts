import neo4j from 'neo4j-driver';

/** The time that questions are about. */
export interface Moment {
  /** What was known after this change; null for what is known now. */
  readonly change: number | null;
  /** What holds on this day; null for whatever is known, whenever it holds. */
  readonly validAt: string | null;
}

export const NOW: Moment = { change: null, validAt: null };

/**
 * Parameters as one map, but for LIMIT's. A plan's key holds the type of every parameter, of texts and lists even their
 * length's magnitude; a map is a map, so that each statement is planned once.
 */
export function packed(
  { limit, ...given }: Record<string, unknown>,
  { change }: Moment,
): Record<string, unknown> {
  const ask = change === null ? given : { ...given, knownIn: neo4j.int(change) };
  return limit === undefined ? { ask } : { ask, limit };
}
