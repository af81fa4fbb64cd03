import { createHash } from 'node:crypto';
import type { WriteTransaction } from '../graph/graph.ts';
import type { Statements } from '../graph/statements.ts';
import { type Identifier, identifierKey } from '../model/identifier.ts';
import { foldName } from '../model/names.ts';
import { type EntityKind, kindOfId, kinds } from '../ontology.ts';
import { ClaimProblem } from './claim-problem.ts';
import { type EntityCard, matchKeys } from './entity.ts';

/** An entity as a row or a person describes it: without an id, unless one is chosen for it. */
export interface DescribedEntity extends Omit<EntityCard, 'id'> {
  readonly id: string | null;
  /** ISO 3166-1 alpha-2 of the country it belongs to: names are compared within a country. */
  readonly country: string | null;
}

/** An entity that a name may mean. */
interface Candidate {
  readonly id: string;
  /** The entity that stands for it: itself, unless it is merged into another. */
  readonly standsFor: string;
  /** The id of the country that contains it, null when unknown. */
  readonly countryId: string | null;
  /** The code of the country that it was first described with, if with any. */
  readonly describedCountry: string | null;
  readonly identifiers: readonly Identifier[];
}

/** Whether two descriptions name different countries. */
const isElsewhere = ({ country }: DescribedEntity, { describedCountry }: Candidate): boolean =>
  country !== null && describedCountry !== null && country !== describedCountry;

/** Whether nothing says that a description and a candidate are two: neither the country nor a registry. */
function isCompatible(described: DescribedEntity, countryId: string | null, candidate: Candidate): boolean {
  if (countryId !== null && candidate.countryId !== null) {
    if (countryId !== candidate.countryId) return false;
  } else if (isElsewhere(described, candidate)) return false;
  return described.identifiers.every(({ scheme, value }) => {
    const others = candidate.identifiers.filter((identifier) => identifier.scheme === scheme);
    return others.length === 0 || others.some((identifier) => identifier.value === value);
  });
}

const slug = (text: string): string =>
  foldName(text).replaceAll(' ', '_').slice(0, 60).replace(/_+$/, '') || 'unnamed';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** The id of an entity that is new: from its first identifier, else from its name; the same on every machine. */
export function newEntityId({ kind, names, identifiers, country }: DescribedEntity): string {
  const { prefix } = kinds[kind];
  const [identifier] = identifiers;
  if (identifier) {
    const { scheme, value } = identifier;
    const readable = `${prefix}_${slug(scheme)}_${slug(value)}`;
    // Of values that differ in signs or case alone only one may have the readable id.
    return slug(value).toUpperCase() === value ? readable : `${readable}_${digestOf(value)}`;
  }
  const [first] = matchKeys({ kind, names });
  return `${prefix}_${slug(names[0]?.text ?? '')}_${digestOf(JSON.stringify([first, country]))}`;
}

const countryKey = (code: string): string => identifierKey({ scheme: 'iso3166-1', value: code });

/**
 * Finds which entities descriptions mean. Identifiers decide. A name alone means an entity of the same kind, in the same
 * country as far as both are known, that no registry tells apart; it must be the only one. Whoever is not found is new.
 * @returns for each description the entity's id, or why it cannot be told.
 */
