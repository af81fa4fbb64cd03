import { bare, rows } from '../measure/bare.ts';
import type { Answer, Workload } from './workload.ts';

interface Columns {
  readonly name: string;
  readonly amount: unknown[];
  readonly unit: unknown[];
  readonly period: unknown[];
  readonly node: unknown[];
  /** Of each investment, what each claim says and where. */
  readonly modality: string[][];
  readonly locator: string[][];
  readonly title: string[][];
  readonly publisher: string[][];
}

interface Edge {
  readonly properties: { readonly factId: string; readonly amount: unknown; unit: unknown; period: unknown };
  readonly node: { readonly name: string };
}
interface First {
  readonly entities: readonly [{ name: string; investmentsConnection: { edges: readonly Edge[] } }];
}
interface StatedClaim {
  readonly factId: string;
  readonly modality: string;
  readonly sourceConnection: unknown;
}
const edgesOf = (answer: Answer): readonly Edge[] =>
  (answer as First).entities[0].investmentsConnection.edges;

export const w09: Workload<string> = {
  name: 'W9',
  title: 'One organization and its 10 largest investments, with every claim about them and its source',
  draw: ({ organizations }) => organizations,
  sides: {
    steppe: {
      ask: (id) => ({
        query: `query ($id: ID!) { entity(by: {id: $id}) { name ... on Organization {
          investments(first: 10, orderBy: {by: VALUE, unit: "USD"}) { edges { amount { amount unit } period { edtf } node { name }
            claims(first: 10) { nodes { modality locator source { title publisher } } } } } } } }`,
        variables: { id },
      }),
    },
    'neo4j-graphql': {
      ask: (id) => ({
        query: `query ($id: ID!) { entities(where: {id: {eq: $id}}) { name
          investmentsConnection(first: 10, sort: [{edge: {byValue: DESC}}]) { edges { properties { factId amount unit period } node { name } } } } }`,
        variables: { id },
      }),
      // Relationships have no relationships: what claims there are about these is another question.
      followUp: (answer) => ({
        query: `query ($facts: [String!]!) { claims(where: {factId: {in: $facts}}, sort: [{key: ASC}]) {
          factId modality sourceConnection { edges { properties { locator } node { title publisher } } } } }`,
        variables: { facts: edgesOf(answer).map(({ properties }) => properties.factId) },
      }),
      canonical: ([first, second]) => {
        const { claims } = second as { claims: readonly StatedClaim[] };
        const ofFact = (id: string) =>
          claims
            .filter(({ factId }) => factId === id)
            .map(({ modality, sourceConnection }) => [modality, ...bare(sourceConnection).flat(2)]);
        const edges = edgesOf(first).map(({ properties: { factId, ...said }, node }) => [
          ...bare(said),
          ...bare(node),
          ofFact(factId),
        ]);
        return [(first as First).entities[0].name, edges];
      },
    },
    postgraphile: {
      ask: (id) => ({
        query: `query ($id: String!) { entityByRowId(rowId: $id) { name
          investedInsByFromId(first: 10, orderBy: [BY_VALUE_DESC]) { nodes { amount unit period entityByToId { name }
            claimsByFactId(first: 10, orderBy: [RECORDED_AT_ASC, POSITION_ASC]) { nodes { modality locator sourceBySourceId { title publisher } } } } } } }`,
        variables: { id },
      }),
    },
    floor: {
      cypher: `MATCH (o:Entity {id: $id})
        CALL (o) {
          MATCH ()-[f:INVESTED_IN]->(far) USING INDEX f:INVESTED_IN(fromId, byValue)
          WHERE f.fromId = o.id AND f.byValue > ''
          WITH f, far ORDER BY f.fromId DESC, f.byValue DESC LIMIT 10
          CALL (f) {
            MATCH (c:Claim)-[stated:STATED_IN]->(s:Source) USING INDEX SEEK c:Claim(factId, key)
            WHERE c.factId = f.factId AND c.key > '' AND c.retractedAt IS NULL
            WITH c, stated, s ORDER BY c.factId, c.key LIMIT 10
            RETURN collect(c.modality) AS modality, collect(stated.locator) AS locator,
                   collect(s.title) AS title, collect(s.publisher) AS publisher
          }
          RETURN collect(f) AS facts, collect(far) AS nodes, collect(modality) AS modality,
                 collect(locator) AS locator, collect(title) AS title, collect(publisher) AS publisher
        }
        RETURN o.name AS name, [f IN facts | f.amount] AS amount, [f IN facts | f.unit] AS unit,
               [f IN facts | f.period] AS period, [n IN nodes | n.name] AS node, modality, locator, title, publisher`,
      ask: (id) => ({ id }),
      canonical: ([answer]) => {
        const { name, modality, locator, title, publisher, ...columns } = answer as Columns;
        const edges = rows(columns).map((edge, i) => [
          ...edge,
          modality[i]?.map((said, j) => [said, locator[i]?.[j], title[i]?.[j], publisher[i]?.[j]]),
        ]);
        return [name, edges];
      },
    },
  },
};
