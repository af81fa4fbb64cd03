import type { Answer, Workload } from './workload.ts';

/** Where investors of a country have invested how much, in each currency: in no order. */
type Total = readonly [country: string, unit: string, sum: string, count: number];

const inOrder = (totals: readonly Total[]): Total[] =>
  totals.toSorted(([a, b], [c, d]) => (a < c || (a === c && b < d) ? -1 : 1));

interface Columns {
  readonly country: string[];
  readonly unit: string[];
  readonly sum: string[];
  readonly count: number[];
}
interface SteppeTotal {
  readonly keys: readonly [{ readonly value: string }];
  readonly unit: string;
  readonly sum: string;
  readonly count: number;
}
interface Neo4jGraphqlTotal {
  readonly countryId: string;
  readonly unit: string;
  readonly sum: string;
  readonly count: number;
}
interface PostgraphileTotal {
  readonly countryId: string;
  readonly unit: string;
  readonly sum: string;
  readonly count: string;
}
const steppe = (answer: Answer) => (answer as { totals: SteppeTotal[] }).totals;
const neo4jGraphql = (answer: Answer) =>
  (answer as { investedByCountry: Neo4jGraphqlTotal[] }).investedByCountry;
const postgraphile = (answer: Answer) =>
  (answer as { investedByCountry: { nodes: PostgraphileTotal[] } }).investedByCountry.nodes;

export const w07: Workload<string> = {
  name: 'W7',
  title: 'What the investors of a country have invested in which countries: sums, one a currency',
  draw: ({ countries }) => countries,
  sides: {
    steppe: {
      ask: (country) => ({
        query: `query ($country: ID!) { totals(where: {predicates: [INVESTED_IN], subjectWithin: $country}, groupBy: [OBJECT_COUNTRY], first: 1000) {
          keys { value } unit sum count } }`,
        variables: { country },
      }),
      canonical: ([answer]) =>
        inOrder(steppe(answer).map(({ keys: [key], unit, sum, count }) => [key.value, unit, sum, count])),
    },
    'neo4j-graphql': {
      ask: (country) => ({
        query: 'query ($country: ID!) { investedByCountry(country: $country) { countryId unit sum count } }',
        variables: { country },
      }),
      canonical: ([answer]) =>
        inOrder(neo4jGraphql(answer).map(({ countryId, unit, sum, count }) => [countryId, unit, sum, count])),
    },
    postgraphile: {
      ask: (country) => ({
        query:
          'query ($country: String!) { investedByCountry(country: $country) { nodes { countryId unit sum count } } }',
        variables: { country },
      }),
      canonical: ([answer]) =>
        inOrder(
          postgraphile(answer).map(({ countryId, unit, sum, count }) => [
            countryId,
            unit,
            sum,
            Number(count),
          ]),
        ),
    },
    floor: {
      // Nobody lies in several countries here, so that the index tells all.
      cypher: `MATCH ()-[f:INVESTED_IN]->()
        USING INDEX SEEK f:INVESTED_IN(subjectCountry, objectCountry, unit, modality, addends, bound, isDisputed)
        WHERE f.subjectCountry = $country AND f.objectCountry IS NOT NULL AND f.unit IS NOT NULL AND f.modality IS NOT NULL
        AND f.modality <> 'DENIED'
        AND f.addends IS NOT NULL AND f.bound IS NOT NULL AND f.isDisputed IS NOT NULL
        WITH f.objectCountry AS country, f.unit AS unit, sum(f.addends[0]) AS whole, count(f.addends[0]) AS count
        RETURN collect(country) AS country, collect(unit) AS unit, collect(toString(whole)) AS sum, collect(count) AS count`,
      ask: (country) => ({ country }),
      canonical: ([answer]) => {
        const { country, unit, sum, count } = answer as Columns;
        return inOrder(
          country.map((id, i): Total => [id, unit[i] ?? '', sum[i] ?? '', count[i] ?? Number.NaN]),
        );
      },
    },
  },
  notes: {
    'neo4j-graphql':
      'adds nothing up across relationships by itself: a field with a statement of its own (@cypher)',
    postgraphile: 'a function in SQL, which it shows as a field',
  },
};
