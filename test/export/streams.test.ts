import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { runCypher } from '../database/empty-graph.ts';
import { startSteppe } from '../database/steppe.ts';
import { investorsOfOnePlace } from '../graph/supernode.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';
import { serveFor } from '../server/graphs.ts';
import { refusal, serveTables, tableText } from './served-tables.ts';

const COUNT = 5_200;
const { graph, steppe } = await serveTables({ STEPPE_REQUEST_TIMEOUT_MS: '60000' });
beforeAll(() => loadFile(graph, investorsOfOnePlace(0, COUNT)), 120_000);

const ASKED = '{ facts { nodes { id subject { name } value { amount unit } period { edtf } } } }';

interface Listed {
  readonly id: string;
  readonly subject: { readonly name: string };
  readonly value: { readonly amount: string; readonly unit: string } | null;
  readonly period: { readonly edtf: string } | null;
}

/** All facts by way of JSON, page by page. */
async function pagesOfJson(): Promise<Listed[]> {
  const all: Listed[] = [];
  for (let after: string | null = null, hasNextPage = true; hasNextPage; ) {
    const { facts }: { facts: { nodes: Listed[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
      await steppe.data(
        `query ($after: String) { facts(first: 100, after: $after) {
          nodes { id subject { name } value { amount unit } period { edtf } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
    all.push(...facts.nodes);
    ({ hasNextPage, endCursor: after } = facts.pageInfo);
  }
  return all;
}

test('A connection without `first` streams all of its pages: what JSON gives page by page, in its order.', async () => {
  const rows = (await pagesOfJson()).map(({ id, subject, value, period }) => ({
    id,
    'subject.name': subject.name,
    'value.amount': value?.amount ?? null,
    'value.unit': value?.unit ?? null,
    'period.edtf': period?.edtf ?? null,
  }));
  expect(rows).toHaveLength(COUNT);
  const lines = (await tableText(steppe, 'ndjson', ASKED)).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
  const csv = parse(await tableText(steppe, 'csv', ASKED), { columns: true }) as Record<string, string>[];
  expect(csv).toEqual(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v ?? '']))),
  );
});

test('`first` may be larger than a page, and pages are of the same size in all of them.', async () => {
  const header = await tableText(steppe, 'csv', '{ facts(first: 2345) { nodes { id } } }');
  expect(header.split('\r\n')).toHaveLength(2345 + 2);
  const { errors } = await steppe.ask('{ facts(first: 2345) { nodes { id } } }');
  expect(errors?.[0]?.message).toContain('at most 100 items a page');
});

test('A list within the rows that is longer than it is read for fails the table, and says how to have it.', async () => {
  const query = '{ places { nodes { id investors { nodes { id } } } } }';
  expect(await refusal(steppe, query)).toMatchObject({
    status: 422,
    errors: [
      {
        message: expect.stringContaining('`places.nodes.investors.nodes` has more than the 100 items'),
        extensions: { code: 'LIST_CUT', list: 'places.nodes.investors.nodes', maximum: 100 },
      },
    ],
  });
  const enough = '{ places { nodes { id investors(first: 3) { nodes { id } } } } }';
  expect((await tableText(steppe, 'csv', enough)).trim().split('\r\n')).toHaveLength(4);
});

/** Asks over a connection of its own, and reads nothing by itself. */
const slowReader = (query: string, { endpoint } = steppe) =>
  new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    const search = new URLSearchParams({ table: 'ndjson', query });
    httpRequest(`${endpoint}?${search}`, { agent: false }, resolve).on('error', reject).end();
  });

const endOf = (): unknown => steppe.log.findLast(({ msg }) => msg === 'table');

/** Text enough that the buffers of two sockets do not hold it. */
const WIDE = `{ facts { nodes { ${Array.from({ length: 55 }, (_, i) => `a_rather_long_name_${i}: id`).join(' ')} } } }`;

test('A reader that stops is waited for, with no more pages read than one ahead; one that goes ends it.', async () => {
  const statements = () => runCypher(graph, 'SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery');
  const before = steppe.log.length;
  const response = await slowReader(WIDE);
  await sleep(1_500);
  const held = steppe.log.length;
  expect(held - before).toBe(1);
  expect(await statements()).toHaveLength(1);
  response.destroy();
  await expect.poll(endOf, { timeout: 5_000 }).toMatchObject({ end: 'CLIENT_GONE' });
  const { rows } = endOf() as { rows: number };
  expect(rows).toBeLessThan(COUNT);
});

test('A reader that takes nothing for twice the time of a request is let go, and holds no stop of the server.', async () => {
  const quick = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '3000', STEPPE_MAX_COST: '600' });
  const response = await slowReader(WIDE, quick);
  expect(response.statusCode).toBe(200);
  await quick.close(100_000);
  await expect
    .poll(() => quick.log.findLast(({ msg }) => msg === 'table'))
    .toMatchObject({ end: 'SLOW_READER', rows: expect.any(Number) });
  await expect(response.toArray()).rejects.toMatchObject({ code: 'ECONNRESET' });
}, 60_000);

test('A table is of one change, whatever is written while it is read.', async () => {
  const response = await slowReader(WIDE);
  const change = Number(response.headers['steppe-change']);
  const more = Array.from({ length: 50 }, (_, i) => entity(`org_late_${i}`));
  const late = more.map(({ id }) => claim(id, 'INVESTED_IN', 'place_hub', { period: '2001' }));
  await loadFile(graph, claimsFile(source('late'), ...more, ...late));
  let text = '';
  for await (const chunk of response) text += chunk;
  expect(text.trimEnd().split('\n')).toHaveLength(COUNT);
  expect(await tableText(steppe, 'ndjson', { query: WIDE, parameters: { change: String(change) } })).toBe(
    text,
  );
  expect((await tableText(steppe, 'ndjson', WIDE)).trimEnd().split('\n')).toHaveLength(COUNT + 50);
  expect(endOf()).toMatchObject({ end: 'whole', rows: COUNT + 50, format: 'ndjson' });
});

test('What goes wrong in mid-stream is an error to the reader, never a shorter table.', async () => {
  const limited = await serveFor(graph, { STEPPE_MAX_ROWS: '3000' });
  const search = new URLSearchParams({ table: 'csv', query: '{ facts { nodes { id } } }' });
  const response = await fetch(`${limited.endpoint}?${search}`);
  expect(response.status).toBe(200);
  let text = '';
  const read = async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk);
  };
  await expect(read()).rejects.toThrow('terminated');
  expect(text).toMatch(/\r\n"ERROR: This table has more than 3000 rows, [^"]+$/);
  expect(() => parse(text)).toThrow('Quote Not Closed');
  // The page that would have gone beyond is not sent.
  expect(limited.log.at(-1)).toMatchObject({ msg: 'table', end: 'LIMIT_EXCEEDED', rows: 2000 });
});

test('The time of a request is that of each page, so that a table may take longer than one request.', async () => {
  const quick = await serveFor(graph, { STEPPE_REQUEST_TIMEOUT_MS: '5000', STEPPE_MAX_COST: '600' });
  const started = performance.now();
  const search = new URLSearchParams({ table: 'ndjson', query: WIDE });
  const response = await fetch(`${quick.endpoint}?${search}`);
  const reader = response.body?.getReader();
  await reader?.read();
  await sleep(5_500);
  let bytes = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
    bytes += read.value.length;
  expect(performance.now() - started).toBeGreaterThan(5_000);
  expect(bytes).toBeGreaterThan(10_000_000);
  expect(quick.log.at(-1)).toMatchObject({ msg: 'table', end: 'whole' });
});
