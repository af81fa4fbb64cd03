import { type Identifier, identifierKey } from '../model/identifier.ts';
import { matchKey } from '../model/match-name.ts';
import { bestName, foldings, foldName, type Name, scriptOf } from '../model/names.ts';
import { type EntityKind, kindOfId, kinds, type PlaceType } from '../ontology.ts';
import { ClaimProblem } from './claim-problem.ts';
import type { EntityLine } from './claims-file.ts';

/** All that an entity is known by. */
export interface EntityCard {
  readonly id: string;
  readonly kind: EntityKind;
  readonly placeType: PlaceType | null;
  readonly description: string | null;
  readonly names: readonly Name[];
  readonly identifiers: readonly Identifier[];
}

/**
 * The card that an entity line writes down.
 * @throws ClaimProblem naming the field that cannot stand.
 */
export function cardFromLine(line: EntityLine): EntityCard {
  if (line.names.length + line.identifiers.length === 0)
    throw new ClaimProblem('names', 'give a name, or an identifier that it is known by');
  return cardOf(line);
}

/** The same of a line about an entity that may be known already, and need not be named again. */
export function cardOf(line: EntityLine): EntityCard {
  if (kindOfId(line.id) !== line.kind)
    throw new ClaimProblem('id', `the id of ${line.kind} entities begins with ${kinds[line.kind].prefix}_`);
  if (line.placeType && line.kind !== 'PLACE')
    throw new ClaimProblem('placeType', 'only a PLACE has a placeType');
  return {
    id: line.id,
    kind: line.kind,
    placeType: line.placeType ?? null,
    description: line.description,
    names: line.names.map((name) => ({ ...name, script: name.script ?? scriptOf(name.text) })),
    identifiers: line.identifiers,
  };
}

/** Two cards of one entity as one: what was known stays, what is new is added. */
export function mergeCards(known: EntityCard, added: EntityCard): EntityCard {
  const names = new Map<string, Name>();
  for (const name of [...known.names, ...added.names]) {
    const key = `${name.language}\n${name.text}`;
    if (!names.has(key)) names.set(key, name);
  }
  const identifiers = new Map<string, Identifier>();
  for (const identifier of [...known.identifiers, ...added.identifiers])
    identifiers.set(identifierKey(identifier), identifier);
  // A card without a name is described for want of one.
  const isOneNamed = (known.names.length === 0) !== (added.names.length === 0);
  const describedBy = isOneNamed && known.names.length === 0 ? added : known;
  return {
    id: known.id,
    kind: known.kind,
    placeType: known.placeType ?? added.placeType,
    description: describedBy.description ?? (isOneNamed ? null : added.description),
    names: [...names.values()],
    identifiers: [...identifiers.values()],
  };
}

/** What an entity may be known again by. */
export const matchKeys = ({ kind, names }: Pick<EntityCard, 'kind' | 'names'>): string[] => [
  // A name of signs alone folds to nothing, and would be one with every other of the kind.
  ...new Set(
    names
      .flatMap(({ text }) => foldings(text))
      .map((folded) => matchKey(kind, folded))
      .filter((key) => !key.endsWith('|')),
  ),
];

/** A card as node properties. Names are parallel lists; an unknown language or script is ''. */
export function cardProperties(card: EntityCard): Record<string, unknown> {
  const name = bestName(card.names) ?? card.id;
  const folded = [...new Set(card.names.flatMap((entry) => foldings(entry.text)))];
  return {
    kind: card.kind,
    name,
    // Below every letter, so that "changan" comes before "changan auto"; the id makes the key total.
    nameKey: `${foldName(name)}\t${card.id}`,
    placeType: card.placeType,
    description: card.description,
    nameTexts: card.names.map((entry) => entry.text),
    nameLanguages: card.names.map((entry) => entry.language ?? ''),
    nameScripts: card.names.map((entry) => entry.script ?? ''),
    nameKinds: card.names.map((entry) => entry.kind),
    identifierSchemes: card.identifiers.map((identifier) => identifier.scheme),
    identifierValues: card.identifiers.map((identifier) => identifier.value),
    foldedNames: folded,
    searchText: [...card.names.map((entry) => entry.text), ...folded].join(' | '),
  };
}
