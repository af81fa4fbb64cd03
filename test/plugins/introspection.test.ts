import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LimitedServer, startServer } from './limited-server.ts';

let open: LimitedServer;
let closed: LimitedServer;
beforeAll(async () => {
  open = await startServer();
  closed = await startServer({ env: { NODE_ENV: 'production' } });
});
afterAll(() => Promise.all([open.close(), closed.close()]));

test('Introspection is refused where exploring is off, saying which setting turns it on.', async () => {
  for (const query of ['{ __schema { queryType { name } } }', '{ a: __type(name: "Fact") { name } }']) {
    expect((await open.ask(query)).status).toBe(200);
    const { status, data, errors } = await closed.ask(query);
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.message).toContain('STEPPE_EXPLORE=on');
    expect(errors?.[0]?.extensions?.code).toBe('INTROSPECTION_OFF');
  }
});

test('Introspection inside a fragment is refused too, and __typename is not.', async () => {
  const query = '{ ... on Query { ...F } } fragment F on Query { __schema { types { name } } }';
  expect((await closed.ask(query)).errors?.[0]?.extensions?.code).toBe('INTROSPECTION_OFF');
  expect((await closed.ask('{ __typename entity(id: "a") { __typename } }')).status).toBe(200);
});

test('Errors suggest names only where exploring is on: fields, arguments, types, enum values and variables.', async () => {
  const asked: [string, object?][] = [
    ['{ entitie { nodes { id } } }'],
    ['{ entities(firs: 1) { nodes { id } } }'],
    ['{ totals(where: { modality: [PLANED] }) { unit } }'],
    ['{ entity(id: "a") { ... on Organisation { id } } }'],
    ['{ totals(where: { minSource: 1 }) { unit } }'],
    ['query ($w: FactFilter) { totals(where: $w) { unit } }', { w: { minSource: 1 } }],
    ['query ($w: FactFilter) { totals(where: $w) { unit } }', { w: { modality: ['PLANED'] } }],
  ];
  for (const [query, variables] of asked) {
    const loud = await open.ask(query, variables);
    expect(loud.status, query).toBe(400);
    expect(JSON.stringify(loud.errors), query).toMatch(/Did you mean/);
    const quiet = await closed.ask(query, variables);
    expect(quiet.status, query).toBe(400);
    expect(JSON.stringify(quiet.errors), query).not.toMatch(
      /Did you mean|\\"(entities|first|PLANNED|Organization|minSources)\\"/,
    );
  }
});
