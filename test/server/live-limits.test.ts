import { expect, onTestFinished, test, vi } from 'vitest';
import { revokeToken } from '../../src/auth/tokens.ts';
import type { StatementReport } from '../../src/graph/graph.ts';
import { ChangeFeed } from '../../src/live/change-feed.ts';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { EventReader, until } from './event-reader.ts';
import { follow, serveLive } from './live-graph.ts';
import { changeSomething } from './small-graph.ts';

// A busy machine is slow.
vi.setConfig({ testTimeout: 120_000 });

const { graph, steppe } = await serveLive();

async function serve(env: Record<string, string>): Promise<Steppe> {
  const server = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '120000', ...env });
  onTestFinished(() => server.close(1_000));
  return server;
}

const refusalOf = async (reader: EventReader) => {
  await until(() => reader.isEnded);
  expect(reader.received.map(({ event }) => event)).toEqual(['next', 'complete']);
  return reader.results[0]?.errors?.[0];
};

/** A claim with a quote of three million letters, and changes that tell all of it. */
async function aLargeClaim() {
  const number = await changeSomething(graph);
  const [claimId] = await runCypher(
    graph,
    `MATCH (n:Change {number: $number}) MATCH (c:Claim {id: n.assertedIds[0]})-[s:STATED_IN]->()
     SET s.quote = $quote RETURN c.id`,
    { number, quote: 'word '.repeat(600_000) },
  );
  const { headers } = await callerOf(graph, 'editor');
  let isPreferred = false;
  return async (): Promise<number> => {
    isPreferred = !isPreferred;
    const rank = isPreferred ? 'PREFERRED' : 'NORMAL';
    const { data } = await steppe.ask<{ setRank: { changeNumber: number } }>(
      `mutation { setRank(input: {claims: ["${claimId}"], rank: ${rank}}) { changeNumber } }`,
      {},
      headers,
    );
    return data?.setRank.changeNumber ?? Number.NaN;
  };
}

const QUOTES = 'subscription { factsChanged { change { number } facts { ranked { quote } } } }';

/** Subscribes to all of these changes, and takes none of them. */
async function takeNothing(endpoint: string): Promise<EventReader> {
  const reader = new EventReader(endpoint, { query: QUOTES });
  onTestFinished(() => reader.cut());
  await reader.open();
  reader.response?.pause();
  return reader;
}

test('A reader that does not take what it is sent is dropped and told so; nothing it missed is lost.', async () => {
  const slow = await serve({ STEPPE_MAX_BEHIND: '3', STEPPE_HEARTBEAT_MS: '120000' });
  const change = await aLargeClaim();
  const reader = await takeNothing(slow.endpoint);
  const quick = await follow(slow.endpoint, { query: QUOTES });
  const made: number[] = [];
  for (let i = 0; i < 10; i++) {
    made.push(await change());
    // Both share the answer: what is not taken now is not for the server’s pace.
    await until(() => quick.received.length === made.length);
  }
  reader.response?.resume();
  await until(() => reader.isEnded);
  expect(reader.received.at(-1)?.event).toBe('complete');
  expect(reader.results.at(-1)).toMatchObject({
    errors: [
      {
        message: expect.stringContaining('You were more than 3 changes behind'),
        extensions: { code: 'SLOW_READER', maximum: 3 },
      },
    ],
  });
  expect(reader.numbers.length).toBeLessThan(made.length);
  expect(reader.numbers).toEqual(made.slice(0, reader.numbers.length));
  const again = await follow(slow.endpoint, {
    query: 'subscription { factsChanged { change { number } } }',
    headers: { 'last-event-id': reader.lastId ?? '' },
  });
  await until(() => again.told.length >= made.length - reader.numbers.length);
  expect([...reader.numbers, ...again.numbers]).toEqual(made);
  expect(quick.numbers).toEqual(made);
  expect(slow.log).toContainEqual(expect.objectContaining({ msg: 'subscription', end: 'SLOW_READER' }));
});

test('A reader that takes nothing for two signs of life is let go.', async () => {
  const slow = await serve({ STEPPE_HEARTBEAT_MS: '300' });
  const change = await aLargeClaim();
  await takeNothing(slow.endpoint);
  const isLetGo = (): boolean =>
    slow.log.some(({ msg, end }) => msg === 'subscription' && end === 'SLOW_READER');
  for (let i = 0; i < 10 && !isLetGo(); i++) await change();
  await until(isLetGo);
});

