import type { EntityKind, PlaceType } from '../ontology.ts';
import type { Identifier } from './identifier.ts';
import {
  type ComparedName,
  compareNames,
  type NameLikeness,
  type NameLikenessKind,
} from './name-likeness.ts';

/** What speaks for two entities being one, and what against it. */
export const evidenceKinds = {
  SAME_NAME: 'For: they share a name; letter case, script, punctuation and legal forms do not count.',
  SAME_COMPACT_NAME: 'For: a name of one is a name of the other but for spaces: `Allur Auto`, `AllurAuto`.',
  SAME_WORDS: 'For: a name of one has the words of a name of the other, in another order.',
  SIMILAR_NAME: 'For: a name of one is spelled nearly like a name of the other: `Kostanay`, `Qostanai`.',
  SAME_BEGINNING:
    'For, a little: a name of one begins with a whole name of the other: `Qarmet`, `Qarmet Steel`. Funds and subsidiaries are named so too.',
  SAME_COUNTRY: 'For, a little: both lie in the same country.',
  SHARED_NEIGHBOUR: 'For, a little: facts tie both to the same organization, person, facility or project.',
  DIFFERENT_COUNTRY: 'Against: they lie in different countries.',
  DIFFERENT_IDENTIFIER: 'Against, strongly: one registry has different identifiers for them.',
  DIFFERENT_NUMBERS:
    'Against, strongly: their names differ in a number, a letter at the end or a Roman numeral: `Unit 1`, `Unit 2`.',
  DIFFERENT_PLACE_TYPE: 'Against: they are places of different types, such as a city and its region.',
  JOINED_BY_FACT: 'Against: a fact ties one to the other, as an owner to what it owns.',
} as const;

export type EvidenceKind = keyof typeof evidenceKinds;

/** One reason; the weights of all make the score. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** Above 0 for, below 0 against. */
  readonly weight: number;
  readonly detail: string;
}

/** What two entities are compared by. */
export interface ComparedEntity {
  readonly kind: EntityKind;
  readonly names: readonly ComparedName[];
  readonly countryId: string | null;
  readonly placeType: PlaceType | null;
  readonly identifiers: readonly Identifier[];
}

/** What the facts of two entities say of them as a pair. */
export interface Ties {
  /** The predicate of a fact that ties one to the other. */
  readonly joinedBy: string | null;
  /** Some of those that facts tie both to. */
  readonly neighbourIds: readonly string[];
}

/** What a name says at most; the first is the surest. */
const NAME_WEIGHT: Readonly<Record<NameLikenessKind, number>> = {
  SAME_NAME: 0.8,
  SAME_COMPACT_NAME: 0.75,
  SAME_WORDS: 0.65,
  SIMILAR_NAME: 0.6,
  SAME_BEGINNING: 0.2,
};
/** Two persons of one name are more often two. */
const PERSON_SHARE = 0.75;
/** Below it a pair is hardly worth a look: a shared beginning, or a name in another country. */
export const DEFAULT_MIN_SCORE = 0.5;
/** The most that ties can add. */
export const MOST_BY_TIES = 0.15;
/** The most that a common country can. */
export const MOST_BY_COUNTRY = 0.1;
/** Names beyond these are compared for being the same only. */
const MOST_NAMES = 20;

const hundredths = (value: number): number => Math.round(value * 100) / 100;

const evidence = (kind: EvidenceKind, weight: number, detail: string): Evidence => ({
  kind,
  weight: hundredths(weight),
  detail,
});

interface NamePair {
  readonly likeness: NameLikeness;
  readonly weight: number;
  readonly names: readonly [ComparedName, ComparedName];
}

/** What the likeness of two names says. Degrees begin at 0.7, and there say little. */
export const nameWeight = ({ kind, degree }: NameLikeness): number =>
  NAME_WEIGHT[kind] * (kind === 'SIMILAR_NAME' ? Math.max(0, 2 * degree - 1) : 1);

/** The two names that are most alike. */
function bestNames(a: ComparedEntity, b: ComparedEntity): NamePair | null {
  const texts = new Set(b.names.map(({ text }) => text));
  const shared = a.names.find(({ text }) => texts.has(text));
  const [of, and] = shared
    ? [[shared], [shared]]
    : [a.names.slice(0, MOST_NAMES), b.names.slice(0, MOST_NAMES)];
  let best: NamePair | null = null;
  for (const one of of)
    for (const other of and) {
      const likeness = compareNames(one, other);
      if (likeness && nameWeight(likeness) > (best?.weight ?? 0))
        best = { likeness, weight: nameWeight(likeness), names: [one, other] };
    }
  return best;
}

