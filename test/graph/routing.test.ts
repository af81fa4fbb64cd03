import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, expect, inject, onTestFinished, test } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { migrate } from '../../src/graph/migrate.ts';
import { callerOf } from '../auth/callers.ts';
import { startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { organization, produces } from '../schema/mutations.ts';

const plain = await openTestGraph();
afterAll(() => plain.close());

/** The graph at an address of the scheme `neo4j`, by which a driver asks who reads and who writes. */
function routedGraph(port?: number): Graph {
  const uri = new URL(inject('database').uri);
  if (port !== undefined) uri.port = String(port);
  const graph = new Graph({ ...inject('database'), uri: `neo4j://${uri.host}` }, plain.statements, 8);
  onTestFinished(() => graph.close());
  return graph;
}

/** Stands between a driver and Neo4j, passes everything on, and keeps what the driver says. */
async function listeningIn(): Promise<{ readonly port: number; heard(): string }> {
  let heard = '';
  const { hostname, port } = new URL(inject('database').uri);
  const between = createServer((client) => {
    const neo4j = connect(Number(port), hostname);
    client.on('data', (bytes) => {
      heard += bytes.toString('latin1');
    });
    client.pipe(neo4j).pipe(client);
    for (const socket of [client, neo4j]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void between.close());
  const take = () => {
    const taken = heard;
    heard = '';
    return taken;
  };
  return { port: (between.address() as AddressInfo).port, heard: take };
}

/** Bolt's `mode: "r"` as PackStream writes it: what has it goes to a reader of a cluster, all else to the writer. */
const TO_A_READER = '\x84mode\x81r';

test('On a routing address a read is one for readers, and a write is not.', async () => {
  const bolt = await listeningIn();
  const graph = routedGraph(bolt.port);
  const one = { name: 'test', text: 'RETURN 1 AS marked' };
  await graph.read(one, {}, { timeoutMs: 10_000 });
  const read = bolt.heard();
  // Through the address that was given, though the routing table has another.
  expect(read).toContain('RETURN 1 AS marked');
  expect(read).toContain(TO_A_READER);
  await graph.write((transaction) => transaction.run(one));
  const write = bolt.heard();
  expect(write).toContain('RETURN 1 AS marked');
  expect(write).not.toContain(TO_A_READER);
});

test('A server on a routing address migrates, loads, answers and writes; a mutation’s answer is read after what it wrote.', async () => {
  const bolt = await listeningIn();
  const graph = routedGraph(bolt.port);
  await migrate(graph);
  await loadArticle(graph);
  const steppe = await startSteppe(graph);
  onTestFinished(() => steppe.close(0));
  const { headers } = await callerOf(graph, 'editor');
  expect(await steppe.data('{ entity(by: {id: "org_changan"}) { name } }')).toEqual({
    entity: { name: 'Changan' },
  });
  bolt.heard();
  const query =
    'mutation ($input: AssertClaimsInput!) { assertClaims(input: $input) { claims { subject { ... on Entity { name } } } } }';
  const input = { source: { title: 'Routed' }, claims: [produces(organization('Routed Works'), '3')] };
  const answer = await fetch(steppe.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables: { input } }),
  });
  expect(await answer.json()).toEqual({
    data: { assertClaims: { claims: [{ subject: { name: 'Routed Works' } }] } },
  });
  // Given when the write was done, it was sent with what read the answer: the reader may have been behind.
  const bookmark = answer.headers.get('steppe-bookmark');
  expect(bookmark).toMatch(/^FB:/);
  expect(bolt.heard()).toContain(bookmark);
});
