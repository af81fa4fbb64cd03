import { bare, rows } from '../measure/bare.ts';
import type { Workload } from './workload.ts';

interface Columns {
  readonly name: string;
  readonly amount: unknown[];
  readonly unit: unknown[];
  readonly period: unknown[];
  readonly node: unknown[];
}

export const w01: Workload<string> = {
  name: 'W1',
  title: 'One organization and its 10 largest investments: amount, unit, period and into what',
  draw: ({ organizations }) => organizations,
  sides: {
    steppe: {
      ask: (id) => ({
        query: `query ($id: ID!) { entity(by: {id: $id}) { name ... on Organization {
          investments(first: 10, orderBy: {by: VALUE, unit: "USD"}) { edges { amount { amount unit } period { edtf } node { name } } } } } }`,
        variables: { id },
      }),
    },
    'neo4j-graphql': {
      ask: (id) => ({
        query: `query ($id: ID!) { entities(where: {id: {eq: $id}}) { name
          investmentsConnection(first: 10, sort: [{edge: {byValue: DESC}}]) { edges { properties { amount unit period } node { name } } } } }`,
        variables: { id },
      }),
      canonical: ([answer]) => bare((answer as { entities: unknown[] }).entities[0]),
    },
    postgraphile: {
      ask: (id) => ({
        query: `query ($id: String!) { entityByRowId(rowId: $id) { name
          investedInsByFromId(first: 10, orderBy: [BY_VALUE_DESC]) { nodes { amount unit period entityByToId { name } } } } }`,
        variables: { id },
      }),
    },
    floor: {
      cypher: `MATCH (o:Entity {id: $id})
        CALL (o) {
          MATCH ()-[f:INVESTED_IN]->(far) USING INDEX f:INVESTED_IN(fromId, byValue)
          WHERE f.fromId = $id AND f.byValue > ''
          WITH f, far ORDER BY f.fromId DESC, f.byValue DESC LIMIT 10
          RETURN collect(f) AS facts, collect(far) AS nodes
        }
        RETURN o.name AS name, [f IN facts | f.amount] AS amount, [f IN facts | f.unit] AS unit,
               [f IN facts | f.period] AS period, [n IN nodes | n.name] AS node`,
      ask: (id) => ({ id }),
      canonical: ([answer]) => {
        const { name, ...columns } = answer as Columns;
        return [name, rows(columns)];
      },
    },
  },
};
