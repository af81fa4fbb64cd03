import fc from 'fast-check';
import {
  type ClaimLine,
  claimLine,
  type EntityLine,
  entityLine,
  type SourceLine,
  sourceLine,
} from '../../src/ingest/claims-file.ts';
import {
  allowsEnds,
  bounds,
  declarationOf,
  kindOfId,
  kinds,
  type Measure,
  modalities,
  OBSERVED,
  type Predicate,
  type Rank,
  ranks,
  relationPredicates,
} from '../../src/ontology.ts';

/**
 * What is done to a graph at random: a few entities, documents, figures and periods, so that facts are shared, disputed, merged into
 * themselves and moved again and again. Steps name what exists by an index, taken modulo how much there is: any list of steps can be
 * done, also one that is shrunk.
 */
export type Step =
  | {
      readonly do: 'load';
      readonly source: number;
      readonly isDated: boolean;
      readonly claims: readonly ClaimLine[];
      /** Claims of the source to take back, by index. */
      readonly retract: readonly number[];
      readonly cards: readonly EntityLine[];
    }
  | { readonly do: 'load again'; readonly load: number }
  | { readonly do: 'retract'; readonly claim: number }
  | { readonly do: 'rank'; readonly claim: number; readonly rank: Rank }
  | { readonly do: 'merge'; readonly from: number; readonly into: number }
  | { readonly do: 'unmerge'; readonly merged: number };

const entityIds = [
  ...['org_a', 'org_b', 'org_c'],
  ...['place_a', 'place_b', 'place_c', 'place_d'],
  ...['product_a', 'product_b', 'facility_a', 'facility_b'],
  ...['person_a', 'person_b', 'project_a', 'project_b'],
];

/** Two countries, a region, and a place of which its type is said later, if at all. */
const placeTypes: Record<string, string> = {
  place_a: 'COUNTRY',
  place_b: 'COUNTRY',
  place_c: 'REGION',
};

const named = (id: string, more: object = {}): EntityLine =>
  entityLine.parse({
    type: 'entity',
    id,
    kind: kindOfId(id),
    names: [{ text: `${kinds[kindOfId(id) ?? 'PLACE'].label} ${id.slice(-1)}`, language: 'en' }],
    ...more,
  });

/** What an entity is known by when it is first spoken of. */
export const firstCard = (id: string): EntityLine =>
  named(id, placeTypes[id] === undefined ? {} : { placeType: placeTypes[id] });

/** What it may become known by besides. */
const moreOf = (id: string): EntityLine[] => [
  named(id, { description: `What ${id} is.` }),
  named(id, { identifiers: [{ scheme: 'x', value: id }] }),
  named(id, { names: [{ text: `Another ${id.slice(-1)}`, kind: 'ALIAS' }] }),
  named(id, { names: [{ text: 'A name of several', language: 'en' }] }),
  ...(id === 'place_d' ? [named(id, { placeType: 'COUNTRY' }), named(id, { placeType: 'CITY' })] : []),
];

const documents = [
  { id: 'source_old', title: 'Old', publishedAt: '2022' },
  { id: 'source_new', title: 'New', publishedAt: '2023-05' },
  { id: 'source_read', title: 'Read', retrievedAt: '2024-01-01T00:00:00Z', publishedAt: '2021-07' },
];

/** How many documents there are. */
const DOCUMENTS = documents.length;

/** A document, with its date or before that was known. */
export function documentLine(index: number, isDated: boolean): SourceLine {
  const { publishedAt, ...rest } = documents[index] ?? {};
  return sourceLine.parse({ type: 'source', ...rest, ...(isDated && { publishedAt }) });
}

const amounts = ['100', '104', '2.5', '0', '-3.000000000001', '999999999999999', '0.999999999999'];
const units: Record<Measure, readonly string[]> = {
  money: ['USD', 'CNY'],
  rate: ['{vehicle}/a', 't/a'],
  share: ['%'],
  quantity: ['USD', '{vehicle}', '%'],
};

function quantity(measure: Measure) {
  const unit = fc.constantFrom(...units[measure]);
  const bound = fc.constantFrom(
    ...(Object.keys(bounds) as (keyof typeof bounds)[]).filter((each) => each !== 'RANGE'),
  );
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ amount: fc.constantFrom(...amounts), unit, bound }) },
    {
      weight: 1,
      arbitrary: unit.map((of) => ({ lower: '90', upper: '102.5', unit: of, bound: 'RANGE' as const })),
    },
  );
}

type Ends = readonly [subject: string, object: string];

