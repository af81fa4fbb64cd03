/**
 * The one declaration of what the graph speaks of. Labels, constraints, relationship indexes, statements,
 * GraphQL types and import checks all follow from it: a new predicate is one entry here and nothing else.
 */

interface Kind {
  /** Neo4j label and GraphQL type. */
  readonly label: string;
  /** First part of every id of this kind: `org_changan`. */
  readonly prefix: string;
  /** Field of `Query` that lists this kind. */
  readonly plural: string;
  readonly description: string;
}

export const kinds = {
  ORGANIZATION: {
    label: 'Organization',
    prefix: 'org',
    plural: 'organizations',
    description: 'A company, agency, association, government body or joint venture.',
  },
  PERSON: {
    label: 'Person',
    prefix: 'person',
    plural: 'people',
    description: 'A natural person who invests, owns or speaks.',
  },
  FACILITY: {
    label: 'Facility',
    prefix: 'facility',
    plural: 'facilities',
    description: 'A plant, mine, power station or other site where something is made.',
  },
  PROJECT: {
    label: 'Project',
    prefix: 'project',
    plural: 'projects',
    description: 'An undertaking that money goes into: building a plant, opening a mine.',
  },
  PLACE: {
    label: 'Place',
    prefix: 'place',
    plural: 'places',
    description: 'A country, region, city or market region.',
  },
  PRODUCT: {
    label: 'Product',
    prefix: 'product',
    plural: 'products',
    description: 'A good or a class of goods: passenger cars, crude steel, electricity.',
  },
} as const satisfies Record<string, Kind>;

export type EntityKind = keyof typeof kinds;
export const entityKinds = Object.keys(kinds) as EntityKind[];

/** What may stand as a predicate's value, and so which units it takes. */
export type Measure =
  | 'money' // an ISO 4217 currency
  | 'rate' // a UCUM unit a year: `{vehicle}/a`
  | 'share' // `%`
  | 'quantity'; // any unit

interface Value {
  /** Field of the edge that shows it. */
  readonly field: string;
  readonly measure: Measure;
  readonly description: string;
}

export interface PredicateDeclaration {
  /** Which kinds may stand at its two ends: subjects, objects. */
  readonly ends: readonly (readonly [subjects: readonly EntityKind[], objects: readonly EntityKind[]])[];
  /** Connection field on the subject. */
  readonly forward: string;
  /** Connection field on the object; the same as `forward` when the predicate is symmetric. */
  readonly reverse: string;
  readonly isSymmetric?: true;
  /** GraphQL names: `<type>Connection`, `<type>Edge`. */
  readonly type: string;
  readonly value?: Value;
  readonly description: string;
  readonly forwardDescription: string;
  readonly reverseDescription: string;
}

const maker = ['FACILITY', 'ORGANIZATION', 'PROJECT', 'PLACE'] as const;
const owner = ['ORGANIZATION', 'PERSON', 'PLACE'] as const;
const located = ['ORGANIZATION', 'PERSON', 'FACILITY', 'PROJECT', 'PLACE'] as const;

export const predicates = {
  INVESTED_IN: {
    ends: [[owner, ['PROJECT', 'FACILITY', 'ORGANIZATION', 'PLACE']]],
    forward: 'investments',
    reverse: 'investors',
    type: 'Investment',
    value: {
      field: 'amount',
      measure: 'money',
      description: 'How much this investor puts in. Null when no source splits the sum by investor.',
    },
    description: 'The subject puts money into the object. The value is the amount, in a currency.',
    forwardDescription: 'What it invests in, one edge per fact.',
    reverseDescription: 'Who invests in it, one edge per fact.',
  },
  PRODUCES: {
    ends: [[maker, ['PRODUCT']]],
    forward: 'products',
    reverse: 'producers',
    type: 'Production',
    value: {
      field: 'capacity',
      measure: 'rate',
      description: 'How much it can make in a year, for example 50000 `{vehicle}/a`.',
    },
    description: 'The subject makes the object. The value is the yearly capacity.',
    forwardDescription: 'What it makes or is to make, with yearly capacity.',
    reverseDescription: 'Who makes it or is to make it, with yearly capacity.',
  },
  PRODUCED: {
    ends: [[maker, ['PRODUCT']]],
    forward: 'outputs',
    reverse: 'producedBy',
    type: 'Output',
    value: {
      field: 'output',
      measure: 'quantity',
      description: 'How much was made in the period, for example 724000 `{vehicle}`.',
    },
    description: 'The subject made the object in the period. The value is the output of that period.',
    forwardDescription: 'What it made, period by period.',
    reverseDescription: 'Who made it, period by period.',
  },
  OWNS: {
    ends: [[owner, ['ORGANIZATION', 'FACILITY', 'PROJECT']]],
    forward: 'holdings',
    reverse: 'owners',
    type: 'Ownership',
    value: {
      field: 'share',
      measure: 'share',
      description: 'The share owned, in percent. Null when no source gives it: unknown, not 100.',
    },
    description: 'The subject owns the object, wholly or in part. The value is the share in percent.',
    forwardDescription: 'What it owns.',
    reverseDescription: 'Who owns it.',
  },
  OPERATES: {
    ends: [[['ORGANIZATION'], ['FACILITY', 'PROJECT']]],
    forward: 'operations',
    reverse: 'operators',
    type: 'Operation',
    description: 'The subject runs the object.',
    forwardDescription: 'What it runs.',
    reverseDescription: 'Who runs it.',
  },
  PART_OF: {
    ends: [
      [['FACILITY'], ['PROJECT']],
      [['ORGANIZATION'], ['ORGANIZATION']],
      [['PRODUCT'], ['PRODUCT']],
    ],
    forward: 'partOf',
    reverse: 'parts',
    type: 'Part',
    description:
      'The subject is a part of the object: a plant of a project, a firm of a group, sedans of cars.',
    forwardDescription: 'What it is a part of.',
    reverseDescription: 'What belongs to it as a part.',
  },
  LOCATED_IN: {
    ends: [[located, ['PLACE']]],
    forward: 'locations',
    reverse: 'residents',
    type: 'Location',
    description: 'The subject lies or has its seat in the object. Places form a tree by it.',
    forwardDescription: 'Where it lies or has its seat, as stated. `within` has the whole chain of places.',
    reverseDescription: 'What lies directly in it, as stated. To reach deeper use `entities(within:)`.',
  },
  PARTNERS_WITH: {
    ends: [[['ORGANIZATION'], ['ORGANIZATION']]],
    forward: 'partners',
    reverse: 'partners',
    isSymmetric: true,
    type: 'Partnership',
    description: 'Subject and object work together. It holds both ways, whichever is named first.',
    forwardDescription: 'Whom it works together with.',
    reverseDescription: 'Whom it works together with.',
  },
  EXPORTS_TO: {
    ends: [[['ORGANIZATION', 'FACILITY', 'PLACE'], ['PLACE']]],
    forward: 'exportMarkets',
    reverse: 'suppliers',
    type: 'Export',
    value: {
      field: 'volume',
      measure: 'quantity',
      description: 'How much goes there in the period: a count, a mass or an amount of money.',
    },
    description: 'The subject sells abroad into the object. The value is a volume or an amount of money.',
    forwardDescription: 'Where it exports to or means to.',
    reverseDescription: 'Who exports to it or means to.',
  },
} as const satisfies Record<string, PredicateDeclaration>;

