import { bare } from '../measure/bare.ts';
import type { Workload } from './workload.ts';

export const w08: Workload<string> = {
  name: 'W8',
  title: 'One entity: id, kind and name',
  draw: ({ organizations }) => organizations,
  sides: {
    steppe: {
      ask: (id) => ({
        query: 'query ($id: ID!) { entity(by: {id: $id}) { id kind name } }',
        variables: { id },
      }),
    },
    'neo4j-graphql': {
      ask: (id) => ({
        query: 'query ($id: ID!) { entities(where: {id: {eq: $id}}) { id kind name } }',
        variables: { id },
      }),
      canonical: ([answer]) => bare((answer as { entities: unknown[] }).entities[0]),
    },
    postgraphile: {
      ask: (id) => ({
        query: 'query ($id: String!) { entityByRowId(rowId: $id) { rowId kind name } }',
        variables: { id },
      }),
    },
    floor: {
      cypher: 'MATCH (e:Entity {id: $id}) RETURN e.id AS id, e.kind AS kind, e.name AS name',
      ask: (id) => ({ id }),
    },
  },
};
