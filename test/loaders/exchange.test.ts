import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type Asker, Exchange } from '../../src/loaders/exchange.ts';
import { NOW } from '../../src/loaders/moment.ts';
import type { Batch } from '../../src/loaders/read.ts';
import { openTestGraph } from '../database/test-graph.ts';

const graph = await openTestGraph();
afterAll(() => graph.close());

/** The keys of each statement that was sent. */
const sent: (readonly string[])[] = [];
beforeEach(() => {
  sent.length = 0;
});

/** Says each key back, after as many steps of work in the database as the shape says. */
const echo: Batch<{ readonly steps: number }, string> = async (reader, { steps }, keys) => {
  sent.push(keys);
  const text =
    'UNWIND range(0, $ask.steps) AS step WITH sum(step % 7) AS work RETURN $ask.keys AS keys, work';
  const [row] = await reader.read({ name: 'echo', text }, { keys, steps });
  return row?.get('keys') as string[];
};

const failing: Batch<object, string> = async (reader) => {
  await reader.read({ name: 'failing', text: 'RETURN 1 / size($ask.nothing)' }, { nothing: [] });
  return [];
};

const asker = (more: Partial<Asker> = {}): Asker => ({
  deadline: performance.now() + 60_000,
  bookmarks: () => [],
  isGone: () => false,
  onStatement: () => undefined,
  ...more,
});

const FAST = { steps: 0 };
/** Some hundred milliseconds and more. */
const SLOW = { steps: 3_000_000 };

const asking =
  (exchange: Exchange) =>
  (keys: string[], shape = FAST, who = asker()) =>
    exchange.ask({ asker: who, batch: echo, moment: NOW, name: JSON.stringify(shape), shape, keys });

test('What many ask in the same breath is one statement, each key in it once; each gets what it asked for, in its order.', async () => {
  const ask = asking(new Exchange(graph, 24));
  const answers = await Promise.all([ask(['a', 'b']), ask(['c']), ask(['b', 'a', 'd'])]);
  expect(answers).toEqual([['a', 'b'], ['c'], ['b', 'a', 'd']]);
  expect(sent).toEqual([['a', 'b', 'c', 'd']]);
});

/** Asks for one key, and for others before that one's statement is over. */
async function askBehind(first: string, others: readonly [string, Asker][]): Promise<string[]> {
  const exchange = new Exchange(graph, 24);
  const behind: Promise<readonly string[]>[] = [];
  const echoLater: Batch<typeof FAST, string> = async (reader, shape, keys) => {
    const values = await echo(reader, shape, keys);
    if (behind.length === 0) behind.push(...others.map(([key, who]) => ask(key, who)));
    // They have been looked at then, and wait.
    await new Promise(setImmediate);
    return values;
  };
  const ask = (key: string, who = asker()) =>
    exchange.ask({ asker: who, batch: echoLater, moment: NOW, name: 'later', shape: FAST, keys: [key] });
  return [...(await ask(first)), ...(await Promise.all(behind)).flat()];
}

