import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LimitedServer, startServer } from './limited-server.ts';

const TIMEOUT_MS = 250;
let steppe: LimitedServer;
const warnings: Error[] = [];
const onWarning = (warning: Error) => warnings.push(warning);
beforeAll(async () => {
  process.on('warning', onWarning);
  steppe = await startServer({ env: { STEPPE_REQUEST_TIMEOUT_MS: String(TIMEOUT_MS) } });
});
afterAll(async () => {
  process.off('warning', onWarning);
  await steppe.close();
});
beforeEach(() => {
  steppe.resolved = 0;
  steppe.signals.length = 0;
});
afterEach(() => expect(warnings).toEqual([]));

/** Timers that keep this process alive: a deadline that was not cleared is one of them. */
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('A resolver that hangs does not hold the answer: it comes at the deadline and says what to do.', async () => {
  const start = performance.now();
  const { status, data, errors } = await steppe.ask('{ hangs entities { nodes { id } } }');
  const took = performance.now() - start;
  expect(took).toBeGreaterThanOrEqual(TIMEOUT_MS - 5);
  expect(took).toBeLessThan(TIMEOUT_MS + 400);
  expect(status).toBe(504);
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      message: `The request took longer than ${TIMEOUT_MS} ms and was ended. Ask for fewer items (\`first: …\`), narrow the filter, or split the query. What nobody has asked before takes longest: it may do to ask again.`,
      extensions: { code: 'TIMEOUT', limit: 'time', maximum: TIMEOUT_MS },
    },
  ]);
});

test('The signal of the context’s ending aborts at the deadline, with the error as its reason.', async () => {
  await steppe.ask('{ hangs }');
  const [signal] = steppe.signals;
  expect(signal?.aborted).toBe(true);
  expect(signal?.reason).toMatchObject({ extensions: { code: 'TIMEOUT' } });
});

test('The deadline is answered 200 where only application/json is accepted.', async () => {
  const { status, errors } = await steppe.ask('{ hangs }', {}, { accept: 'application/json' });
  expect(status).toBe(200);
  expect(errors?.[0]?.extensions?.code).toBe('TIMEOUT');
});

test('A client that disconnects aborts the signal at once.', async () => {
  const client = new AbortController();
  const asked = fetch(steppe.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ hangs }' }),
    signal: client.signal,
  });
  while (steppe.signals.length === 0) await wait(5);
  const [signal] = steppe.signals;
  expect(signal?.aborted).toBe(false);
  const start = performance.now();
  client.abort();
  await expect(asked).rejects.toThrow('aborted');
  while (!signal?.aborted) await wait(5);
  expect(performance.now() - start).toBeLessThan(TIMEOUT_MS / 2);
  expect(signal.reason).toMatchObject({ extensions: { code: 'CLIENT_GONE' } });
});

test('A request within its time is answered, its timer is cleared and its signal never aborts.', async () => {
  const before = timers();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => steppe.ask('{ waits(milliseconds: 20) entities { totalCount } }')),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(timers()).toBeLessThanOrEqual(before);
});

test('A request that is refused before it runs leaves no timer either.', async () => {
  const before = timers();
  for (const query of ['{', '{ nothing }', '{ entities(first: 90000) { nodes { id } } }'])
    expect((await steppe.ask(query)).status).toBe(400);
  expect(timers()).toBeLessThanOrEqual(before);
});

test('Hundreds may listen to one signal without a warning of a leak.', async () => {
  const asked = steppe.ask('{ hangs }');
  while (steppe.signals.length === 0) await wait(5);
  const [signal] = steppe.signals;
  let heard = 0;
  for (let i = 0; i < 300; i++) signal?.addEventListener('abort', () => heard++, { once: true });
  await asked;
  expect(heard).toBe(300);
});
