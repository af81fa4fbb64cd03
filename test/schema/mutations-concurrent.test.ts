import { setTimeout as wait } from 'node:timers/promises';
import neo4j from 'neo4j-driver';
import { afterAll, expect, inject, test } from 'vitest';
import { rebuild } from '../../src/ingest/rebuild.ts';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { startSteppe } from '../database/steppe.ts';
import { loadArticle } from '../database/test-graph.ts';
import { projection, storedFacts } from '../ingest/projection.ts';
import { A_SECOND, graphWithStatement, serveFor, slowStatements } from '../server/graphs.ts';
import { ASSERT, type Asserted, assertClaims, organization, produces, serveArticle } from './mutations.ts';

/** Writers at the same time, and writers that are kept waiting. */
const { graph, steppe, editor } = await serveArticle();
const { uri, username, password } = inject('database');
const driver = neo4j.driver(uri, neo4j.auth.basic(username, password));
afterAll(() => driver.close());

const count = (statement: string, params = {}) => runCypher(graph, statement, params);

test('Twenty writers to one fact at the same time lose nothing: each claim is there, and the fact counts them all.', async () => {
  const [before] = await count("MATCH (g:Graph {id: 'graph'}) RETURN g.changeNumber");
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      assertClaims(
        steppe,
        editor,
        { title: `Witness ${i}` },
        produces(organization('Crowded Works'), String(i + 1)),
      ),
    ),
  );
  expect(new Set(answers.flatMap(({ newClaimIds }) => newClaimIds)).size).toBe(20);
  const facts = new Set(answers.flatMap(({ factIds }) => factIds));
  expect(facts.size).toBe(1);
  const [subject = '', object = ''] = answers[0]?.entityIds ?? [];
  expect(await storedFacts(graph, subject, object)).toMatchObject([{ sourceCount: 20, isDisputed: true }]);
  // One of them made the two entities, and every change has a number of its own.
  expect(answers.flatMap(({ newEntityIds }) => newEntityIds)).toHaveLength(2);
  const numbers = answers.map(({ changeNumber }) => Number(changeNumber)).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => Number(before) + 1 + i));
  const stored = await projection(graph);
  await rebuild(graph);
  expect(await projection(graph)).toEqual(stored);
});

test('Twenty callers who send the same at the same time write it once.', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      assertClaims(steppe, editor, { title: 'Same' }, produces(organization('Same Works'), '1')),
    ),
  );
  expect(answers.flatMap(({ newClaimIds }) => newClaimIds)).toHaveLength(1);
  expect(answers.filter(({ changeNumber }) => changeNumber !== null)).toHaveLength(1);
  expect(new Set(answers.flatMap(({ claimIds }) => claimIds)).size).toBe(1);
});

test('One by a name and one by a name and an identifier, at the same time, are one entity whoever comes first.', async () => {
  for (let round = 0; round < 5; round += 1) {
    const name = `Paired Works ${round}`;
    const named = organization(name);
    const registered = organization(name, { identifiers: [{ scheme: 'lei', value: `PAIR${round}` }] });
    await Promise.all(
      [named, registered].map((subject, i) =>
        assertClaims(steppe, editor, { title: `Pair ${round} ${i}` }, produces(subject, '1')),
      ),
    );
    expect(await count('MATCH (e:Organization) WHERE e.name = $name RETURN count(e)', { name })).toEqual([1]);
  }
});

const LOCK = "MERGE (g:Graph {id: 'graph'}) REMOVE g.isLocked";

/** Holds the lock that every change takes, until it is let go. */
async function holdLock(): Promise<() => Promise<void>> {
  const session = driver.session();
  const transaction = await session.beginTransaction();
  await transaction.run(LOCK);
  return async () => {
    await transaction.rollback();
    await session.close();
  };
}

test('A writer who is kept waiting past the request’s time is told so, and nothing of it is written later.', async () => {
  const hurried = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '1000' });
  const release = await holdLock();
  const input = { source: { title: 'Too late' }, claims: [produces(organization('Late Works'), '1')] };
  try {
    const { status, errors } = await hurried.ask(ASSERT, { input }, editor);
    expect(status).toBe(504);
    expect(errors).toMatchObject([{ extensions: { code: 'TIMEOUT', limit: 'time' } }]);
  } finally {
    await release();
  }
  // Those who come after have the lock, so the late one is through with it.
  await assertClaims(steppe, editor, { title: 'In time' }, produces(organization('Prompt Works'), '1'));
  await wait(500);
  expect(
    await count("MATCH (n) WHERE n.name = 'Late Works' OR n.title = 'Too late' RETURN count(n)"),
  ).toEqual([0]);
  await hurried.close(1_000);
});

test('A writer who is kept waiting for a while writes when it is its turn.', async () => {
  const release = await holdLock();
  const waiting = assertClaims(
    steppe,
    editor,
    { title: 'Patient' },
    produces(organization('Patient Works'), '1'),
  );
  await wait(1_000);
  await release();
  const { newClaimIds }: Asserted = await waiting;
  expect(newClaimIds).toHaveLength(1);
});

test('A client that goes away while it waits has written nothing.', async () => {
  const release = await holdLock();
  const leaving = new AbortController();
  const input = { source: { title: 'Gone' }, claims: [produces(organization('Gone Works'), '1')] };
  const asked = fetch(steppe.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...editor },
    body: JSON.stringify({ query: ASSERT, variables: { input } }),
    signal: leaving.signal,
  });
  await wait(700);
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await wait(200);
  await release();
  await assertClaims(steppe, editor, { title: 'After' }, produces(organization('After Works'), '1'));
  await wait(500);
  expect(await count("MATCH (s:Source {title: 'Gone'}) RETURN count(s)")).toEqual([0]);
});

test('A writer that is in a deadlock with another is tried again: both write.', async () => {
  // It holds the graph's lock and dawdles, while the other holds an entity's and comes to want the graph's.
  const slow = await graphWithStatement('write/entities-known', (text) =>
    text.replace(
      /^UNWIND/m,
      `UNWIND range(1, ${A_SECOND}) AS slowStep\nWITH sum(slowStep % 7) AS slow\nUNWIND`,
    ),
  );
  await loadArticle(slow);
  const { headers } = await callerOf(slow, 'editor');
  const server = await serveFor(slow, { STEPPE_REQUEST_TIMEOUT_MS: '60000' });
  await slowStatements(slow);
  const session = driver.session();
  let asserting: Promise<Asserted> | undefined;
  let tries = 0;
  await session.executeWrite(async (other) => {
    tries += 1;
    // Of two in a deadlock, Neo4j ends the one that holds less.
    await other.run("MATCH (n:Entity|Claim) SET n.heldBy = 'another'");
    const claim = produces(
      organization('Changan', { identifiers: [{ scheme: 'lei', value: 'CHANGAN' }] }),
      '1',
    );
    asserting ??= assertClaims(server, headers, { title: 'Deadlocked' }, claim);
    await expect.poll(() => slowStatements(slow), { timeout: 10_000, interval: 50 }).toBe(1);
    await other.run(LOCK);
  });
  expect(await asserting).toMatchObject({ claims: [{ subject: { id: 'org_changan' } }] });
  expect(tries).toBe(1);
  expect(await count("MATCH (e:Entity {id: 'org_changan'}) RETURN e.heldBy")).toEqual(['another']);
  await session.close();
});