export async function resolveEntities(
  transaction: WriteTransaction,
  statements: Statements,
  described: readonly DescribedEntity[],
): Promise<(string | ClaimProblem)[]> {
  const codes = new Set(described.flatMap(({ country }) => (country === null ? [] : [country])));
  const identifierKeys = new Set([
    ...described.flatMap(({ identifiers }) => identifiers.map(identifierKey)),
    ...[...codes].map(countryKey),
  ]);
  const nameKeys = new Set(described.flatMap((entity) => (entity.id === null ? matchKeys(entity) : [])));
  // An id by itself decides; beside identifiers it has to mean whom they mean.
  const ids = described.flatMap(({ id, identifiers }) => (id !== null && identifiers.length > 0 ? [id] : []));
  const [found] =
    identifierKeys.size + nameKeys.size === 0
      ? []
      : await transaction.run(statements.get('write/find-entities'), {
          ids: [...new Set(ids)],
          identifierKeys: [...identifierKeys],
          matchKeys: [...nameKeys],
        });
  const identified = (found?.get('byIdentifier') ?? []) as [string, string, string][];
  const byIdentifier = new Map(identified.map(([key, id]) => [key, id]));
  const standingFor = new Map([
    ...((found?.get('byId') ?? []) as [string, string][]),
    ...identified.map(([, id, standsFor]) => [id, standsFor] as const),
  ]);
  const byName = new Map<string, Candidate[]>();
  const addCandidate = (key: string, candidate: Candidate): void => {
    const candidates = byName.get(key) ?? [];
    byName.set(key, candidates);
    const at = candidates.findIndex(({ id }) => id === candidate.id);
    const known = candidates[at];
    if (!known) candidates.push(candidate);
    // Who was described without a country has that of the next description.
    else if (known.describedCountry === null)
      candidates[at] = { ...known, describedCountry: candidate.describedCountry };
  };
  type NameRow = [string, string, string | null, string[] | null, string[] | null, string, string | null];
  for (const [key, id, countryId, schemes, values, standsFor, describedCountry] of (found?.get('byName') ??
    []) as NameRow[])
    addCandidate(key, {
      id,
      standsFor,
      countryId,
      describedCountry,
      identifiers: (schemes ?? []).map((scheme, i) => ({ scheme, value: values?.[i] ?? '' })),
    });

  const resolve = (entity: DescribedEntity): string | ClaimProblem => {
    const country = entity.country === null ? undefined : byIdentifier.get(countryKey(entity.country));
    const countryId = country === undefined ? null : (standingFor.get(country) ?? country);
    const named = new Set(
      entity.identifiers.flatMap((identifier) => byIdentifier.get(identifierKey(identifier)) ?? []),
    );
    for (const id of named)
      if (kindOfId(id) !== entity.kind)
        return new ClaimProblem(
          'identifiers',
          `they name ${id}, which is of the kind ${kindOfId(id)}, not ${entity.kind}`,
        );
    if (entity.id !== null) named.add(entity.id);
    // Entities that are merged are one, whichever of them is named.
    if (new Set([...named].map((id) => standingFor.get(id) ?? id)).size > 1)
      return new ClaimProblem('identifiers', `they name several entities: ${[...named].sort().join(', ')}`);
    const keys = matchKeys(entity);
    let id = entity.id ?? [...named][0];
    if (id === undefined) {
      const candidates = new Map(
        keys
          .flatMap((key) => byName.get(key) ?? [])
          .filter((candidate) => isCompatible(entity, countryId, candidate))
          .map((candidate) => [candidate.id, candidate]),
      );
      const inCountry = [...candidates.values()].filter(
        (candidate) =>
          (countryId !== null && candidate.countryId === countryId) ||
          (entity.country !== null && candidate.describedCountry === entity.country),
      );
      const matches = inCountry.length > 0 ? inCountry : [...candidates.values()];
      if (new Set(matches.map(({ standsFor }) => standsFor)).size === 1) {
        // Of several that are merged, the one that the same description made: its claims are then the same claims.
        const made = newEntityId(entity);
        const ids = matches.map((match) => match.id).sort();
        id = ids.includes(made) ? made : ids[0];
      }
    }
    id ??= newEntityId(entity);
    // Those that follow in the batch may mean it too.
    for (const identifier of entity.identifiers) byIdentifier.set(identifierKey(identifier), id);
    const standsFor = standingFor.get(id) ?? id;
    for (const key of keys)
      addCandidate(key, {
        id,
        standsFor,
        countryId,
        describedCountry: entity.country,
        identifiers: entity.identifiers,
      });
    return id;
  };
  const resolved = new Array<string | ClaimProblem>(described.length);
  // Places first: they are the countries that others are compared within.
  const isPlace = (kind: EntityKind): boolean => kind === 'PLACE';
  for (const wantsPlaces of [true, false])
    described.forEach((entity, i) => {
      if (isPlace(entity.kind) === wantsPlaces) resolved[i] = resolve(entity);
    });
  return resolved;
}

/** The countries that descriptions name, by the entity that each means; the first one counts. */
export function countriesOf(
  described: readonly DescribedEntity[],
  ids: readonly (string | ClaimProblem)[],
): ReadonlyMap<string, string> {
  const countries = new Map<string, string>();
  described.forEach(({ country }, i) => {
    const id = ids[i];
    if (country !== null && typeof id === 'string' && !countries.has(id)) countries.set(id, country);
  });
  return countries;
}