test('One client has so many subscriptions and no more; a closed one gives its place back. A token is a client of its own.', async () => {
  const narrow = await serve({ STEPPE_MAX_SUBSCRIPTIONS_CLIENT: '2' });
  const [first] = [await follow(narrow.endpoint), await follow(narrow.endpoint)];
  expect(await refusalOf(await follow(narrow.endpoint))).toMatchObject({
    message: expect.stringContaining(
      'The number of your subscriptions on this server is 3, over the limit of 2.',
    ),
    extensions: { code: 'LIMIT_EXCEEDED', limit: 'subscriptions of one client', maximum: 2 },
  });
  const { headers } = await callerOf(graph, 'reader');
  const withToken = await follow(narrow.endpoint, { headers });
  first?.cut();
  await until(() => narrow.log.some(({ msg, end }) => msg === 'subscription' && end === 'CLIENT_GONE'));
  const fourth = await follow(narrow.endpoint);
  expect([withToken.isEnded, fourth.isEnded]).toEqual([false, false]);
});

test('A server has so many subscriptions and no more.', async () => {
  const narrow = await serve({ STEPPE_MAX_SUBSCRIPTIONS: '1' });
  await follow(narrow.endpoint);
  const { headers } = await callerOf(graph, 'reader');
  expect(await refusalOf(await follow(narrow.endpoint, { headers }))).toMatchObject({
    extensions: { code: 'LIMIT_EXCEEDED', limit: 'subscriptions', maximum: 1 },
  });
});

test('What is no stream keeps no place: a subscription asked for as a table is refused, and by HEAD told of.', async () => {
  const narrow = await serve({ STEPPE_MAX_SUBSCRIPTIONS_CLIENT: '1' });
  const query = encodeURIComponent('subscription { factsChanged { change { number } } }');
  for (let i = 0; i < 2; i++) {
    const table = await fetch(`${narrow.endpoint}?table=csv&query=${query}`);
    expect([table.status, await table.json()]).toMatchObject([
      400,
      { errors: [{ message: expect.stringContaining('ask for JSON'), extensions: { code: 'NOT_A_TABLE' } }] },
    ]);
    const head = await fetch(`${narrow.endpoint}?query=${query}`, {
      method: 'HEAD',
      headers: { accept: 'text/event-stream' },
    });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  }
  expect((await follow(narrow.endpoint)).isEnded).toBe(false);
});

test('Who leaves while it is read for is forgotten: nothing is looked for any more.', async () => {
  const feed = new ChangeFeed({
    graph,
    timeoutMs: 10_000,
    mostBehind: 10,
    pageSize: 10,
    onFailure: () => {},
  });
  onTestFinished(() => feed.close());
  const read = vi.spyOn(graph, 'read');
  onTestFinished(() => read.mockRestore());
  for (const since of [null, 0]) {
    const follower = await feed.follow({ entities: ['org_a'], predicates: null, since, argument: 'since' });
    const next = follower.next();
    follower.end(null);
    expect(await next).toEqual({ value: undefined, done: true });
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  read.mockClear();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(read).not.toHaveBeenCalled();
});

test('What an event may hold is limited like any answer.', async () => {
  const query =
    'subscription { factsChanged { facts(first: 100) { fact { claims(first: 100) { nodes { id source { id } } } } } } }';
  const narrow = await serve({ STEPPE_MAX_COST: '1000' });
  expect(await refusalOf(await follow(narrow.endpoint, { query }))).toMatchObject({
    extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost', maximum: 1000 },
  });
});

test.each([
  ['facts(first: 101) { factId }', { argument: 'first', limit: 'page', maximum: 100 }],
  ['facts { fact { claims(first: 500) { nodes { id } } } }', { argument: 'first', limit: 'page' }],
  ['facts { fact { claims(first: $n) { nodes { id } } } }', { argument: 'first' }],
  ['change { asserted(first: 1, after: "nothing") { nodes { id } } }', { argument: 'after' }],
])('A page that no event can have is refused before the first of them: %s', async (fields, extensions) => {
  const variables = fields.includes('$n') ? '($n: Int)' : '';
  const query = `subscription ${variables} { factsChanged { factCount ${fields} } }`;
  const reader = await follow(steppe.endpoint, { query, variables: { n: -1 } });
  expect(await refusalOf(reader)).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', ...extensions } });
});

test('A filter that can never be answered ends the stream with the first event that it is asked for.', async () => {
  const query =
    'subscription { factsChanged { facts { fact { subject { facts(where: {minSources: -1}) { nodes { id } } } } } } }';
  const reader = await follow(steppe.endpoint, { query });
  await changeSomething(graph);
  expect(await refusalOf(reader)).toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', argument: 'where.minSources' },
  });
});

