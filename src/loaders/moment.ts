import neo4j from 'neo4j-driver';

/** The time that questions are about. */
export interface Moment {
  /** What was known after this change; null for what is known now. */
  readonly change: number | null;
  /** What holds on this day; null for whatever is known, whenever it holds. */
  readonly validAt: string | null;
}

export const NOW: Moment = { change: null, validAt: null };

type Selection = Readonly<Record<string, true>>;

const selections = new WeakMap<object, Selection>();

/** Of groups of columns only those that are selected: each name that is sent costs its way. */
function selected(columns: object): Selection {
  const known = selections.get(columns);
  if (known) return known;
  const names = Object.fromEntries(
    Object.entries(columns).flatMap(([name, isSelected]): [string, true][] =>
      isSelected === true ? [[name, true]] : [],
    ),
  );
  selections.set(columns, names);
  return names;
}

/**
 * Parameters as one map, but for those of LIMIT. A plan's key holds the type of every parameter, of texts and lists even their
 * length's magnitude; a map is a map, so that each statement is planned once.
 */
export function packed(
  { limit, claimLimit, columns, ...given }: Record<string, unknown>,
  { change }: Moment,
): Record<string, unknown> {
  const ask = {
    ...given,
    ...(typeof columns === 'object' && columns !== null && { columns: selected(columns) }),
    ...(change !== null && { knownIn: neo4j.int(change) }),
  };
  return { ask, ...(limit !== undefined && { limit }), ...(claimLimit !== undefined && { claimLimit }) };
}
