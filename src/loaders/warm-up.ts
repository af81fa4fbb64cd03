import neo4j from 'neo4j-driver';
import type { Graph } from '../graph/graph.ts';
import type { Statement } from '../graph/statements.ts';
import { firstStatements, usualStatements } from './all-statements.ts';

/** Parameters with which a statement finds nothing. Their types are those of real ones, so that the plan is the same. */
export const idleParameters = {
  ask: {
    keys: [],
    branches: [],
    queries: [],
    searches: [],
    names: [],
    columns: {},
    where: {},
    groupBy: [],
    ranges: [],
    kinds: [],
    since: neo4j.int(0),
    upTo: neo4j.int(0),
    from: neo4j.int(0),
    to: neo4j.int(0),
    deed: 'assertedIds',
    at: '',
    knownIn: neo4j.int(0),
    change: neo4j.int(0),
    one: [],
    other: [],
    after: '~',
    below: '',
    walks: {},
    predicates: [],
    counted: [],
    few: 0,
    facts: [],
    nodes: [],
    claims: [],
    places: [],
    sources: [],
  },
  limit: neo4j.int(1),
  claimLimit: neo4j.int(1),
};

/** Those of them that a statement takes: a plan is found again by the types of all that is given, also of what it does not use. */
const takenBy = ({ text }: Statement): Record<string, unknown> =>
  Object.fromEntries(Object.entries(idleParameters).filter(([name]) => text.includes(`$${name}`)));

/**
 * Has Neo4j plan statements before anybody waits for them: a first plan takes 0.1 to 5 s, a known one none. Stops when the
 * signal says so, or at the first failure, which requests will meet and report.
 * @param atOnce how many are planned at a time.
 * @returns how many were planned.
 */
async function plan(
  graph: Graph,
  statements: readonly Statement[],
  signal: AbortSignal,
  atOnce: number,
): Promise<number> {
  const left = [...statements];
  let planned = 0;
  const planNext = async (): Promise<void> => {
    for (let next = left.shift(); next && !signal.aborted; next = left.shift()) {
      try {
        await graph.read(next, takenBy(next), { timeoutMs: 60_000, signal });
      } catch {
        left.length = 0;
        return;
      }
      planned += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, planNext));
  return planned;
}

/** While nobody is answered yet, Neo4j may have several to do: known ones are a way there and back each. */
const FIRST_AT_ONCE = 4;

/** Plans what a first visitor asks: before the server says that it is ready. */
export const planFirstStatements = (graph: Graph, signal: AbortSignal): Promise<number> =>
  plan(graph, firstStatements(graph.statements), signal, FIRST_AT_ONCE);

/** Plans what else is usually asked: while requests are answered, one after the other, so that these have the machine. */
export function planUsualStatements(graph: Graph, signal: AbortSignal): Promise<number> {
  const first = new Set(firstStatements(graph.statements).map(({ text }) => text));
  const left = usualStatements(graph.statements).filter(({ text }) => !first.has(text));
  return plan(graph, left, signal, 1);
}
