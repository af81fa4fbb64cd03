import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseWay } from '../../src/engine/choose-way.ts';
import { embeddedLayout } from '../../src/engine/layout.ts';
import { programs } from './programs.ts';
import { refusal } from './refusal.ts';
import { settingsFor } from './settings-for.ts';
import { temporaryFolder } from './temporary-folder.ts';

const auto = { STEPPE_ENGINE: 'auto' };
const emptyCache = () => ({ STEPPE_CACHE_DIR: join(temporaryFolder(), 'none') });
const oldJava = `echo 'openjdk version "11.0.22"' >&2`;

test('Without Docker and Java, a start says the three ways out', async () => {
  expect(await refusal(settingsFor(temporaryFolder(), auto), programs({}))).toBe(
    'No Neo4j can be found or started: NEO4J_URI is not set, no docker program was found, and for the embedded one no Java was found. There are three ways: set NEO4J_URI (and NEO4J_PASSWORD) to a Neo4j of your own; start Docker; or install Java 17 or 21 and Maven for the embedded one.',
  );
});

test('Without Java, the embedded Neo4j says how to install one', async () => {
  expect(await refusal(settingsFor(temporaryFolder()), programs({}))).toBe(
    'The embedded Neo4j cannot run: no Java was found. Install Java 17 or 21 (Debian: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@21) or point JAVA_HOME to one, or set NEO4J_URI to a Neo4j of your own, or start Docker.',
  );
});

test('A Java too old is named with where it is', async () => {
  expect(await refusal(settingsFor(temporaryFolder()), programs({ java: oldJava }))).toMatch(
    /^The embedded Neo4j cannot run: Java 11\.0\.22 \(\/.*\/java\) is too old\. Install Java 17 or 21 /,
  );
  expect(await refusal(settingsFor(temporaryFolder(), auto), programs({ java: oldJava }))).toMatch(
    /and for the embedded one Java 11\.0\.22 \(\/.*\/java\) is too old\. There are three ways: /,
  );
});

test('Without Maven, a first start says how to install it; a later one does not need it', async () => {
  const env = programs({}, 'java');
  expect(await refusal(settingsFor(temporaryFolder(), emptyCache()), env)).toBe(
    'The embedded Neo4j cannot run: no Maven (mvn) was found to fetch it with. Install Maven (Debian: apt-get install maven; macOS: brew install maven), which fetches Neo4j once, or set NEO4J_URI to a Neo4j of your own, or start Docker.',
  );
  const folder = temporaryFolder();
  expect(await chooseWay(settingsFor(folder, auto), folder, env)).toMatchObject({ kind: 'embedded' });
});

test('Docker that is asked for but not there is told with the other ways', async () => {
  expect(
    await refusal(settingsFor(temporaryFolder(), { STEPPE_ENGINE: 'docker' }), programs({}, 'java')),
  ).toBe(
    'STEPPE_ENGINE is docker, but no docker program was found. Start or install Docker, or set STEPPE_ENGINE to embedded, or NEO4J_URI to a Neo4j of your own.',
  );
});

test('A given address goes before everything, and nothing else is looked for', async () => {
  const folder = temporaryFolder();
  const settings = settingsFor(folder, { NEO4J_URI: 'bolt://127.0.0.1:1', STEPPE_ENGINE: 'docker' });
  expect(await chooseWay(settings, folder, programs({}))).toEqual({ kind: 'uri' });
});

test('A data folder stays with the Neo4j that has its graph, whatever is started later', async () => {
  const docker = 'case "$1" in version) echo 27.0.1;; compose) echo 2.29.0;; esac';
  const withDocker = programs({ docker }, 'java');
  const folder = temporaryFolder();
  const settings = settingsFor(folder, auto);
  expect(await chooseWay(settings, folder, withDocker)).toEqual({ kind: 'docker' });
  mkdirSync(embeddedLayout(folder).systemDatabase, { recursive: true });
  expect(await chooseWay(settings, folder, withDocker)).toMatchObject({
    kind: 'embedded',
    notice: `Docker answers, but the graph in ${folder} is the embedded Neo4j's: going on with that. STEPPE_ENGINE=docker takes Docker's.`,
  });

  const inDocker = temporaryFolder();
  writeFileSync(join(inDocker, 'docker.password'), 'geheim');
  expect(await chooseWay(settingsFor(inDocker, auto), inDocker, withDocker)).toEqual({ kind: 'docker' });
  expect(await chooseWay(settingsFor(inDocker, auto), inDocker, programs({}, 'java'))).toMatchObject({
    kind: 'embedded',
    notice: `The graph of ${inDocker} was in Docker so far, but no docker program was found: going on with the embedded Neo4j, which has a graph of its own.`,
  });
});
