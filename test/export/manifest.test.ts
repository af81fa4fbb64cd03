import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Manifest } from '../../src/export/manifest.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';
import { fetchTable, refusal, serveTables, tableText } from './served-tables.ts';

// The first plans of statements about another time take their time on a busy machine.
const { graph, steppe } = await serveTables({ STEPPE_REQUEST_TIMEOUT_MS: '120000' });
const invested = (by: string, amount: string) =>
  claim(by, 'INVESTED_IN', 'place_x', { value: { amount, unit: 'USD' }, period: '2024' });

beforeAll(() =>
  loadFile(
    graph,
    claimsFile(
      source('one', { title: 'One', publisher: 'A paper', licence: 'CC-BY-4.0', url: 'https://a.example/1' }),
      entity('org_a', { names: [{ text: 'Alpha', language: 'en' }] }),
      entity('org_b'),
      entity('place_x', { placeType: 'COUNTRY' }),
      invested('org_a', '100'),
      invested('org_b', '7.5'),
    ),
  ),
);

const QUERY = `query Investments($unit: String!) { facts(where: { value: { unit: $unit } }) {
  nodes { id subject { name } value { amount unit } period { start } isDisputed sourceCount } } }`;
const asked = { query: QUERY, variables: { unit: 'USD' } };
const FORMATS = ['csv', 'ndjson', 'arrow', 'parquet'];

interface Taken {
  readonly bytes: Buffer;
  readonly link: string;
  readonly change: string;
}

async function take(table: string): Promise<Taken> {
  const response = await fetchTable(steppe, table, asked);
  const { headers } = response;
  return {
    bytes: Buffer.from(await response.arrayBuffer()),
    link: headers.get('link') ?? '',
    change: headers.get('steppe-change') ?? '',
  };
}

const told = async (address: string): Promise<Manifest> =>
  (await (await fetch(new URL(address, steppe.endpoint))).json()) as Manifest;

test('A table asked for again with its change number is the same bytes, whatever was said and taken back since, and its manifest says so.', {
  timeout: 120_000,
}, async () => {
  const before = new Map<string, Taken>();
  for (const format of FORMATS) before.set(format, await take(format));

  const { headers: editor } = await callerOf(graph, 'editor');
  const claimIds = await runCypher(graph, "MATCH (c:Claim {subjectId: 'org_b'}) RETURN c.id");
  await loadFile(
    graph,
    claimsFile(
      source('two', { title: 'Two', publishedAt: '2025' }),
      entity('org_c'),
      entity('org_a', { names: [{ text: 'Alpha & Sons', language: 'en' }] }),
      invested('org_c', '1'),
      invested('org_a', '150'),
    ),
  );
  const retract = 'mutation ($input: RetractClaimsInput!) { retractClaims(input: $input) { changeNumber } }';
  expect(
    (await steppe.ask(retract, { input: { source: 'source_one', claims: claimIds } }, editor)).errors,
  ).toBeUndefined();

  for (const [format, { bytes, link, change }] of before) {
    expect((await take(format)).bytes.equals(bytes), `${format} of now is another`).toBe(false);
    const again = await fetchTable(steppe, format, { ...asked, parameters: { change } });
    expect(again.status).toBe(200);
    expect(Buffer.from(await again.arrayBuffer()).equals(bytes), `${format} of then is the same`).toBe(true);
    const [, address = ''] = /^<([^>]+)>; rel="describedby"; type="application\/json"$/.exec(link) ?? [];
    const manifest = await told(address);
    expect(manifest).toMatchObject({
      table: format,
      change: Number(change),
      query: QUERY,
      operationName: null,
      variables: { unit: 'USD' },
      rows: 2,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sourcesAreAll: true,
      sources: [
        {
          id: 'source_one',
          title: 'One',
          licence: 'CC-BY-4.0',
          attribution: 'A paper, “One”. https://a.example/1 Licence: CC-BY-4.0.',
        },
      ],
    });
    expect(manifest.columns[2]).toEqual({ name: 'value.amount', type: 'decimal' });
    const sent = await fetch(new URL(manifest.again, steppe.endpoint));
    expect(Buffer.from(await sent.arrayBuffer()).equals(bytes)).toBe(true);
  }
});

test('`asOf` in a query gives the columns and the rows that there were then.', async () => {
  const nodes = 'nodes { id subject { name } value { amount } }';
  const then = await tableText(steppe, 'csv', `{ asOf(change: 1) { facts { ${nodes} } } }`);
  const again = { query: `{ facts { ${nodes} } }`, parameters: { change: '1' } };
  expect(await tableText(steppe, 'csv', again)).toBe(then);
  expect(then.split('\r\n')).toHaveLength(4);
  expect(then).toContain(',Alpha,100\r\n');
});

test('A manifest names the sources of edges, of claims, and of none where rows are no facts.', async () => {
  const sources = async (query: string) => {
    const response = await fetchTable(steppe, 'csv', { query, parameters: { manifest: '1' } });
    const { sources: list } = (await response.json()) as Manifest;
    return list?.map(({ id }) => id) ?? null;
  };
  expect(await sources('{ places { nodes { investors { edges { node { name } } } } } }')).toEqual([
    'source_one',
    'source_two',
  ]);
  expect(await sources('{ claims { nodes { id } } }')).toEqual(['source_one', 'source_two']);
  expect(await sources('{ places { nodes { name } } }')).toBeNull();
});

test('A change that is not there yet, and a manifest of no table, are refused.', async () => {
  const query = '{ places { nodes { id } } }';
  expect(await refusal(steppe, { query, parameters: { change: '999' } })).toMatchObject({
    status: 400,
    errors: [{ message: expect.stringContaining('changes are numbered from 1 to') }],
  });
  const response = await fetch(`${steppe.endpoint}?${new URLSearchParams({ manifest: '1', query })}`);
  expect(response.status).toBe(400);
});

test('Facts of thousands of sources are told with all of them, in memory that grows as their number does.', async () => {
  const sources = Array.from({ length: 2_400 }, (_, i) => i);
  await loadFile(
    graph,
    claimsFile(
      entity('org_many'),
      ...sources.flatMap((i) => [
        source(`many_${i}`),
        claim('org_many', 'INVESTED_IN', 'place_x', {
          value: { amount: '1', unit: 'USD' },
          period: String(1000 + (i % 800)),
        }),
      ]),
    ),
  );
  const query = '{ facts(where: { subject: "org_many" }) { nodes { sources { id } } } }';
  const rows = (await tableText(steppe, 'csv', query)).trim().split('\r\n');
  expect(new Set(rows.slice(1)).size).toBe(2_400);
  const response = await fetchTable(steppe, 'csv', { query, parameters: { manifest: '1' } });
  expect(((await response.json()) as Manifest).sources).toHaveLength(2_400);
});