test('Of quick ones one is worked at at a time; when its answer is found, half of those who ask the same go, then the others.', async () => {
  // Planning it is not quick.
  await asking(new Exchange(graph, 24))(['before']);
  sent.length = 0;
  const others = ['b', 'c', 'd', 'e', 'f'].map((key): [string, Asker] => [key, asker()]);
  expect(await askBehind('a', others)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(sent).toEqual([['a'], ['b', 'c', 'd'], ['e', 'f']]);
});

test('While the first statement of a text is on its way, those of the same text wait without a connection, and others have it.', async () => {
  const exchange = new Exchange(graph, 2);
  const text = `UNWIND range(0, $ask.steps) AS step WITH sum(step % 7) AS work RETURN $ask.keys AS keys, ${Date.now()} AS now`;
  const noting = (name: string, isNew: boolean) => {
    const batch: Batch<{ readonly steps: number }, string> = async (reader, { steps }, keys) => {
      const [row] = await reader.read(
        { name, text: isNew ? text : 'RETURN $ask.keys AS keys' },
        { keys, steps },
      );
      return row?.get('keys') as string[];
    };
    return batch;
  };
  const ask = (batch: Batch<typeof FAST, string>, key: string, shape = FAST) =>
    exchange.ask({ asker: asker(), batch, moment: NOW, name: key, shape, keys: [key] });
  const order: string[] = [];
  const told = async (key: string, answer: Promise<readonly string[]>) => {
    await answer;
    order.push(key);
  };
  const same = noting('new', true);
  await Promise.all([
    told('first', ask(same, 'first', SLOW)),
    told('second', ask(same, 'second')),
    told('third', ask(same, 'third')),
    // Two connections: one works at the first, and nobody who only waits has the other.
    told('other', ask(noting('known', false), 'other')),
  ]);
  expect(order[0]).toBe('other');
  expect(order[1]).toBe('first');
  expect(order.toSorted()).toEqual(['first', 'other', 'second', 'third']);
});

test('The next statement is sent when an answer is found, before that is read.', async () => {
  const exchange = new Exchange(graph, 24);
  const events: string[] = [];
  const noting: typeof echo = async (reader, shape, keys) => {
    events.push(`${keys} sent`);
    const values = await echo(reader, shape, keys);
    events.push(`${keys} read`);
    return values;
  };
  const ask = (key: string) =>
    exchange.ask({ asker: asker(), batch: noting, moment: NOW, name: 'x', shape: FAST, keys: [key] });
  await ask('before');
  events.length = 0;
  const first = ask('a');
  await new Promise(setImmediate);
  await Promise.all([first, ask('b'), ask('c')]);
  expect(events).toEqual(['a sent', 'b,c sent', 'a read', 'b,c read']);
});

test('Those who come while an answer is read wait for more of their kind: as few are sent when it has been read.', async () => {
  const others: [string, Asker][] = [['d', asker()]];
  const exchange = new Exchange(graph, 24);
  const events: string[] = [];
  const behind: Promise<unknown>[] = [];
  const noting: typeof echo = async (reader, shape, keys) => {
    events.push(`${keys} sent`);
    const values = await echo(reader, shape, keys);
    if (others.length > 0) for (const [key, who] of others.splice(0)) behind.push(ask(key, who));
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    events.push(`${keys} read`);
    return values;
  };
  const ask = (key: string, who = asker()) =>
    exchange.ask({ asker: who, batch: noting, moment: NOW, name: 'x', shape: FAST, keys: [key] });
  await Promise.all(['a', 'b', 'c'].map((key) => ask(key)));
  await Promise.all(behind);
  expect(events).toEqual(['a,b,c sent', 'a,b,c read', 'd sent', 'd read']);
});

test('What one request asks in the same breath stays one statement, though others wait for half of it.', async () => {
  await asking(new Exchange(graph, 24))(['before']);
  sent.length = 0;
  const one = asker();
  expect(
    await askBehind('a', [
      ['b', one],
      ['c', one],
      ['d', one],
      ['e', asker()],
    ]),
  ).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(sent).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
});

test('Two of the same are on their way at most; what comes meanwhile is sent together.', async () => {
  const ask = asking(new Exchange(graph, 24));
  // Known to be slow, it is waited for.
  for (let i = 0; i < 30; i++) await ask([`before ${i}`], { steps: 200_000 });
  sent.length = 0;
  const answers: Promise<readonly string[]>[] = [];
  for (let i = 0; i < 20; i++) {
    answers.push(ask([`key ${i}`], { steps: 200_000 }));
    await sleep(0);
  }
  expect((await Promise.all(answers)).flat()).toEqual(Array.from({ length: 20 }, (_, i) => `key ${i}`));
  expect(sent.length).toBeGreaterThanOrEqual(3);
  expect(sent.length).toBeLessThan(15);
});

test('A slow statement keeps none waiting that asks something else, nor for long one that asks the same.', async () => {
  const ask = asking(new Exchange(graph, 24));
  const slow = [
    ask(['a'], SLOW),
    sleep(1).then(() => ask(['b'], SLOW)),
    sleep(2).then(() => ask(['c'], SLOW)),
  ];
  await sleep(5);
  const start = performance.now();
  expect(await ask(['d'])).toEqual(['d']);
  const took = performance.now() - start;
  // The second and the third may have waited together.
  await expect.poll(() => sent.length).toBeGreaterThanOrEqual(3);
  expect(performance.now() - start).toBeLessThan(took + 1_000);
  expect((await Promise.all(slow)).flat()).toEqual(['a', 'b', 'c']);
});

test('When all connections are busy a question waits for one, and is answered.', async () => {
  const ask = asking(new Exchange(graph, 1));
  const answers = await Promise.all([
    ask(['a'], { steps: 1 }),
    ask(['b'], { steps: 2 }),
    ask(['c'], { steps: 3 }),
  ]);
  expect(answers).toEqual([['a'], ['b'], ['c']]);
  expect(sent).toHaveLength(3);
});

test('Questions of another time, or after other bookmarks, are not asked together.', async () => {
  const exchange = new Exchange(graph, 24);
  const question = { batch: echo, name: 'fast', shape: FAST };
  const bookmark = async (): Promise<string[]> => {
    let written: string[] = [];
    await graph.write(async (transaction) => transaction.run({ name: 'ping', text: 'RETURN 1' }), {
      onCommit: (next) => {
        written = next;
      },
    });
    return written;
  };
  const after = await bookmark();
  await Promise.all([
    exchange.ask({ ...question, asker: asker(), moment: NOW, keys: ['now'] }),
    exchange.ask({ ...question, asker: asker(), moment: { ...NOW, change: 1 }, keys: ['then'] }),
    exchange.ask({
      ...question,
      asker: asker(),
      moment: { ...NOW, validAt: '2024-01-01' },
      keys: ['on a day'],
    }),
    exchange.ask({ ...question, asker: asker({ bookmarks: () => after }), moment: NOW, keys: ['after'] }),
  ]);
  expect(sent.toSorted()).toEqual([['after'], ['now'], ['on a day'], ['then']]);
});

test('A failure is that of all who asked together, and the next question is answered.', async () => {
  const exchange = new Exchange(graph, 24);
  const question = { asker: asker(), batch: failing, moment: NOW, name: 'x', shape: {} };
  const both = [exchange.ask({ ...question, keys: ['a'] }), exchange.ask({ ...question, keys: ['b'] })];
  for (const answer of both) await expect(answer).rejects.toThrow('/ by zero');
  expect(await asking(exchange)(['a'])).toEqual(['a']);
});

test('Who goes away leaves a statement to those who wait for it too; the last to go ends it.', async () => {
  const exchange = new Exchange(graph, 24);
  const gone = new Set<string>();
  const who = (name: string): Asker => asker({ isGone: () => gone.has(name) });
  const endless = { steps: 2_000_000_000 };
  const leave = (name: string): void => {
    gone.add(name);
    exchange.leave();
  };
  const ask = asking(exchange);
  const [one, other] = [ask(['a'], endless, who('one')), ask(['b'], endless, who('other'))];
  const ended = Promise.allSettled([one, other]);
  await sleep(300);
  leave('one');
  expect(await Promise.race([ended, sleep(500, 'it runs')])).toBe('it runs');
  leave('other');
  const outcomes = await ended;
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(sent).toEqual([['a', 'b']]);
});

test('Each who asked is told of the statement once.', async () => {
  const ask = asking(new Exchange(graph, 24));
  const told: string[] = [];
  const who = (name: string): Asker => asker({ onStatement: () => told.push(name) });
  const one = who('one');
  await Promise.all([ask(['a'], FAST, one), ask(['b'], FAST, one), ask(['c'], FAST, who('other'))]);
  expect(told.toSorted()).toEqual(['one', 'other']);
});