const numbersOf = ({ names }: ComparedEntity): string[] => [
  ...new Set(names.filter(({ numbers }) => numbers.length > 0).map(({ numbers }) => numbers.join(' and '))),
];

/** Names that are told apart by number: those compared, or all that have one. */
function differentNumbers(a: ComparedEntity, b: ComparedEntity, names: NamePair['names']): Evidence | null {
  const [one, other] = [numbersOf(a), numbersOf(b)];
  if (one.length > 0 && other.length > 0)
    return one.some((number) => other.includes(number))
      ? null
      : evidence(
          'DIFFERENT_NUMBERS',
          -0.7,
          `${one.join(', ')} is in names of one, ${other.join(', ')} in those of the other`,
        );
  const [numbered] = names.map(({ numbers }) => numbers).filter((numbers) => numbers.length > 0);
  return numbered
    ? evidence('DIFFERENT_NUMBERS', -0.5, `only one of them has ${numbered.join(' and ')} in its name`)
    : null;
}

/** Schemes in which both are registered, under values none of which is the same. */
function differentIdentifiers(a: ComparedEntity, b: ComparedEntity): Evidence | null {
  const values = (entity: ComparedEntity, scheme: string): string[] =>
    entity.identifiers.filter((identifier) => identifier.scheme === scheme).map(({ value }) => value);
  for (const { scheme } of a.identifiers) {
    const [one, other] = [values(a, scheme), values(b, scheme)];
    if (other.length > 0 && !one.some((value) => other.includes(value)))
      return evidence(
        'DIFFERENT_IDENTIFIER',
        -0.7,
        `in ${scheme} one is ${one.join(', ')}, the other ${other.join(', ')}`,
      );
  }
  return null;
}

function countries(a: ComparedEntity, b: ComparedEntity): Evidence | null {
  if (a.countryId === null || b.countryId === null) return null;
  return a.countryId === b.countryId
    ? evidence('SAME_COUNTRY', MOST_BY_COUNTRY, `both lie in ${a.countryId}`)
    : evidence('DIFFERENT_COUNTRY', -0.4, `one lies in ${a.countryId}, the other in ${b.countryId}`);
}

function placeTypes(a: ComparedEntity, b: ComparedEntity): Evidence | null {
  if (a.placeType === null || b.placeType === null || a.placeType === b.placeType) return null;
  return evidence('DIFFERENT_PLACE_TYPE', -0.5, `one is a ${a.placeType}, the other a ${b.placeType}`);
}

/**
 * What the descriptions of two entities say about their being one; empty when no name of one is like a name of the other,
 * or they are of different kinds.
 */
export function descriptionEvidence(a: ComparedEntity, b: ComparedEntity): Evidence[] {
  if (a.kind !== b.kind) return [];
  const best = bestNames(a, b);
  if (!best) return [];
  const share = a.kind === 'PERSON' ? PERSON_SHARE : 1;
  const { kind, detail } = best.likeness;
  const isBare = kind === 'SAME_NAME' && a.kind === 'ORGANIZATION';
  return [
    evidence(kind, best.weight * share, isBare ? `${detail} without legal forms` : detail),
    countries(a, b),
    differentIdentifiers(a, b),
    differentNumbers(a, b, best.names),
    placeTypes(a, b),
  ].filter((found) => found !== null);
}

/** What facts say about two entities being one. */
export function tieEvidence({ joinedBy, neighbourIds }: Ties): Evidence[] {
  const [first, ...others] = neighbourIds;
  return [
    first === undefined
      ? null
      : evidence(
          'SHARED_NEIGHBOUR',
          others.length > 0 ? MOST_BY_TIES : 0.1,
          `facts tie both to ${[first, ...others].join(', ')}`,
        ),
    joinedBy === null ? null : evidence('JOINED_BY_FACT', -0.5, `a fact ${joinedBy} ties one to the other`),
  ].filter((found) => found !== null);
}

/** The sum of the weights, kept between 0 and 1. */
export const scoreOf = (all: readonly Evidence[]): number =>
  hundredths(
    Math.min(
      1,
      Math.max(
        0,
        all.reduce((sum, { weight }) => sum + weight, 0),
      ),
    ),
  );
