import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LimitedServer, startServer } from './limited-server.ts';

const query = '{ entities(first: 3) { nodes { id } } }';
const asking = (names: string) => ({ 'Steppe-Include': names });
const called: string[] = [];
const contributors = {
  statements: () => {
    called.push('statements');
    return [{ name: 'entities', milliseconds: 0.3 }];
  },
  profile: () => undefined,
  changeNumber: async () => 42,
  broken: () => {
    throw new Error('bolt://10.0.0.1 is down');
  },
};
let open: LimitedServer;
let closed: LimitedServer;
beforeAll(async () => {
  open = await startServer({ contributors });
  closed = await startServer({ contributors, env: { STEPPE_EXPLORE: 'off' } });
});
afterAll(() => Promise.all([open.close(), closed.close()]));

test('A response carries no extensions unless they are asked for.', async () => {
  const answer = await open.ask(query);
  expect(answer.extensions).toBeUndefined();
  expect(called).toEqual([]);
});

test('A response carries what the header names, and nothing else.', async () => {
  const { data, extensions } = await open.ask(query, {}, asking('cost, changeNumber,cost'));
  expect(data).toBeDefined();
  expect(extensions).toEqual({ cost: { cost: 4, depth: 3, maximum: 50_000 }, changeNumber: 42 });
  expect((await open.ask(query, {}, asking('profile'))).extensions).toEqual({
    statements: [{ name: 'entities', milliseconds: 0.3 }],
  });
});

test('A name that is not known is refused before anything runs, with the names that are.', async () => {
  open.resolved = 0;
  for (const accept of ['application/json', 'application/graphql-response+json'])
    expect(await open.ask(query, {}, { ...asking('cost, costs'), accept })).toEqual({
      status: 400,
      errors: [
        {
          message:
            'Steppe-Include: "costs" is not known. Known are broken, changeNumber, cost, profile, statements.',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    });
  expect((await open.ask(query, {}, asking('__proto__'))).status).toBe(400);
  expect(open.resolved).toBe(0);
});

test('Statements and profiles are refused where exploring is off; the rest is not.', async () => {
  closed.resolved = 0;
  for (const name of ['statements', 'profile'])
    expect(await closed.ask(query, {}, asking(name))).toEqual({
      status: 403,
      errors: [
        {
          message: `Steppe-Include: "${name}" is off on this server; STEPPE_EXPLORE=on turns it on.`,
          extensions: { code: 'FORBIDDEN' },
        },
      ],
    });
  expect(closed.resolved).toBe(0);
  expect((await closed.ask(query, {}, asking('cost'))).extensions).toHaveProperty('cost.cost', 4);
});

test('An entry that cannot be made leaves the data as it is, and its reason inside.', async () => {
  const { status, data, errors, extensions } = await open.ask(query, {}, asking('broken, cost'));
  expect(status).toBe(200);
  expect(data).toHaveProperty('entities');
  expect(extensions).toHaveProperty('cost.cost', 4);
  expect(errors).toHaveLength(1);
  expect(JSON.stringify(errors)).not.toContain('10.0.0.1');
});

test('No contributor is called for a refused operation.', async () => {
  called.length = 0;
  const answer = await open.ask('{ entities(first: 60000) { nodes { id } } }', {}, asking('statements'));
  expect(answer.errors?.[0]?.extensions?.code).toBe('LIMIT_EXCEEDED');
  expect(called).toEqual([]);
});
