import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';
import { refusalOf, runSteppe } from './run-steppe.ts';

const commands = [
  'serve',
  'migrate',
  'load',
  'import',
  'export',
  'mapping',
  'candidates',
  'rebuild',
  'token',
  'persist',
  'schema',
  'doctor',
];

test('The help lists every command, and that of each has examples', { timeout: 60_000 }, async () => {
  const { code, stdout } = await runSteppe(['--help']);
  expect(code).toBe(0);
  const listed = [
    ...stdout.matchAll(/^ {2}(\w+)(?: \[options\])?(?: <.*?>)?(?: \[target\])?(?: {2,}\S|$)/gm),
  ].map(([, name]) => name);
  expect(listed.filter((name) => name !== 'help' && name !== 'steppe')).toEqual(commands);
  for (const command of commands) {
    const help = await runSteppe([command, '--help']);
    expect(help.code).toBe(0);
    expect(help.stdout).toMatch(new RegExp(`Examples:\n(.*\n)*.*steppe ${command}`));
  }
});

test('A command that there is not is named, with where to find those there are', async () => {
  const { code, stdout, stderr } = await runSteppe(['frobnicate']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe("error: unknown command 'frobnicate'\n(steppe --help lists the commands)\n");
});

test('An option that there is not, a missing file name and a word too many are told with where help is', async () => {
  for (const [args, said] of [
    [['serve', '--port', '80'], "unknown option '--port'"],
    [['--port'], "unknown option '--port'"],
    [['load'], "missing required argument 'file'"],
    [['rebuild', 'all'], 'too many arguments'],
  ] as const) {
    const { code, stderr } = await runSteppe(args);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/\(steppe --help lists the commands\)\n$/);
  }
});

test('A setting that cannot be read is told in a sentence that names it', async () => {
  const port = refusalOf(await runSteppe(['serve'], { PORT: 'abc' }));
  expect(port).toMatch(/^PORT: "abc" is not usable: .*\. Port to listen on; 0 takes a free one\.$/);
  const engine = refusalOf(await runSteppe(['doctor'], { STEPPE_ENGINE: 'podman' }));
  expect(engine).toMatch(/^STEPPE_ENGINE: "podman" is not usable: .*docker.*embedded/);
});

test('The version is the package’s', async () => {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  expect((await runSteppe(['--version'])).stdout).toBe(`${version}\n`);
});