/** Counts the statements of the server while something is done. */
async function counting(work: () => Promise<unknown>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const { read } = graph;
  graph.read = (statement, params, scope) => {
    const onStatement = (report: StatementReport): void => {
      counts.set(report.name, (counts.get(report.name) ?? 0) + 1);
      scope.onStatement?.(report);
    };
    return read.call(graph, statement, params, { ...scope, onStatement });
  };
  try {
    await work();
  } finally {
    graph.read = read;
  }
  return counts;
}

const LOOK = 'change-page (ASC)';

test('Fifty subscribers cost no more statements than one: while nothing happens, and for each change.', async () => {
  const measure = async (subscribers: number) => {
    const readers: EventReader[] = [];
    for (let i = 0; i < subscribers; i++) readers.push(await follow(steppe.endpoint));
    const quiet = await counting(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    const busy = await counting(async () => {
      await changeSomething(graph);
      await until(() => readers.every(({ told }) => told.length === 1));
    });
    for (const reader of readers) reader.cut();
    return { quiet, busy };
  };
  const [one, fifty] = [await measure(1), await measure(50)];
  for (const { quiet } of [one, fifty]) {
    expect([...quiet.keys()]).toEqual([LOOK]);
    expect(quiet.get(LOOK)).toBeLessThanOrEqual(11);
  }
  const answering = ({ busy }: typeof one) => [...busy].filter(([name]) => name !== LOOK).toSorted();
  expect(answering(fifty)).toEqual(answering(one));
  expect(answering(one).length).toBeGreaterThan(1);
});

test('When the last subscriber has gone, nothing is looked for any more.', async () => {
  const reader = await follow(steppe.endpoint);
  await changeSomething(graph);
  await until(() => reader.told.length > 0);
  reader.cut();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const counts = await counting(() => new Promise((resolve) => setTimeout(resolve, 600)));
  expect([...counts]).toEqual([]);
});

test('Where reading needs a token, so does following; and who recorded a change is told to admins only, though others ask the same.', async () => {
  const closed = await serve({ STEPPE_READ: 'token' });
  const stranger = await follow(closed.endpoint);
  expect(stranger.response?.statusCode).toBe(401);
  const query = 'subscription { factsChanged { change { number recordedBy { name } } } }';
  const [reader, admin, editor] = [
    await callerOf(graph, 'reader'),
    await callerOf(graph, 'admin'),
    await callerOf(graph, 'editor', { name: 'Archive' }),
  ];
  const [ofReader, ofAdmin] = [
    await follow(closed.endpoint, { query, headers: reader.headers }),
    await follow(closed.endpoint, { query, headers: admin.headers }),
  ];
  await closed.ask(
    'mutation { putEntity(input: {kind: ORGANIZATION, names: [{text: "Delta", language: "en"}]}) { changeNumber } }',
    {},
    editor.headers,
  );
  await until(() => ofReader.told.length === 1 && ofAdmin.told.length === 1);
  expect(ofReader.told[0]?.change).toMatchObject({ recordedBy: null });
  expect(ofAdmin.told[0]?.change).toMatchObject({ recordedBy: { name: 'Archive' } });
});

test('A token that is revoked ends what was begun with it.', async () => {
  const closed = await serve({ STEPPE_READ: 'token', STEPPE_HEARTBEAT_MS: '200' });
  const [revoked, kept] = [await callerOf(graph, 'reader'), await callerOf(graph, 'reader')];
  const [ofRevoked, ofKept] = [
    await follow(closed.endpoint, { headers: revoked.headers }),
    await follow(closed.endpoint, { headers: kept.headers }),
  ];
  await revokeToken(graph, revoked.id);
  expect(await refusalOf(ofRevoked)).toMatchObject({
    message: 'This token was revoked. Ask whoever runs this server for another.',
    extensions: { code: 'UNAUTHENTICATED' },
  });
  expect(ofKept.isEnded).toBe(false);
});

test('A subscription that asks for JSON is told how to ask.', async () => {
  const { status, errors } = await steppe.ask('subscription { factsChanged { factCount } }');
  expect(status).toBe(406);
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('send `Accept: text/event-stream`'),
      extensions: { code: 'NOT_ACCEPTABLE' },
    },
  ]);
});
