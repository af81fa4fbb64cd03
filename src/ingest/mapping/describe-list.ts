import type { Cells, WordSet } from './cells.ts';
import { type JoinedItem, joinLists, type ListItem, readShare } from './join-lists.ts';
import type { EntityDescription } from './mapped.ts';
import type { ListSpec } from './mapping-format.ts';
import { lastBrackets } from './read-names.ts';
import { splitList } from './split-list.ts';

/** One thing of a list. */
export interface DescribedItem {
  readonly names: EntityDescription['names'];
  readonly identifiers: EntityDescription['identifiers'];
  readonly share: string | null;
  readonly description?: string;
}

/** "Bank of China, State-Owned Company" without the kind that follows the name. */
function withoutKind(text: string, kinds: readonly string[]): string {
  const kind = kinds.find((known) => text.toLowerCase().endsWith(`, ${known}`.toLowerCase()));
  return kind ? text.slice(0, -kind.length - 2).trim() : text.trim();
}

/** The items of a cell with their shares, when the list states shares. */
function itemsOf(cell: string | null, spec: ListSpec): ListItem[] {
  if (cell === null) return [];
  const parts = spec.split ? splitList(cell, spec.split) : [cell];
  return parts.map((part) =>
    spec.shares ? readShare(part) : { text: withoutKind(part, spec.kinds ?? []), share: null },
  );
}

/** The names of things with a number in brackets, which is an identifier: "Sol Systems (61677)". */
function bracketedId(
  text: string,
  scheme: string | undefined,
): Pick<DescribedItem, 'identifiers'> & { name: string } {
  const { before, inside } = lastBrackets(text);
  return scheme && inside !== null && /^\d+$/.test(inside)
    ? { name: before, identifiers: [{ scheme, value: inside }] }
    : { name: text, identifiers: [] };
}

/**
 * The things that a list in a cell names. Nobodies are dropped on both sides before names and identifiers are joined.
 * @param namesOfIds what other lists of the row have told; what this one tells is added.
 */
export function describeList(
  cells: Cells,
  spec: ListSpec,
  nobody: WordSet,
  namesOfIds: Map<string, string>,
  note: (text: string) => void,
): { items: DescribedItem[]; count: number } {
  const allNames = itemsOf(cells.get(spec.column), spec);
  const allIds = spec.ids ? itemsOf(cells.get(spec.ids.column), spec) : [];
  const isSomebody = ({ text }: ListItem): boolean => text !== '' && !nobody.has(text);
  const { items: joined, unjoined } = joinLists(
    allNames.filter(isSomebody),
    allIds.filter(isSomebody),
    namesOfIds,
  );
  for (const { id, name } of joined) if (id !== null && name !== null) namesOfIds.set(id, name);
  const isNameless = joined.some(({ name }) => name === null);
  if (isNameless && unjoined.length > 0)
    note(`${spec.column}: which of the identifiers are ${unjoined.join('; ')} cannot be told from this row`);
  const localName = spec.localNames ? cells.get(spec.localNames) : null;
  const hasOneLocalName = localName !== null && joined.length === 1 && !localName.includes(';');
  const describe = ({ name, id, share }: JoinedItem): DescribedItem => {
    const bracketed = name === null ? null : bracketedId(name, spec.bracketedId);
    return {
      names: [
        ...(bracketed
          ? [{ text: bracketed.name, language: spec.language ?? null, kind: 'OFFICIAL' as const }]
          : []),
        ...(hasOneLocalName ? [{ text: localName, language: null, kind: 'OFFICIAL' as const }] : []),
      ],
      identifiers: [
        ...(id !== null && spec.ids ? [{ scheme: spec.ids.scheme, value: id }] : []),
        ...(bracketed?.identifiers ?? []),
      ],
      share,
      ...(name === null && unjoined.length > 0
        ? { description: `In a list of ${unjoined.join('; ')}, which does not say which of them it is.` }
        : {}),
    };
  };
  return { items: joined.map(describe), count: Math.max(allNames.length, allIds.length) };
}
