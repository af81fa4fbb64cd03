import { bare, rows } from '../measure/bare.ts';
import type { Workload } from './workload.ts';

interface Columns {
  readonly name: string;
  readonly total: number;
  readonly amount: unknown[];
  readonly unit: unknown[];
  readonly node: unknown[];
}

export const w04: Workload<string> = {
  name: 'W4',
  title: 'A country, its 20 largest investors, and how many investments there are in it',
  draw: ({ countries }) => countries,
  sides: {
    steppe: {
      ask: (id) => ({
        query: `query ($id: ID!) { entity(by: {id: $id}) { name ... on Place {
          investors(first: 20, orderBy: {by: VALUE, unit: "USD"}) { totalCount edges { amount { amount unit } node { name } } } } } }`,
        variables: { id },
      }),
    },
    'neo4j-graphql': {
      ask: (id) => ({
        query: `query ($id: ID!) { entities(where: {id: {eq: $id}}) { name
          investorsConnection(first: 20, sort: [{edge: {byValue: DESC}}]) { totalCount edges { properties { amount unit } node { name } } } } }`,
        variables: { id },
      }),
      canonical: ([answer]) => bare((answer as { entities: unknown[] }).entities[0]),
    },
    postgraphile: {
      ask: (id) => ({
        query: `query ($id: String!) { entityByRowId(rowId: $id) { name
          investedInsByToId(first: 20, orderBy: [BY_VALUE_DESC]) { totalCount nodes { amount unit entityByFromId { name } } } } }`,
        variables: { id },
      }),
    },
    floor: {
      cypher: `MATCH (o:Entity {id: $id})
        CALL (o) {
          MATCH (far)-[f:INVESTED_IN]->() USING INDEX f:INVESTED_IN(toId, byValue)
          WHERE f.toId = $id AND f.byValue > ''
          WITH f, far ORDER BY f.toId DESC, f.byValue DESC LIMIT 20
          RETURN collect(f) AS facts, collect(far) AS nodes
        }
        RETURN o.name AS name, COUNT { (o)<-[:INVESTED_IN]-() } AS total, [f IN facts | f.amount] AS amount,
               [f IN facts | f.unit] AS unit, [n IN nodes | n.name] AS node`,
      ask: (id) => ({ id }),
      canonical: ([answer]) => {
        const { name, total, ...columns } = answer as Columns;
        return [name, total, rows(columns)];
      },
    },
  },
};
