import { afterAll, expect, onTestFinished, test } from 'vitest';
import { startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';

const graph = await openTestGraph();
afterAll(() => graph.close());

async function asks(origin: string, origins?: string) {
  const steppe = await startSteppe(graph, origins === undefined ? {} : { STEPPE_CORS_ORIGINS: origins });
  onTestFinished(() => steppe.close(1_000));
  const headers = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  };
  const preflight = await fetch(steppe.endpoint, { method: 'OPTIONS', headers });
  const answer = await fetch(steppe.endpoint, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: '{"query": "{ __typename }"}',
  });
  return [preflight, answer].map((response) => ({
    status: response.status,
    allowed: response.headers.get('access-control-allow-origin'),
  }));
}

test('A web page of another origin may read answers where the settings name it, and nowhere else.', async () => {
  const page = 'http://localhost:5173';
  expect(await asks(page, `https://a.example, ${page}`)).toEqual([
    { status: 204, allowed: page },
    { status: 200, allowed: page },
  ]);
  expect((await asks(page, '*')).map(({ allowed }) => allowed)).toEqual([page, page]);
  for (const origins of ['https://a.example', 'https://a.example, https://b.example', undefined])
    for (const { allowed } of await asks(page, origins)) expect(allowed).toBeNull();
});

test('A page of no origin, in a sandbox for one, reads nothing where origins are named.', async () => {
  for (const { allowed } of await asks('null', 'https://a.example, http://localhost:5173'))
    expect(allowed).toBeNull();
});

test('A page that may read answers may read that its body is too large, too.', async () => {
  const page = 'http://localhost:5173';
  const steppe = await startSteppe(graph, { STEPPE_CORS_ORIGINS: page, STEPPE_MAX_BODY_BYTES: '1000' });
  onTestFinished(() => steppe.close(1_000));
  const answerTo = async (origin: string) =>
    fetch(steppe.endpoint, { method: 'POST', headers: { origin }, body: 'x'.repeat(1_001) });
  const answer = await answerTo(page);
  expect(answer.status).toBe(413);
  expect(answer.headers.get('access-control-allow-origin')).toBe(page);
  expect((await answerTo('null')).headers.get('access-control-allow-origin')).toBeNull();
});

test('Such a page may read what an answer says in its headers: parts of a table, when to come again, by which id it is logged.', async () => {
  const page = 'http://localhost:5173';
  const steppe = await startSteppe(graph, { STEPPE_CORS_ORIGINS: page });
  onTestFinished(() => steppe.close(1_000));
  const search = new URLSearchParams({ table: 'csv', query: '{ facts { nodes { id } } }' });
  const part = await fetch(`${steppe.endpoint}?${search}`, { headers: { origin: page, range: 'bytes=0-1' } });
  expect(part.status).toBe(206);
  const exposed = part.headers.get('access-control-expose-headers')?.toLowerCase().split(/, */) ?? [];
  expect(exposed).toContain('retry-after');
  for (const name of ['content-range', 'accept-ranges', 'x-request-id', 'etag', 'steppe-change']) {
    expect(part.headers.has(name), name).toBe(true);
    expect(exposed, name).toContain(name);
  }
});
