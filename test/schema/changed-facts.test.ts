import { beforeAll, expect, test } from 'vitest';
import { runCypher } from '../database/empty-graph.ts';
import { serveHistory } from './history.ts';

const { graph, steppe, steps } = await serveHistory();
beforeAll(async () => {
  for (const step of steps) await step();
}, 120_000);

interface Known {
  readonly id: string;
}

interface Changed {
  readonly factId: string;
  readonly kind: string;
  readonly fact: Known | null;
  readonly before: Known | null;
  readonly asserted: readonly Known[];
  readonly retracted: readonly { readonly id: string; readonly retractedAt: string }[];
  readonly ranked: readonly { readonly id: string; readonly rank: string }[];
}

interface Listed {
  readonly number: number;
  readonly at: string;
  readonly asserted: { readonly nodes: readonly Known[] };
  readonly merges: readonly object[];
  readonly facts: { readonly totalCount: number; readonly nodes: readonly Changed[] };
}

const SAID = `id predicate subject { id name } object { id } value { amount unit } sourceCount isDisputed
  claims { nodes { id rank subject { id } source { id publishedAt } } }`;

const changes = async (): Promise<readonly Listed[]> => {
  const { changes: listed } = await steppe.data<{ changes: { nodes: Listed[] } }>(
    `{ changes { nodes { number at asserted(first: 100) { nodes { id } } merges { fromId }
      facts(first: 100) { totalCount nodes { factId kind fact { ${SAID} } before { ${SAID} }
        asserted { id } retracted { id retractedAt } ranked { id rank } } } } } }`,
  );
  return listed.nodes;
};

/** All facts as they were known after a change, by id. */
const factsAfter = async (change: number): Promise<Map<string, Known>> => {
  const { asOf } = await steppe.data<{ asOf: { facts: { nodes: Known[] } } }>(
    `query ($change: Int!) { asOf(change: $change) { facts(first: 100) { nodes { ${SAID} } } } }`,
    { change },
  );
  return new Map(asOf.facts.nodes.map((fact) => [fact.id, fact]));
};

test('Each change lists the facts it made other, as they were and as they are: what comparing the graph before and after finds.', async () => {
  for (const { number, facts } of await changes()) {
    const [before, after] = [await factsAfter(number - 1), await factsAfter(number)];
    expect(facts.totalCount).toBe(facts.nodes.length);
    for (const { factId: id, kind, fact, before: was } of facts.nodes) {
      expect({ number, id, was, fact }).toEqual({
        number,
        id,
        was: before.get(id) ?? null,
        fact: after.get(id) ?? null,
      });
      const isThere = [before.has(id), after.has(id)];
      expect(isThere).toEqual(
        { ADDED: [false, true], CHANGED: [true, true], REMOVED: [isThere[0], false] }[kind],
      );
    }
    const told = facts.nodes.map(({ factId }) => factId);
    const other = [...new Set([...before.keys(), ...after.keys()])].filter(
      (id) => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id)),
    );
    // Names of entities and merges are not what a fact itself says.
    const isAboutFacts = ![4, 5, 8].includes(number);
    if (isAboutFacts)
      expect({ number, untold: other.filter((id) => !told.includes(id)) }).toEqual({ number, untold: [] });
    expect(new Set(told).size).toBe(told.length);
  }
});

test('With each fact come the claims that did it: asserted, retracted, ranked.', async () => {
  const listed = await changes();
  const ofFacts = (number: number, deed: 'asserted' | 'retracted' | 'ranked') =>
    listed[number - 1]?.facts.nodes.flatMap((fact) => fact[deed]) ?? [];
  for (const { number, asserted, at } of listed) {
    const ids = (claims: readonly Known[]) => claims.map(({ id }) => id).toSorted();
    expect(ids(ofFacts(number, 'asserted'))).toEqual(ids(asserted.nodes));
    for (const claim of ofFacts(number, 'retracted')) expect(claim).toMatchObject({ retractedAt: at });
  }
  expect(ofFacts(3, 'ranked')).toMatchObject([{ rank: 'PREFERRED' }]);
  expect(ofFacts(7, 'retracted')).toHaveLength(1);
  expect(ofFacts(10, 'retracted')).toHaveLength(1);
  // A merge moves claims, and neither asserts nor retracts any; the one that cites the merged organization too.
  expect(ofFacts(5, 'asserted')).toEqual([]);
  expect(listed[4]?.facts.nodes.map(({ kind }) => kind).toSorted()).toEqual([
    'CHANGED',
    'CHANGED',
    'REMOVED',
  ]);
  expect(listed[9]?.facts.nodes).toMatchObject([
    { kind: 'REMOVED', fact: null, before: { predicate: 'OBSERVED' } },
  ]);
});

test('The facts of a change come in pages.', async () => {
  const page = async (place: string) => {
    const { changes: listed } = await steppe.data<{
      changes: {
        nodes: [{ facts: { nodes: Changed[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }];
      };
    }>(
      `{ changes(first: 1) { nodes { facts(first: 3${place}) { nodes { factId } pageInfo { endCursor hasNextPage } } } } }`,
    );
    return listed.nodes[0].facts;
  };
  const first = await page('');
  const second = await page(`, after: "${first.pageInfo.endCursor}"`);
  expect([first.nodes.length, first.pageInfo.hasNextPage]).toEqual([3, true]);
  expect([second.nodes.length, second.pageInfo.hasNextPage]).toEqual([2, false]);
  const [change] = await changes();
  expect([...first.nodes, ...second.nodes].map(({ factId }) => factId)).toEqual(
    change?.facts.nodes.map(({ factId }) => factId),
  );
});

test('Of changes from before the graph kept which facts they made other, it says that this is not known.', async () => {
  await runCypher(graph, "MATCH (g:Graph {id: 'graph'}) SET g.factsSince = 4");
  const { changes: listed } = await steppe.data<{ changes: { nodes: { facts: object | null }[] } }>(
    '{ changes { nodes { facts { totalCount } } } }',
  );
  expect(listed.nodes.map(({ facts }) => facts === null)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => number <= 4),
  );
  await runCypher(graph, "MATCH (g:Graph {id: 'graph'}) REMOVE g.factsSince");
});
