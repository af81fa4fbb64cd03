import { beforeAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';
import { serveTables } from './served-tables.ts';

const { graph, steppe } = await serveTables({ STEPPE_REQUEST_TIMEOUT_MS: '60000', STEPPE_MAX_PAGE: '2' });
const QUERY = '{ facts { nodes { id subject { name } value { amount } } } }';

const load = (...names: string[]) =>
  loadFile(
    graph,
    claimsFile(
      source(names[0] ?? ''),
      entity('place_x', { placeType: 'COUNTRY' }),
      ...names.flatMap((name, i) => [
        entity(`org_${name}`, { names: [{ text: name, language: 'en' }] }),
        claim(`org_${name}`, 'INVESTED_IN', 'place_x', { value: { amount: String(i), unit: 'USD' } }),
      ]),
    ),
  );

beforeAll(() => load('alpha', 'beta', 'gamma', 'delta', 'epsilon'));

const address = (parameters: Record<string, string> = {}) =>
  `${steppe.endpoint}?${new URLSearchParams({ table: 'csv', query: QUERY, ...parameters })}`;
const ask = (method: string, headers: Record<string, string> = {}, parameters = {}) =>
  fetch(address(parameters), { method, headers });
const SAME = ['content-type', 'content-disposition', 'steppe-change', 'link', 'vary'];

test('HEAD of a table has the headers of GET, its length and no body; the log calls it HEAD.', async () => {
  const [got, head] = [await ask('GET'), await ask('HEAD')];
  const bytes = Buffer.from(await got.arrayBuffer());
  expect(head.status).toBe(200);
  for (const name of SAME) expect(head.headers.get(name), name).toBe(got.headers.get(name));
  expect(head.headers.get('content-length')).toBe(String(bytes.length));
  expect(head.headers.get('accept-ranges')).toBe('bytes');
  expect(await head.text()).toBe('');
  expect(steppe.log.filter(({ method }) => method === 'HEAD')).toHaveLength(1);
});

test('HEAD is refused as GET is: what is no table, no query, or would write.', async () => {
  const status = async (query: string, method: string) =>
    (await fetch(address({ query }), { method })).status;
  for (const query of ['{ about { changeNumber } }', '{ nothing }', 'mutation { x }'])
    expect(await status(query, 'HEAD')).toBe(await status(query, 'GET'));
  const json = await fetch(`${steppe.endpoint}?query={about{changeNumber}}`, { method: 'HEAD' });
  expect([json.status, await json.text()]).toEqual([200, '']);
});

test('A range is these bytes, from the beginning, the middle or the end, and with another tag it is all of them.', async () => {
  const whole = Buffer.from(await (await ask('GET')).arrayBuffer());
  const { length } = whole;
  const ranges: [string, number, number][] = [
    ['bytes=0-3', 0, 4],
    ['bytes=10-', 10, length],
    ['bytes=-7', length - 7, length],
    [`bytes=5-${length + 100}`, 5, length],
    ['bytes=-999999', 0, length],
  ];
  for (const [range, start, end] of ranges) {
    const part = await ask('GET', { range });
    expect([part.status, part.headers.get('content-range')], range).toEqual([
      206,
      `bytes ${start}-${end - 1}/${length}`,
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(start, end)), range).toBe(true);
  }
  const behind = await ask('GET', { range: `bytes=${length}-` });
  expect([behind.status, behind.headers.get('content-range')]).toEqual([416, `bytes */${length}`]);
  for (const headers of [{ range: 'bytes=0-3', 'if-range': '"other"' }, { range: 'rows=0-3' }]) {
    const all = await ask('GET', headers as Record<string, string>);
    expect([all.status, (await all.arrayBuffer()).byteLength]).toEqual([200, length]);
  }
});

test('A table by POST is sent whole, whatever range is asked for: HTTP has ranges of GET alone.', async () => {
  const [got, posted] = [
    await ask('GET'),
    await fetch(`${steppe.endpoint}?table=csv`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', range: 'bytes=0-3' },
      body: JSON.stringify({ query: QUERY }),
    }),
  ];
  expect([posted.status, posted.headers.get('content-range')]).toEqual([200, null]);
  expect(await posted.text()).toBe(await got.text());
});

test('Whoever reads in parts reads one table, though the graph changes in between; whoever begins after that reads the next.', async () => {
  const before = await ask('HEAD');
  const length = before.headers.get('content-length');
  const whole = await (await ask('GET')).text();
  await load('zeta');
  const part = await ask('GET', { range: 'bytes=0-' });
  expect(part.headers.get('steppe-change')).toBe(before.headers.get('steppe-change'));
  expect(part.headers.get('etag')).toBe(before.headers.get('etag'));
  expect(await part.text()).toBe(whole);
  const { headers } = await callerOf(graph, 'reader');
  const other = await ask('GET', { range: 'bytes=0-', ...headers });
  expect(other.headers.get('etag')).not.toBe(before.headers.get('etag'));
  expect((await ask('HEAD')).headers.get('content-length')).not.toBe(length);
});
