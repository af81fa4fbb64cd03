import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { javaEnvironment, javaProblem, locateJava } from '../../src/engine/java.ts';
import { programPath } from '../../src/engine/program-path.ts';
import { programs } from './programs.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A program that answers `java -version` as that of a given version does, on standard error. */
const javaOf = (version: string): string =>
  `echo 'openjdk version "${version}" 2024-01-01' >&2; echo 'OpenJDK Runtime Environment' >&2`;

/** A JAVA_HOME with the machine's own `java`. */
function ownJavaHome(): string {
  const home = temporaryFolder();
  mkdirSync(join(home, 'bin'));
  symlinkSync(programPath('java', process.env) ?? '', join(home, 'bin', 'java'));
  return home;
}

test('A machine without Java has none', async () => {
  expect(await locateJava(programs({}))).toBeNull();
  expect(javaProblem(null)).toBe('no Java was found');
});

test('A program that only says where to get Java is none, as macOS has one', async () => {
  const env = programs({
    java: 'echo "The operation couldn’t be completed. Unable to locate a Java Runtime." >&2; exit 1',
  });
  expect(await locateJava(env)).toBeNull();
});

test('A Java is too old before 17, however it writes its version', async () => {
  for (const [version, major] of [
    ['1.8.0_412', 8],
    ['11.0.22', 11],
    ['16', 16],
  ] as const) {
    const java = await locateJava(programs({ java: javaOf(version) }));
    expect(java).toMatchObject({ version, major });
    expect(javaProblem(java)).toMatch(/^Java \S+ \(.*\/java\) is too old$/);
  }
  for (const version of ['17.0.15', '21', '21-ea', '25.0.1'])
    expect(javaProblem(await locateJava(programs({ java: javaOf(version) })))).toBeNull();
});

test('The Java of JAVA_HOME goes before that of the PATH, unless it is too old or not there', async () => {
  const JAVA_HOME = ownJavaHome();
  const onPath = programs({ java: javaOf('21.0.2') });
  expect((await locateJava({ ...onPath, JAVA_HOME }))?.path).toBe(join(JAVA_HOME, 'bin', 'java'));
  expect((await locateJava({ ...onPath, JAVA_HOME: temporaryFolder() }))?.version).toBe('21.0.2');
  const old = programs({ java: javaOf('11.0.22') });
  expect((await locateJava({ ...old, JAVA_HOME }))?.path).toBe(join(JAVA_HOME, 'bin', 'java'));
  expect((await locateJava({ ...old, JAVA_HOME: temporaryFolder() }))?.version).toBe('11.0.22');
});

test('A Java is given a locale by which it can read any path', () => {
  expect(javaEnvironment({ LANG: 'C' })).toEqual({ LANG: 'C', LC_ALL: 'C.UTF-8' });
  expect(javaEnvironment({})).toEqual({ LC_ALL: 'C.UTF-8' });
  expect(javaEnvironment({ LC_ALL: 'POSIX', LANG: 'kk_KZ.UTF-8' })).toMatchObject({ LC_ALL: 'C.UTF-8' });
  expect(javaEnvironment({ LANG: 'kk_KZ.utf8' })).toEqual({ LANG: 'kk_KZ.utf8' });
});
