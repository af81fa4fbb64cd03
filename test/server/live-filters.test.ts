import { expect, test, vi } from 'vitest';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { claim, source } from '../ingest/claims-file-of.ts';
import { type EventReader, until } from './event-reader.ts';
import { follow, serveLive } from './live-graph.ts';
import { changeSomething, loadLines } from './small-graph.ts';

// A busy machine is slow.
vi.setConfig({ testTimeout: 120_000 });

const { graph, steppe } = await serveLive();
const { headers: editor } = await callerOf(graph, 'editor');

const mutate = async (mutation: string): Promise<number> => {
  const { data, errors } = await steppe.ask<Record<string, { changeNumber: number }>>(
    `mutation { ${mutation} { changeNumber } }`,
    {},
    editor,
  );
  expect(errors).toBeUndefined();
  return Object.values(data ?? {})[0]?.changeNumber ?? Number.NaN;
};

/** Waits until a reader is as far as a change, whether it was told of it or not. */
const reached = (reader: EventReader, number: number) => until(() => Number(reader.lastId) >= number);

const since = async (): Promise<number> =>
  (await steppe.data<{ about: { changeNumber: number } }>('{ about { changeNumber } }')).about.changeNumber;

test('With `entities`, changes are told that touch a fact with one of them at either end; with `predicates`, facts of these kinds; with both, both.', async () => {
  const start = await since();
  const follows = (variables: object) =>
    follow(steppe.endpoint, { variables: { since: start, ...variables } });
  const made = {
    aMakes: await changeSomething(graph, 'org_a'),
    bMakes: await changeSomething(graph, 'org_b'),
    aOwnsB: Number(
      (await loadLines(graph, source('one'), claim('org_a', 'OWNS', 'org_b', { period: '2001' })))
        .changeNumber,
    ),
    cOperates: Number(
      (await loadLines(graph, source('one'), claim('org_c', 'OPERATES', 'facility_f', { period: '2001' })))
        .changeNumber,
    ),
  };
  const end = await changeSomething(graph, 'org_c');
  const [a, b, owns, bOwns, all] = await Promise.all([
    follows({ entities: ['org_a'] }),
    follows({ entities: ['org_b'] }),
    follows({ predicates: ['OWNS', 'OPERATES'] }),
    follows({ entities: ['org_b', 'org_nobody'], predicates: ['OWNS'] }),
    follows({}),
  ]);
  await reached(all, end);
  await until(
    () => a.told.length === 2 && b.told.length === 2 && owns.told.length === 2 && bOwns.told.length === 1,
  );
  expect(a.numbers).toEqual([made.aMakes, made.aOwnsB]);
  expect(b.numbers).toEqual([made.bMakes, made.aOwnsB]);
  expect(owns.numbers).toEqual([made.aOwnsB, made.cOperates]);
  expect(bOwns.numbers).toEqual([made.aOwnsB]);
  expect(all.numbers).toEqual([...Object.values(made), end]);
});

test('Without a filter a change is told that touches no fact at all; with one it is not.', async () => {
  const [all, some] = [
    await follow(steppe.endpoint),
    await follow(steppe.endpoint, { variables: { entities: ['org_c'] } }),
  ];
  const number = await mutate(
    'putEntity(input: {id: "org_c", kind: ORGANIZATION, names: [{text: "Charlie", language: "en"}]})',
  );
  const next = await changeSomething(graph, 'org_c');
  await until(() => all.told.length === 2 && some.told.length === 1);
  expect(all.told).toMatchObject([
    { change: { number }, factCount: 0, facts: [] },
    { change: { number: next } },
  ]);
  expect(some.numbers).toEqual([next]);
});

