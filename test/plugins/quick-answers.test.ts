import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LimitedServer, startServer } from './limited-server.ts';

const TIMEOUT_MS = 300;
const lines: Record<string, unknown>[] = [];
let steppe: LimitedServer;
beforeAll(async () => {
  const logger = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) });
  steppe = await startServer({ env: { STEPPE_REQUEST_TIMEOUT_MS: String(TIMEOUT_MS) }, logger });
});
afterAll(() => steppe.close());

const QUERY = 'query Some($first: Int) { entities(first: $first) { nodes { id name } } }';
const json = { 'content-type': 'application/json' };

async function post(body: unknown, headers: Record<string, string> = {}, path = '') {
  const response = await fetch(steppe.url + path, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { date: _, 'x-request-id': __, ...rest } = Object.fromEntries(response.headers);
  return { status: response.status, headers: rest, text: await response.text() };
}

/** Asks until an operation has a plan, and how it is answered is known. */
async function askOften(body: object, headers: Record<string, string> = {}): Promise<void> {
  for (let i = 0; i < 4; i += 1) await post(body, headers);
}

/** How often Yoga is asked meanwhile. */
async function passedOnBy<T>(ask: () => Promise<T>): Promise<{ passedOn: number; answer: T }> {
  const before = steppe.passedOn;
  const answer = await ask();
  return { passedOn: steppe.passedOn - before, answer };
}

test('A query that is asked again and again is answered without Yoga: to the byte and to the header as with it.', async () => {
  for (const accept of [
    '*/*',
    'application/json',
    'application/graphql-response+json; q=0.9, application/json; q=0.8',
  ]) {
    const ask = () => post({ query: `${QUERY} # ${accept}`, variables: { first: 3 } }, { accept });
    const { passedOn, answer: first } = await passedOnBy(ask);
    expect(passedOn).toBe(1);
    await askOften({ query: `${QUERY} # ${accept}`, variables: { first: 2 } }, { accept });
    const { passedOn: then, answer: last } = await passedOnBy(ask);
    expect(then).toBe(0);
    expect(last).toEqual(first);
    expect(JSON.parse(last.text).data.entities.nodes).toHaveLength(3);
  }
});

test('Its id is the one that the request came with, and its line in the log tells its operation and its cost.', async () => {
  const body = { query: QUERY, variables: { first: 3 } };
  await askOften(body);
  lines.length = 0;
  const { passedOn, answer } = await passedOnBy(() =>
    fetch(steppe.url, {
      method: 'POST',
      headers: { ...json, 'x-request-id': 'mine-1' },
      body: JSON.stringify(body),
    }),
  );
  expect(passedOn).toBe(0);
  expect(answer.headers.get('x-request-id')).toBe('mine-1');
  expect(lines).toEqual([
    expect.objectContaining({
      id: 'mine-1',
      path: '/graphql',
      status: 200,
      operation: 'Some',
      cost: 4,
      statements: 0,
    }),
  ]);
});

test('What is asked in another way is Yoga’s to answer, and is answered as it always was.', async () => {
  const body = { query: QUERY, variables: { first: 1 } };
  await askOften(body);
  const others: [string, () => Promise<unknown>, number][] = [
    ['with a token', () => post(body, { authorization: 'Bearer steppe_x' }), 200],
    ['with a bookmark', () => post(body, { 'steppe-bookmark': 'FB:kcwQ0000' }), 200],
    ['with an extension to include', () => post(body, { 'steppe-include': 'cost' }), 200],
    ['accepting what nobody has accepted yet', () => post(body, { accept: 'application/json;q=0.2' }), 200],
    [
      'in another character set',
      () => post(body, { 'content-type': 'application/json; charset=latin1' }),
      415,
    ],
    ['with a search in the URL', () => post(body, {}, '?operationName=Some'), 200],
    ['as a form', () => post('query=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415],
    ['as a batch', () => post([body]), 400],
    ['in what is no JSON', () => post('{'), 400],
    ['in what is no UTF-8', () => fetchBytes(Buffer.from('{"query":"{ \xff }"}', 'latin1')), 400],
    ['with an operation’s name that it does not have', () => post({ ...body, operationName: 'Other' }), 400],
    ['with variables that are a list', () => post({ ...body, variables: [1] }), 400],
    ['with extensions', () => post({ ...body, extensions: { a: 1 } }), 200],
    ['with extensions that are a number', () => post({ ...body, extensions: 1 }), 400],
    ['with extensions that are a list', () => post({ ...body, extensions: [] }), 400],
    ['with an id beside its text', () => post({ ...body, documentId: 'a' }), 400],
    ['with a parameter that nobody knows', () => post({ ...body, secret: 1 }), 400],
    ['for more than the limits', () => post({ ...body, variables: { first: 90_000 } }), 400],
    ['with a variable that is none', () => post({ ...body, variables: { first: 'many' } }), 400],
  ];
  for (const [title, ask, status] of others) {
    const { passedOn, answer } = await passedOnBy(ask);
    expect([title, passedOn]).toEqual([title, 1]);
    expect([title, (answer as { status: number }).status]).toEqual([
      title,
      status === 400 ? expect.any(Number) : status,
    ]);
    if (status >= 400) expect(await textOf(answer)).toContain('"errors"');
  }
});

const fetchBytes = (body: Buffer) =>
  fetch(steppe.url, { method: 'POST', headers: json, body: new Uint8Array(body) });
const textOf = async (answer: unknown): Promise<string> =>
  answer instanceof Response ? answer.text() : (answer as { text: string }).text;

test('A query whose time is up is told so by Yoga, within the time that it had from the start.', async () => {
  const body = { query: '{ hangs }' };
  await askOften(body);
  const start = performance.now();
  const { passedOn, answer } = await passedOnBy(() => post(body));
  const took = performance.now() - start;
  expect(passedOn).toBe(1);
  expect(JSON.parse(answer.text).errors[0].extensions.code).toBe('TIMEOUT');
  expect(took).toBeGreaterThanOrEqual(TIMEOUT_MS - 5);
  expect(took).toBeLessThan(TIMEOUT_MS * 1.8);
  expect(steppe.signals.every(({ aborted }) => aborted)).toBe(true);
});

test('A client that goes ends the query’s work at once, and the log says that it has gone.', async () => {
  const body = { query: '{ hangs }' };
  await askOften(body);
  lines.length = 0;
  const known = steppe.signals.length;
  const before = steppe.passedOn;
  const client = new AbortController();
  const asked = fetch(steppe.url, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
    signal: client.signal,
  });
  while (steppe.signals.length === known) await wait(5);
  client.abort();
  await expect(asked).rejects.toThrow('aborted');
  const start = performance.now();
  while (!steppe.signals.at(-1)?.aborted) await wait(5);
  expect(performance.now() - start).toBeLessThan(TIMEOUT_MS / 2);
  await wait(TIMEOUT_MS + 50);
  expect(steppe.passedOn).toBe(before);
  expect(lines).toEqual([expect.objectContaining({ status: 499, errors: ['CLIENT_GONE'] })]);
});
