import type { Graph } from '../../src/graph/graph.ts';
import { runCypher } from '../database/empty-graph.ts';

/**
 * All that is projected from claims, in an order of its own: facts, observations, containment, what entities carry. Without the
 * change that made it so, which a repair is.
 */
export async function projection(graph: Graph): Promise<unknown[]> {
  const rows = await runCypher(
    graph,
    `CALL () {
       MATCH (a:Entity)-[f]->(b:Entity) RETURN [type(f), a.id, b.id, f.factId] AS key, properties(f) AS value
       UNION ALL MATCH (a:Entity)-[:OBSERVED]->(f:Observation) RETURN ['OBSERVED', a.id, '', f.factId] AS key, properties(f) AS value
       UNION ALL MATCH (a:Entity) RETURN ['Entity', a.id, '', ''] AS key, a {.*, labels: labels(a)} AS value
     }
     WITH key, value ORDER BY key[0], key[1], key[2], key[3]
     RETURN {key: key, value: value}`,
  );
  return (rows as { key: string[]; value: object }[]).map(({ key, value }) => ({
    key,
    value: { ...value, knownIn: null },
  }));
}

interface StoredFact {
  readonly amount: string | null;
  readonly modality: string;
  readonly sourceCount: number;
  readonly isDisputed: boolean;
  readonly text: string | null;
}

/** The facts between two entities, or about one under a variable, as they are stored. */
export async function storedFacts(graph: Graph, from: string, to: string): Promise<StoredFact[]> {
  const facts = await runCypher(
    graph,
    `MATCH (:Entity {id: $from})-[f {fromId: $from, toId: $to}]->() RETURN properties(f)
     UNION ALL MATCH (f:Observation {fromId: $from, variable: $to}) RETURN properties(f)`,
    { from, to },
  );
  return facts as StoredFact[];
}
