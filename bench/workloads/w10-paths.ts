import type { SamplePair } from '../graph/pairs.ts';
import type { Workload } from './workload.ts';

const HOPS = 4;

/** Which of several equally short ways is found is left to each server: what is compared is how long it is. */
const hopsOf = (nodes: readonly string[] | null | undefined): unknown =>
  nodes?.length ? nodes.length - 1 : 'none';

export const w10: Workload<SamplePair> = {
  name: 'W10',
  title: `A shortest way between two entities, of ${HOPS} hops at most`,
  draw: ({ pairs }) => pairs,
  sides: {
    steppe: {
      ask: ({ from, to }) => ({
        query: `query ($from: ID!, $to: ID!) { paths(from: $from, to: $to, maxHops: ${HOPS}, first: 1) { length hops { from { id } to { id } } } }`,
        variables: { from, to },
      }),
      canonical: ([answer]) => (answer as { paths: { length: number }[] }).paths[0]?.length ?? 'none',
    },
    'neo4j-graphql': {
      ask: ({ from, to }) => ({
        query: 'query ($from: ID!, $to: ID!) { shortestPath(source: $from, target: $to) }',
        variables: { from, to },
      }),
      canonical: ([answer]) => hopsOf((answer as { shortestPath: string[] | null }).shortestPath),
    },
    postgraphile: {
      ask: ({ from, to }) => ({
        query:
          'query ($from: String!, $to: String!) { shortestPath(source: $from, target: $to, maxHops: 4) }',
        variables: { from, to },
      }),
      canonical: ([answer]) => hopsOf((answer as { shortestPath: string[] | null }).shortestPath),
    },
    floor: {
      cypher: `MATCH (a:Entity {id: $from}), (b:Entity {id: $to})
        MATCH p = shortestPath((a)-[:INVESTED_IN|PRODUCES|PRODUCED|OWNS|OPERATES|PART_OF|LOCATED_IN|PARTNERS_WITH|EXPORTS_TO*..${HOPS}]-(b))
        WHERE all(f IN relationships(p) WHERE f.modality <> 'DENIED')
        RETURN [n IN nodes(p) | n.id] AS nodes`,
      ask: ({ from, to }) => ({ from, to }),
      canonical: ([answer]) => hopsOf((answer as { nodes: string[] } | null)?.nodes),
    },
  },
  notes: {
    'neo4j-graphql': 'finds no paths by itself: a field with a statement of its own (@cypher)',
    postgraphile: 'a function in PL/pgSQL that searches from both ends',
  },
};
