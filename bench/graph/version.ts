import { createHash } from 'node:crypto';
import { NEO4J_VERSION } from '../../src/engine/jars.ts';
import { generate } from './model.ts';
import { GraphRows } from './rows.ts';
import { FEWEST_FACTS, groupNames } from './shape.ts';

const FACTS_OF_A_GROUP = 5;

/**
 * A name for what the generator makes and how it is stored, so that a graph that was built by an older one is not taken for
 * this one’s: a hash of a small graph’s rows and of some facts of the graph itself.
 */
export function versionOf(facts: number, seed: number): string {
  const hash = createHash('sha256');
  const add = (value: unknown): void => {
    hash.update(JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part)));
  };
  add(NEO4J_VERSION);
  const rows = new GraphRows();
  for (const change of generate(FEWEST_FACTS, seed).changes()) for (const row of rows.of(change)) add(row);
  const graph = generate(facts, seed);
  add(graph.shape);
  for (const group of groupNames) {
    const count = graph.shape.groups[group];
    for (let part = 0; part < Math.min(FACTS_OF_A_GROUP, count); part += 1)
      add(graph.factsOf.of(graph.plan.at(group, Math.floor((count * part) / FACTS_OF_A_GROUP))));
  }
  return hash.digest('hex').slice(0, 10);
}
