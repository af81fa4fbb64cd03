import { bare, rows } from '../measure/bare.ts';
import type { Workload } from './workload.ts';

interface Columns {
  readonly name: string;
  readonly total: number;
  readonly amount: unknown[];
  readonly unit: unknown[];
  readonly node: unknown[];
}

interface Country {
  readonly id: string;
  readonly first: number;
}

const FIRST = 20;
/** As many unlike questions as there are connections at most. */
const UNLIKE = 64;

export const w04: Workload<Country> = {
  name: 'W4',
  title:
    'The country that most is invested in: its 20 largest investors (unlike questions: up to 83), and how many there are',
  draw: ({ destinations, hubCountry }) => ({
    asDrawn: destinations.map((id) => ({ id, first: FIRST })),
    // There is one hub: what is asked of it differs by how many investors are wanted.
    distinct: Array.from({ length: UNLIKE }, (_, n) => ({ id: hubCountry, first: FIRST + n })),
  }),
  sides: {
    steppe: {
      ask: ({ id, first }) => ({
        query: `query ($id: ID!, $first: Int!) { entity(by: {id: $id}) { name ... on Place {
          investors(first: $first, orderBy: {by: VALUE, unit: "USD"}) { totalCount edges { amount { amount unit } node { name } } } } } }`,
        variables: { id, first },
      }),
    },
    'neo4j-graphql': {
      ask: ({ id, first }) => ({
        query: `query ($id: ID!, $first: Int!) { entities(where: {id: {eq: $id}}) { name
          investorsConnection(first: $first, sort: [{edge: {byValue: DESC}}]) { totalCount edges { properties { amount unit } node { name } } } } }`,
        variables: { id, first },
      }),
      canonical: ([answer]) => bare((answer as { entities: unknown[] }).entities[0]),
    },
    postgraphile: {
      ask: ({ id, first }) => ({
        query: `query ($id: String!, $first: Int!) { entityByRowId(rowId: $id) { name
          investedInsByToId(first: $first, orderBy: [BY_VALUE_DESC]) { totalCount nodes { amount unit entityByFromId { name } } } } }`,
        variables: { id, first },
      }),
    },
    floor: {
      cypher: `MATCH (o:Entity {id: $id})
        CALL (o) {
          MATCH (far)-[f:INVESTED_IN]->() USING INDEX f:INVESTED_IN(toId, byValue)
          WHERE f.toId = $id AND f.byValue > ''
          WITH f, far ORDER BY f.toId DESC, f.byValue DESC LIMIT $first
          RETURN collect(f) AS facts, collect(far) AS nodes
        }
        RETURN o.name AS name, COUNT { (o)<-[:INVESTED_IN]-() } AS total, [f IN facts | f.amount] AS amount,
               [f IN facts | f.unit] AS unit, [n IN nodes | n.name] AS node`,
      ask: ({ id, first }) => ({ id, first }),
      canonical: ([answer]) => {
        const { name, total, ...columns } = answer as Columns;
        return [name, total, rows(columns)];
      },
    },
  },
};
