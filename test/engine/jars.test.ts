import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { areJarsThere, ensureJars, NEO4J_VERSION } from '../../src/engine/jars.ts';
import { programPath } from '../../src/engine/program-path.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { OperatorError } from '../../src/errors.ts';
import { programs } from './programs.ts';
import { settingsFor } from './settings-for.ts';
import { canMount, smallDisk } from './small-disk.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folderName = `neo4j-${NEO4J_VERSION}`;

/** The machine's Maven with options of a test's own. */
function maven(options: string): NodeJS.ProcessEnv {
  const env = programs({ mvn: `exec '${programPath('mvn', process.env)}' ${options} "$@"` });
  return { ...process.env, PATH: `${env.PATH}${delimiter}${process.env.PATH}` };
}

/** What fetching into a cache folder is refused with. */
async function refusalOf(cacheFolder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const problem = await ensureJars(cacheFolder, env, silentProgress).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(problem instanceof OperatorError)) throw problem ?? new Error('it was fetched');
  expect(problem.message).not.toMatch(/\n|https?:|\[ERROR\]|\bat \S+:\d+:\d+/);
  // Nothing of the attempt is left, and nothing is taken for a Neo4j.
  expect(areJarsThere(cacheFolder)).toBe(false);
  expect(
    existsSync(cacheFolder) && statSync(cacheFolder).isDirectory() ? readdirSync(cacheFolder) : [],
  ).toEqual([]);
  return problem.message;
}

/** The machine's cache in a folder of the test's own, so that it can be damaged. */
async function copiedCache(): Promise<string> {
  const { STEPPE_CACHE_DIR } = settingsFor('');
  await ensureJars(STEPPE_CACHE_DIR, process.env, silentProgress);
  const copy = temporaryFolder();
  cpSync(join(STEPPE_CACHE_DIR, folderName), join(copy, folderName), { recursive: true });
  return copy;
}

test('Without a network, a first start says what it needs one for', async () => {
  const repository = temporaryFolder();
  expect(await refusalOf(temporaryFolder(), maven(`-o '-Dmaven.repo.local=${repository}'`))).toMatch(
    /^Maven could not fetch Neo4j, which the first start needs a network for \(.{20,300}\)\. Check the network and Maven's proxy or mirror settings and start again, or set NEO4J_URI to a Neo4j of your own\.$/,
  );
  const settings = join(repository, 'settings.xml');
  const mirror = '<mirror><id>none</id><mirrorOf>*</mirrorOf><url>http://127.0.0.1:1/maven</url></mirror>';
  writeFileSync(settings, `<settings><mirrors>${mirror}</mirrors></settings>`);
  const unreachable = maven(`--settings '${settings}' '-Dmaven.repo.local=${repository}'`);
  expect(await refusalOf(temporaryFolder(), unreachable)).toMatch(
    /^Maven could not fetch Neo4j.*Connect(ion)? .*refused.*Check the network/i,
  );
});

test('Half a jar, a jar too few or a lost list in the cache is noticed, and all is fetched again', async () => {
  const cache = await copiedCache();
  const lib = join(cache, folderName, 'lib');
  expect(areJarsThere(cache)).toBe(true);
  const [first = '', second = ''] = readdirSync(lib);

  rmSync(join(lib, second));
  expect(areJarsThere(cache)).toBe(false);
  const offline = maven(`-o '-Dmaven.repo.local=${temporaryFolder()}'`);
  await expect(ensureJars(cache, offline, silentProgress)).rejects.toThrow(/^Maven could not fetch Neo4j/);

  const size = statSync(join(lib, first)).size;
  truncateSync(join(lib, first), Math.floor(size / 2));
  // What a fetch that was killed leaves behind.
  mkdirSync(join(cache, '.arriving-1', 'lib'), { recursive: true });
  writeFileSync(join(cache, '.arriving-1', 'lib', first), 'half a jar');
  expect(areJarsThere(cache)).toBe(false);
  expect(await ensureJars(cache, process.env, silentProgress)).toBe(lib);
  expect(statSync(join(lib, first)).size).toBe(size);
  expect(readdirSync(cache)).toEqual([folderName]);

  for (const broken of ['', '{"sizes":', '{}']) {
    writeFileSync(join(cache, folderName, 'manifest.json'), broken);
    expect(areJarsThere(cache)).toBe(false);
  }
});

test('A Maven that stops half-way leaves nothing that a next start would trust', async () => {
  const halfWay = `
    for word in "$@"; do case "$word" in -DoutputDirectory=*) lib="\${word#*=}";; esac; done
    echo half > "$lib/neo4j-server-${NEO4J_VERSION}.jar"`;
  const cut = programs({ mvn: `${halfWay}\nkill -KILL $$` });
  expect(await refusalOf(temporaryFolder(), cut)).toMatch(
    /^Maven could not fetch Neo4j.*\(mvn ended with code -1\)/,
  );
  const nothing = programs({ mvn: 'exit 0' });
  expect(await refusalOf(temporaryFolder(), nothing)).toMatch(
    /^Maven ended well but did not bring neo4j-server-\S+\.jar: look at its settings \(mvn help:effective-settings\)/,
  );
});

test.skipIf(!canMount)(
  'A disk that fills up while Neo4j is fetched is told with what is needed',
  async () => {
    const disk = smallDisk('size=20m');
    expect(await refusalOf(disk, process.env)).toBe(
      `The disk is full: Neo4j's program files need about 125 MB in ${disk}, and as much in Maven's own folder. Make room, or set STEPPE_CACHE_DIR to a folder elsewhere, and start again.`,
    );
  },
);

test('A cache folder that cannot be made is told with its setting', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const whyNot = 'Set STEPPE_CACHE_DIR to a folder of yours with room in it.';
  expect(await refusalOf(file, process.env)).toBe(
    `The folder ${file} cannot be used: it is a file. ${whyNot}`,
  );
  expect(await refusalOf(join(file, 'cache'), process.env)).toBe(
    `The folder ${join(file, 'cache')} cannot be used: a part of the path is a file. ${whyNot}`,
  );
  expect(readFileSync(file, 'utf8')).toBe('');
});

test.skipIf(!canMount)('A cache folder on a read-only disk is told with its setting', async () => {
  const disk = smallDisk('ro');
  expect(await refusalOf(disk, process.env)).toBe(
    `The folder ${disk} cannot be used: it is on a read-only disk. Set STEPPE_CACHE_DIR to a folder of yours with room in it.`,
  );
});
