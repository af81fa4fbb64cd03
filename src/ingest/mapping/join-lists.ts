import Big from 'big.js';

/** A name or an identifier in a list, with the share stated beside it. */
export interface ListItem {
  readonly text: string;
  /** In percent, in plain notation; null when not stated, which is unknown and not 100. */
  readonly share: string | null;
}

/** One thing of the list: of name and identifier at least one is known. */
export interface JoinedItem {
  readonly name: string | null;
  readonly id: string | null;
  readonly share: string | null;
}

/** Shares are kept so far: what a workbook has beyond is the noise of binary fractions, 7.000000000000001. */
const SHARE_DIGITS = 9;

/** Parts "Name A [60.0%]" into the name and 60. */
export function readShare(item: string): ListItem {
  const found = /^(.*?)\s*\[\s*(\d+(?:\.\d+)?)\s*%\s*\]$/s.exec(item);
  return found
    ? { text: found[1] ?? '', share: new Big(found[2] ?? 0).round(SHARE_DIGITS).toFixed() }
    : { text: item, share: null };
}

const countShares = (items: readonly ListItem[]): string =>
  items
    .map(({ share }) => share ?? '')
    .toSorted()
    .join(' ');

/**
 * Puts a list of names and a list of identifiers of the same things together, never by position, which real tables get
 * wrong. A name and an identifier are of one thing when
 * 1. they are the only ones of their lists, or
 * 2. another list of the row has told so (`known`, from identifier to name), or
 * 3. both lists state the same shares, and their share is stated once in each, or
 * 4. they are the only ones left of lists as long as each other.
 * Other identifiers stand without a name: their names are known from rows that tell them.
 */
export function joinLists(
  names: readonly ListItem[],
  ids: readonly ListItem[],
  known: ReadonlyMap<string, string> = new Map(),
): { items: JoinedItem[]; unjoined: string[] } {
  if (ids.length === 0)
    return { items: names.map(({ text, share }) => ({ name: text, id: null, share })), unjoined: [] };
  const nameOf = new Map<ListItem, ListItem>();
  const left = new Set(names);
  const join = (id: ListItem, name: ListItem): void => {
    nameOf.set(id, name);
    left.delete(name);
  };
  const restOfIds = (): ListItem[] => ids.filter((id) => !nameOf.has(id));
  for (const id of ids) {
    const same = [...left].filter(({ text }) => text === known.get(id.text));
    if (same.length === 1 && same[0]) join(id, same[0]);
  }
  if (names.length === ids.length) {
    if (countShares(names) === countShares(ids))
      for (const id of restOfIds()) {
        const alike = (items: readonly ListItem[]) =>
          items.filter(({ share }) => share !== null && share === id.share);
        const [name] = alike(names);
        if (alike(ids).length === 1 && alike(names).length === 1 && name && left.has(name)) join(id, name);
      }
    const [lastId, ...others] = restOfIds();
    const [lastName] = left;
    if (lastId && others.length === 0 && lastName) join(lastId, lastName);
  }
  const items = ids.map((id) => {
    const name = nameOf.get(id);
    return { name: name?.text ?? null, id: id.text, share: id.share ?? name?.share ?? null };
  });
  return { items, unjoined: [...left].map(({ text }) => text) };
}
