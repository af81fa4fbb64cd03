import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { givenDatabase } from '../../src/engine/given-database.ts';
import { greetNeo4j } from '../../src/engine/greet-neo4j.ts';
import { type FileDatabase, startFileDatabase } from './file-database.ts';
import { query } from './query.ts';
import { refusal } from './refusal.ts';
import { settingsFor } from './settings-for.ts';

let shared: FileDatabase;
beforeAll(async () => {
  shared = await startFileDatabase();
});
afterAll(() => shared.end());

/** Settings of a data folder that cannot be: with an address given, none is needed. */
const given = (NEO4J_URI: string, more: Record<string, string> = {}) =>
  settingsFor('/dev/null/none', { NEO4J_URI, ...more });

/** What the file's Neo4j is refused with, for settings that do not fit it. */
const refusedBy = (more: Record<string, string>) =>
  refusal(given(shared.database.uri, { NEO4J_PASSWORD: shared.database.password, ...more }));

/** Listens for the time of a test. @returns host and port. */
async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('A given Neo4j is used as it is, and stays when the server stops', async () => {
  const { uri, password } = shared.database;
  const database = await givenDatabase(given(uri, { NEO4J_PASSWORD: password }));
  expect(database.description).toBe(`Neo4j 5.26.30 community at ${uri}, database neo4j`);
  await database.stop();
  expect(await query(database, 'RETURN 1')).toEqual([1]);
  const routed = uri.replace('bolt:', 'neo4j:');
  expect(await greetNeo4j({ ...database, uri: routed })).toBe('5.26.30 community');
});

test('An address of another scheme, or of none, is told with how to write one', async () => {
  for (const uri of ['http://localhost:7474', 'localhost:7687', 'bolt://', 'bolt://h?x=y'])
    expect(await refusal(given(uri))).toMatch(
      /^NEO4J_URI "\S+" is not a Bolt address \(.+\): write it like bolt:\/\/localhost:7687, neo4j:\/\/host or neo4j\+s:\/\/host\.$/,
    );
});

test('An address with a password in it is told where passwords go, and the password is not shown', async () => {
  for (const uri of ['bolt://neo4j:secret@h', 'bolt://neo4j:se@cr/et@h', 'http://neo4j:secret@h'])
    expect(await refusal(given(uri))).toBe(
      `NEO4J_URI "${uri.slice(0, uri.indexOf('//'))}//…@h" holds a user or a password: take them out of it, and set NEO4J_USERNAME and NEO4J_PASSWORD.`,
    );
});

test('An address where nothing listens is told with the reason', async () => {
  expect(await refusal(given('bolt://127.0.0.1:1'))).toBe(
    'No Neo4j answers at bolt://127.0.0.1:1 (connect ECONNREFUSED 127.0.0.1:1): start it, or correct NEO4J_URI. Without NEO4J_URI, Steppe finds a Neo4j by itself.',
  );
  expect(await refusal(given('bolt://ssl.invalid'))).toMatch(
    /^No Neo4j answers at bolt:\/\/ssl\.invalid \(getaddrinfo \w+ ssl\.invalid\): start it/,
  );
  expect(await refusal(given('neo4j://127.0.0.1:1'))).toMatch(
    /^No Neo4j answers at neo4j:\/\/127\.0\.0\.1:1 \(Could not perform discovery\. No routing servers available\)/,
  );
});

test('A web server at the address is told from a Neo4j', async () => {
  const web = await listening(createHttpServer((_, response) => response.end('hello')));
  expect(await refusal(given(`bolt://${web}`))).toBe(
    `What answers at bolt://${web} is no Neo4j, or not its Bolt port (Server responded HTTP): set NEO4J_URI to the Bolt address, whose port is usually 7687.`,
  );
});

test('A server that speaks something else, hangs up, or says nothing is told', async () => {
  const other = await listening(
    createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-x\r\n')),
  );
  expect(await refusal(given(`bolt://${other}`))).toMatch(/is no Neo4j, or not its Bolt port \(Unknown Bolt/);
  const rude = await listening(createServer((socket) => socket.destroy()));
  expect(await refusal(given(`bolt://${rude}`))).toMatch(
    /^No Neo4j answers at \S+ \(Connection was closed by server\)/,
  );
  const silent = await listening(createServer((socket) => onTestFinished(() => void socket.destroy())));
  const address = { ...shared.database, uri: `bolt://${silent}` };
  const startedAt = Date.now();
  await expect(greetNeo4j(address, 500)).rejects.toThrow(/^No Neo4j answers at bolt:/);
  expect(Date.now() - startedAt).toBeLessThan(3_000);
});

test('Encryption that only one side wants is told with the schemes there are', async () => {
  for (const scheme of ['bolt+s', 'bolt+ssc', 'neo4j+s'])
    expect(await refusedBy({ NEO4J_URI: shared.database.uri.replace('bolt', scheme) })).toMatch(
      scheme === 'neo4j+s'
        ? /^No Neo4j answers at /
        : /do not agree on encryption \(.{3,120}\): NEO4J_URI begins with/,
    );
});

test('A wrong password, an unknown user and an unknown database are told apart', async () => {
  expect(await refusedBy({ NEO4J_PASSWORD: 'wrong' })).toBe(
    `Neo4j at ${shared.database.uri} does not accept the user "neo4j" with the password given: check NEO4J_USERNAME and NEO4J_PASSWORD.`,
  );
  expect(await refusedBy({ NEO4J_USERNAME: 'nobody' })).toMatch(/does not accept the user "nobody" with/);
  expect(await refusedBy({ NEO4J_DATABASE: 'atlantis' })).toBe(
    `Neo4j at ${shared.database.uri} has no database "atlantis": set NEO4J_DATABASE to one it has, or create it.`,
  );
});

test('A password that must be changed first, and too many wrong ones, are told', async () => {
  const system = { ...shared.database, database: 'system' };
  for (const user of ['fresh', 'guessed'])
    await query(system, `CREATE USER ${user} SET PASSWORD "first-password" CHANGE REQUIRED`);
  expect(await refusedBy({ NEO4J_USERNAME: 'fresh', NEO4J_PASSWORD: 'first-password' })).toMatch(
    /^The password of "fresh" at \S+ must be changed first: do so in Neo4j \(ALTER CURRENT USER SET PASSWORD\)/,
  );
  const guesses: string[] = [];
  for (let guess = 0; guess < 4; guess += 1)
    guesses.push(await refusedBy({ NEO4J_USERNAME: 'guessed', NEO4J_PASSWORD: 'wrong' }));
  expect(guesses.at(-1)).toMatch(
    /has seen too many wrong passwords of "guessed": check NEO4J_PASSWORD, and wait/,
  );
});