test('A merged entity counts for whoever stands for it: from the change on that merges it, until it is taken out again; live and when read later.', async () => {
  const start = await since();
  const live = {
    a: await follow(steppe.endpoint, { variables: { entities: ['org_a'] } }),
    b: await follow(steppe.endpoint, { variables: { entities: ['org_b'] } }),
  };
  const bBefore = await changeSomething(graph, 'org_b');
  const aApart = await changeSomething(graph, 'org_a');
  const merged = await mutate('mergeEntities(input: {from: "org_b", into: "org_a"})');
  const aTogether = await changeSomething(graph, 'org_a');
  const bTogether = await changeSomething(graph, 'org_b');
  const taken = await mutate('unmergeEntities(input: {id: "org_b"})');
  const aAgain = await changeSomething(graph, 'org_a');
  const bAgain = await changeSomething(graph, 'org_b');
  const a = [aApart, merged, aTogether, bTogether, taken, aAgain];
  const b = [bBefore, merged, aTogether, bTogether, taken, bAgain];
  const later = {
    a: await follow(steppe.endpoint, { variables: { entities: ['org_a'], since: start } }),
    b: await follow(steppe.endpoint, { variables: { entities: ['org_b'], since: start } }),
  };
  for (const { a: readerOfA, b: readerOfB } of [live, later]) {
    await until(() => readerOfA.told.length >= a.length && readerOfB.told.length >= b.length);
    expect(readerOfA.numbers).toEqual(a);
    expect(readerOfB.numbers).toEqual(b);
  }
  const ofMerge = live.b.told.find(({ change: { number } }) => number === merged);
  expect(ofMerge?.facts.some(({ kind }) => kind === 'REMOVED')).toBe(true);
});

test('A retraction tells which fact is gone, and what was read of it later is as it was then.', async () => {
  const reader = await follow(steppe.endpoint, {
    query: `subscription { factsChanged(entities: ["org_c"]) { change { number retracted { nodes { id } } }
      facts { factId kind fact { id } before { id claims { nodes { id } } } asserted { id } retracted { id retractedAt } } } }`,
  });
  const number = await changeSomething(graph, 'org_c');
  const [claimId] = await runCypher(graph, 'MATCH (c:Change {number: $number}) RETURN c.assertedIds[0]', {
    number,
  });
  await loadLines(graph, source('one'), { type: 'retraction', claim: claimId });
  await until(() => reader.told.length === 2);
  const [added, removed] = reader.told;
  expect(added).toMatchObject({
    facts: [{ kind: 'ADDED', before: null, asserted: [{ id: claimId }], retracted: [] }],
  });
  expect(removed).toMatchObject({
    change: { retracted: { nodes: [{ id: claimId }] } },
    facts: [
      {
        factId: added?.facts[0]?.factId,
        kind: 'REMOVED',
        fact: null,
        before: { id: added?.facts[0]?.factId, claims: { nodes: [{ id: claimId }] } },
        asserted: [],
        retracted: [{ id: claimId, retractedAt: expect.any(String) }],
      },
    ],
  });
  const id = added?.facts[0]?.factId;
  expect(await steppe.data('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
});

test.each([
  ['an empty list', '(entities: [])', 'entities', 'it is empty: name at least one'],
  ['what is no id', '(entities: ["Changan"])', 'entities', '"Changan" is no id of an entity'],
  ['no predicates', '(predicates: [])', 'predicates', 'it is empty'],
  ['a negative number', '(since: -1)', 'since', 'must be 0 or more, not -1'],
])('%s is refused in the stream, which then is complete.', async (_, args, argument, message) => {
  const reader = await follow(steppe.endpoint, {
    query: `subscription { factsChanged${args} { factCount } }`,
  });
  await until(() => reader.isEnded);
  expect(reader.received.map(({ event }) => event)).toEqual(['next', 'complete']);
  expect(reader.results).toMatchObject([{ errors: [{ extensions: { code: 'BAD_USER_INPUT', argument } }] }]);
  expect(reader.results[0]?.errors?.[0]?.message).toContain(message);
});

test('A Last-Event-ID of the future, of before what is known, or that is no number, is refused with what to do.', async () => {
  const last = await since();
  const refusal = async (id: string) => {
    const reader = await follow(steppe.endpoint, { headers: { 'last-event-id': id } });
    await until(() => reader.isEnded);
    return reader.results[0]?.errors?.[0];
  };
  expect(await refusal(String(last + 1))).toMatchObject({
    message: expect.stringContaining(
      `Last-Event-ID: change ${last + 1} is not made yet, the last one is ${last}.`,
    ),
    extensions: { code: 'CHANGE_UNKNOWN', last },
  });
  await runCypher(graph, "MATCH (g:Graph {id: 'graph'}) SET g.factsSince = 5");
  expect(await refusal('4')).toMatchObject({
    message: expect.stringContaining('is known from change 6 on'),
    extensions: { code: 'CHANGE_UNKNOWN', first: 5, last },
  });
  await runCypher(graph, "MATCH (g:Graph {id: 'graph'}) REMOVE g.factsSince");
  expect(await refusal('abc')).toMatchObject({ extensions: { argument: 'Last-Event-ID' } });
});
