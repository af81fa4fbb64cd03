/** A server of its own and requests of many sorts to it; prints the heap in MB after a thousand and after ten thousand. */
import { pino } from 'pino';
import { schema } from '../../schema/schema.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Statements } from '../../src/graph/statements.ts';
import { startListening } from '../../src/listen.ts';
import { createRequestHandler } from '../../src/server.ts';
import { readSettings } from '../../src/settings.ts';

const AT_ONCE = 8;
/** So many texts are sent of a sort: what is remembered of a text is bounded elsewhere, and would hide what is not. */
const TEXTS = 90;
const MEASURED_AFTER = [1_000, 10_000];

const settings = readSettings({ ...process.env, PORT: '0' });
const graph = new Graph(
  {
    uri: settings.NEO4J_URI,
    username: settings.NEO4J_USERNAME,
    password: settings.NEO4J_PASSWORD,
    database: settings.NEO4J_DATABASE,
  },
  new Statements(new URL('../../cypher', import.meta.url).pathname),
  settings.STEPPE_POOL_SIZE,
);
const server = await startListening(
  createRequestHandler({
    graph,
    schema,
    settings,
    logger: pino({ level: 'silent' }),
    obstacle: async () => null,
  }),
  settings,
);

const ids = [
  'org_changan',
  'org_allurgroup',
  'place_kazakhstan',
  'place_kostanay',
  'place_china',
  'org_none',
];
const facts =
  'facts(first: 5) { totalCount edges { cursor node { id value { amount unit } claims { nodes { source { title } } } } } }';

/** The n-th request: mostly what was asked before, of other things; some texts more seldom; some that are refused. */
function request(n: number): object {
  const id = ids[n % ids.length];
  switch (n % 9) {
    case 0:
      return { query: 'query ($id: ID!) { node(id: $id) { id ... on Entity { name } } }', variables: { id } };
    case 1:
      return {
        query: `query ($id: ID!) { node(id: $id) { ... on Entity { ${facts} } } }`,
        variables: { id },
      };
    case 2:
      return {
        query: 'query ($text: String!) { search(text: $text) { nodes { name } } }',
        variables: { text: `plant ${n}` },
      };
    case 3:
      return { query: `{ n${n % TEXTS}: entity(by: {id: "${id}"}) { name } }` };
    case 4:
      return { query: `{ node(id: "${id}") { nothing${n % TEXTS} } }` };
    case 5:
      return { query: '{ totals(where: {}, groupBy: [PREDICATE]) { keys { value } unit sum } }' };
    case 6:
      return { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: {} };
    case 7:
      return { query: `{ asOf(change: 1) { entity(by: {id: "${id}"}) { name } } }` };
    default:
      return {
        query: 'query ($first: Int) { claims(first: $first) { nodes { id source { id } } } }',
        variables: { first: n % 30 },
      };
  }
}

async function send(n: number): Promise<void> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request(n)),
  });
  if (response.status >= 500) throw new Error(`${response.status}: ${await response.text()}`);
  await response.text();
}

let sent = 0;
const heaps: number[] = [];
for (const until of MEASURED_AFTER) {
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (sent < until) await send(sent++);
    }),
  );
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  heaps.push(process.memoryUsage().heapUsed / 1024 / 1024);
}
process.stdout.write(`${JSON.stringify(heaps)}\n`);
await server.close(1_000);
await graph.close();