/** Whoever may stand at the ends of a predicate; those that come first are more often chosen. */
const endsOf = (predicate: (typeof relationPredicates)[number]): Ends[] =>
  entityIds.flatMap((subject) =>
    entityIds.flatMap((object): Ends[] => {
      const [from, to] = [kindOfId(subject), kindOfId(object)];
      return from && to && subject !== object && allowsEnds(predicate, from, to) ? [[subject, object]] : [];
    }),
  );

/** So often that what is said of them meets. */
const favourites: Partial<Record<Predicate, readonly Ends[]>> = {
  INVESTED_IN: [
    ['org_a', 'project_a'],
    ['org_b', 'project_a'],
    ['org_a', 'org_b'],
  ],
  PRODUCES: [
    ['org_a', 'product_a'],
    ['org_b', 'product_a'],
  ],
  PARTNERS_WITH: [
    ['org_a', 'org_b'],
    ['org_c', 'org_b'],
    ['org_b', 'org_a'],
  ],
  EXPORTS_TO: [
    ['org_a', 'place_a'],
    ['org_a', 'place_b'],
  ],
  LOCATED_IN: [
    ['facility_a', 'place_d'],
    ['place_d', 'place_c'],
    ['place_c', 'place_a'],
    ['place_d', 'place_b'],
    ['org_a', 'place_c'],
  ],
};

const seldom = <T>(value: fc.Arbitrary<T>, weight = 4) =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const manner = {
  period: seldom(fc.constantFrom('2023', '2024/..', '2023-05~', '[..2022]')),
  modality: fc.oneof(
    { weight: 3, arbitrary: fc.constant('REALISED' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...(Object.keys(modalities) as (keyof typeof modalities)[])) },
  ),
  rank: fc.oneof(
    { weight: 5, arbitrary: fc.constant('NORMAL' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(ranks) as Rank[])) },
  ),
  fact: seldom(fc.constant('k'), 8),
  locator: seldom(fc.constantFrom('p. 1', 'p. 2')),
  attributedTo: seldom(fc.constantFrom('org_a', 'person_a')),
  text: seldom(fc.constantFrom('many', 'Few')),
};

/** A line without the fields that it leaves out, so that a failure is told shortly. */
const said = (line: object): ClaimLine =>
  JSON.parse(JSON.stringify(claimLine.parse({ type: 'claim', ...line })));

const relationClaims = relationPredicates.map((predicate) => {
  const ends = endsOf(predicate);
  const { value } = declarationOf(predicate);
  return fc
    .record({
      ends: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...(favourites[predicate] ?? ends)) },
        { weight: 1, arbitrary: fc.constantFrom(...ends) },
      ),
      value: value ? fc.option(quantity(value.measure), { nil: undefined, freq: 8 }) : fc.constant(undefined),
      ...manner,
    })
    .map(({ ends: [subject, object], ...more }) => said({ subject, predicate, object, ...more }));
});

const observations = fc
  .record({
    subject: fc.constantFrom('org_a', 'org_b', 'place_a'),
    variable: fc.constantFrom('jobs', 'exports'),
    value: quantity('quantity'),
    ...manner,
  })
  .map((line) => said({ predicate: OBSERVED, ...line }));

const weights: Record<string, number> = { LOCATED_IN: 8, INVESTED_IN: 6, PARTNERS_WITH: 4, EXPORTS_TO: 4 };
const someClaim: fc.Arbitrary<ClaimLine> = fc.oneof(
  ...relationClaims.map((arbitrary, i) => ({ weight: weights[relationPredicates[i] ?? ''] ?? 1, arbitrary })),
  { weight: 6, arbitrary: observations },
);

const index = fc.nat(40);
const load = fc.record({
  do: fc.constant('load' as const),
  source: fc.nat(DOCUMENTS - 1),
  isDated: fc.boolean(),
  claims: fc.array(someClaim, { minLength: 1, maxLength: 10, size: 'max' }),
  retract: fc.array(index, { maxLength: 1 }),
  cards: fc.array(fc.constantFrom(...entityIds.flatMap(moreOf)), { maxLength: 2 }),
});

export const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: load },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('load again' as const), load: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retract' as const), claim: index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('rank' as const),
      claim: index,
      rank: fc.constantFrom(...(Object.keys(ranks) as Rank[])),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('merge' as const), from: index, into: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unmerge' as const), merged: index }) },
);

/** A history: some loads to begin with, then anything. */
export const someSteps: fc.Arbitrary<Step[]> = fc
  .tuple(fc.array(load, { minLength: 1, maxLength: 2 }), fc.array(someStep, { maxLength: 12, size: 'max' }))
  .map(([loads, steps]) => [...loads, ...steps]);
