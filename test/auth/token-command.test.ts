import { afterAll, expect, inject, test } from 'vitest';
import { refusalOf, runSteppe } from '../cli/run-steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { serveFor } from '../server/graphs.ts';

/** `steppe token`, from the making of a token to its end. */
const graph = await openTestGraph();
afterAll(() => graph.close());

const { uri, username, password } = inject('database');
const settings = { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password };
const token = (...args: string[]) => runSteppe(['token', ...args], settings);

test('A token is printed once, is good at once, is listed without its secret, and is bad once revoked.', {
  timeout: 60_000,
}, async () => {
  expect((await token('list')).stdout).toMatch(/^There are no tokens/);
  const made = await token('create', '--role', 'editor', '--name', 'Читальный зал', '--expires', '12h');
  expect(made.code).toBe(0);
  expect(made.stdout).toMatch(/^steppe_[\w-]{43}\n$/);
  const secret = made.stdout.trim();
  const [, id = ''] =
    /^Token (token_[0-9a-f]{12}) of editor “Читальный зал”, good until \d{4}-.*once/.exec(made.stderr) ?? [];
  const steppe = await serveFor(graph);
  const status = async () =>
    (await steppe.ask('mutation { __typename }', {}, { authorization: `Bearer ${secret}` })).status;
  expect(await status()).toBe(200);

  const listed = await token('list');
  expect(listed.stdout).toMatch(new RegExp(`^${id}  editor  created \\S+  expires \\S+  Читальный зал\n$`));
  expect(listed.stdout + listed.stderr).not.toContain(secret);

  const revoked = await token('revoke', id);
  expect(revoked.stdout).toMatch(
    new RegExp(`^Token ${id} of editor “Читальный зал” is revoked since \\d{4}-`),
  );
  expect(await status()).toBe(401);
  expect((await token('list')).stdout).toContain('  revoked ');
  expect((await token('revoke', id)).stdout).toBe(revoked.stdout);
});

test('A token that is to last until it is revoked says so.', async () => {
  const made = await token('create', '--role', 'admin', '--name', 'Night job', '--expires', 'never');
  expect(made.stderr).toContain('good until it is revoked');
  expect((await token('list')).stdout).toMatch(/admin {3}created \S+ {2}does not expire {2}Night job/);
});

test('What cannot be made or revoked is refused in a sentence that says what can.', {
  timeout: 60_000,
}, async () => {
  const create = (role: string, name: string, expires: string) =>
    token('create', '--role', role, '--name', name, '--expires', expires);
  expect(refusalOf(await create('owner', 'x', '1d'))).toBe(
    '--role: "owner" is no role: give reader, editor, admin.',
  );
  expect(refusalOf(await create('editor', ' ', '1d'))).toMatch(/^--name: say in 1 to 100 characters/);
  expect(refusalOf(await create('editor', 'two\nlines', '1d'))).toMatch(/^--name: /);
  expect(refusalOf(await create('editor', 'x', 'soon'))).toMatch(/^--expires: "soon" is no length of time/);
  expect(refusalOf(await token('revoke', 'token_none'))).toMatch(
    /^There is no token with this id: steppe token list/,
  );
  expect((await token('create', '--name', 'x')).stderr).toContain(
    "required option '--role <role>' not specified",
  );
});