/** A predicate between two entities: one typed relationship per fact. */
export type RelationPredicate = keyof typeof predicates;

/** The predicate of a fact whose value is a literal: an entity, a named variable, a value. */
export const OBSERVED = 'OBSERVED';
export const observedDescription =
  'A figure or statement about the subject under a named variable: exports, investment received, jobs. It has no object.';

export type Predicate = RelationPredicate | typeof OBSERVED;

export const relationPredicates = Object.keys(predicates) as RelationPredicate[];
export const allPredicates: readonly Predicate[] = [...relationPredicates, OBSERVED];

/** The declaration under its general type, for code that treats all predicates alike. */
export function declarationOf(predicate: RelationPredicate): PredicateDeclaration {
  return predicates[predicate];
}

/** The predicates between two entities whose facts may carry a figure. */
export const valuedPredicates = relationPredicates.filter((predicate) => declarationOf(predicate).value);

/** What ids of each kind begin with, by the letter that tells most kinds apart. */
const kindPrefixes = new Map<number, { readonly prefix: string; readonly kind: EntityKind }[]>();
const TELLING_LETTER = 3;
for (const kind of entityKinds) {
  const prefix = `${kinds[kind].prefix}_`;
  const letter = prefix.charCodeAt(TELLING_LETTER);
  kindPrefixes.set(letter, [...(kindPrefixes.get(letter) ?? []), { prefix, kind }]);
}

/** The kind that an entity id names (`org_changan` -> ORGANIZATION), or undefined for any other id. */
export function kindOfId(id: string): EntityKind | undefined {
  // Asked several times of each entity in an answer: a part of the id is a new string each time.
  const alike = kindPrefixes.get(id.charCodeAt(TELLING_LETTER));
  if (alike)
    for (const { prefix, kind } of alike) if (id.startsWith(prefix) && id.length > prefix.length) return kind;
  return undefined;
}

/** Whether the ontology lets a subject of one kind and an object of another stand at a predicate's ends. */
export function allowsEnds(predicate: RelationPredicate, subject: EntityKind, object: EntityKind): boolean {
  return declarationOf(predicate).ends.some(([from, to]) => from.includes(subject) && to.includes(object));
}

/** The predicates whose forward (or reverse) connection a kind has. */
export function predicatesOf(kind: EntityKind, side: 'forward' | 'reverse'): RelationPredicate[] {
  return relationPredicates.filter((predicate) =>
    declarationOf(predicate).ends.some((ends) => ends[side === 'forward' ? 0 : 1].includes(kind)),
  );
}

export const modalities = {
  PLANNED: 'Announced, agreed or expected, and not yet so.',
  REALISED: 'So at the time the period names.',
  ESTIMATED: 'Reckoned by somebody rather than counted.',
  DENIED: 'The source says that it is not so.',
} as const;
export type Modality = keyof typeof modalities;

export const bounds = {
  EXACT: 'The figure as stated.',
  APPROXIMATE: 'Around the figure; taken as within a tenth of it when sources are compared.',
  AT_LEAST: 'The figure or more.',
  AT_MOST: 'Up to the figure.',
  RANGE: 'Between `lower` and `upper`; `amount` is null.',
} as const;
export type Bound = keyof typeof bounds;

export const ranks = {
  PREFERRED: 'Shown before all others.',
  NORMAL: 'As recorded.',
  DEPRECATED: 'Kept, but shown only if nothing better is claimed.',
} as const;
export type Rank = keyof typeof ranks;

export const placeTypes = {
  COUNTRY: 'A country, by ISO 3166-1 where it has a code.',
  REGION: 'A part of a country.',
  CITY: 'A city or town.',
  MARKET_REGION: 'A group of countries seen as one market: Central Asia, Europe.',
} as const;
export type PlaceType = keyof typeof placeTypes;

export const nameKinds = {
  OFFICIAL: 'The name it gives itself, or its legal name.',
  ALIAS: 'Another name in use.',
  TRANSLITERATION: 'A name carried over into another script letter by letter.',
} as const;
export type NameKind = keyof typeof nameKinds;
