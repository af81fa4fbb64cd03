import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import neo4j from 'neo4j-driver';
import { OperatorError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { runCommand } from './command.ts';
import type { Database, Progress } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { ensureJars, NEO4J_VERSION } from './jars.ts';
import { findJava } from './java.ts';
import { endProcess, identityOf, type ProcessIdentity, parseIdentity } from './processes.ts';

const MAIN_CLASS = 'org.neo4j.server.CommunityEntryPoint';
const START_PATIENCE_MS = 120_000;
/** Neo4j reaches into these packages for its file and network buffers. */
const OPENED_PACKAGES = ['java.nio', 'java.io', 'sun.nio.ch', 'java.util.concurrent'];

/** Where the embedded database keeps what. */
function layout(folder: string) {
  const home = join(folder, 'neo4j');
  return {
    home,
    conf: join(home, 'conf'),
    data: join(home, 'data'),
    log: join(home, 'console.log'),
    password: join(folder, 'password'),
    process: join(folder, 'neo4j.process.json'),
  };
}
type Layout = ReturnType<typeof layout>;

function makeFolders(settings: Settings, paths: Layout): void {
  for (const [name, folder] of [
    ['STEPPE_DATA_DIR', paths.conf],
    ['STEPPE_DATA_DIR', paths.data],
    ['STEPPE_CACHE_DIR', settings.STEPPE_CACHE_DIR],
  ] as const) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const probe = join(folder, `.probe-${process.pid}`);
      writeFileSync(probe, '');
      rmSync(probe);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const reason = code === 'ENOSPC' ? 'the disk is full' : `it cannot be written to: ${code}`;
      throw new OperatorError(
        `${folder} cannot be used (${reason}). Set ${name} to a folder of yours with room in it.`,
      );
    }
  }
}

/** A port that is free now; Neo4j does not tell which one it took itself. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function writeConfiguration(paths: Layout, port: number): void {
  const lines = [
    `server.directories.data=${paths.data}`,
    `server.directories.logs=${join(paths.home, 'logs')}`,
    'server.default_listen_address=127.0.0.1',
    `server.bolt.listen_address=127.0.0.1:${port}`,
    `server.bolt.advertised_address=127.0.0.1:${port}`,
    'server.http.enabled=false',
    'server.https.enabled=false',
    'dbms.usage_report.enabled=false',
    'server.memory.pagecache.size=256m',
    // Its default is to listen 5 s longer, twice, for connections that nobody will make.
    'internal.dbms.bolt.netty_server_shutdown_quiet_period=0',
    'db.tx_log.preallocate=false',
    'db.tx_log.rotation.retention_policy=2 files',
  ];
  writeFileSync(join(paths.conf, 'neo4j.conf'), `${lines.join('\n')}\n`);
}

/** The password of the data folder; made, and set in the database, before its first start. */
async function ensurePassword(paths: Layout, java: string, lib: string): Promise<string> {
  if (existsSync(paths.password)) return readFileSync(paths.password, 'utf8').trim();
  if (existsSync(join(paths.data, 'databases')))
    throw new OperatorError(
      `The data in ${paths.home} has lost its password file ${paths.password}: put it back, or move ${paths.home} away to start with an empty graph.`,
    );
  const password = randomBytes(24).toString('base64url');
  const result = await runCommand(
    java,
    ['-cp', join(lib, '*'), 'org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', password],
    { timeoutMs: 60_000, env: { ...process.env, NEO4J_HOME: paths.home, NEO4J_CONF: paths.conf } },
  );
  if (result.code !== 0)
    throw new OperatorError(
      `Neo4j's password could not be set in ${paths.data}: ${lastLine(result.stderr || result.stdout)}`,
    );
  writeFileSync(paths.password, `${password}\n`, { mode: 0o600 });
  return password;
}

const lastLine = (text: string): string =>
  text
    .trim()
    .split('\n')
    .findLast((line) => line.trim() !== '')
    ?.trim() ?? 'it said nothing';

/** A Neo4j left over from a server that was killed: found by its recorded id, ended once it is surely ours. */
async function endLeftover(paths: Layout, progress: Progress): Promise<void> {
  if (!existsSync(paths.process)) return;
  const leftover = parseIdentity(readFileSync(paths.process, 'utf8'));
  if (leftover) {
    const { stdout } = await runCommand('ps', ['-o', 'command=', '-p', String(leftover.pid)], {
      timeoutMs: 5_000,
    });
    if (stdout.includes(MAIN_CLASS) && stdout.includes(paths.home)) {
      progress.update(`Ending a Neo4j that an earlier server left behind (process ${leftover.pid})`);
      await endProcess(leftover);
    }
  }
  rmSync(paths.process, { force: true });
}

/**
 * Ends the child when this process is gone, however it went: the watchdog reads from a pipe that closes with us.
 * It lets go of the pipe's other end when the child has ended by itself.
 */
function watchOver(child: ChildProcess): void {
  const watchdog = spawn('sh', ['-c', 'cat >/dev/null; kill "$0" 2>/dev/null', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Away from the terminal's Ctrl-C, which must not end it before us.
    detached: true,
  });
  watchdog.unref();
  const { stdin } = watchdog;
  if (stdin && 'unref' in stdin) (stdin as unknown as { unref(): void }).unref();
  child.once('exit', () => watchdog.kill('SIGKILL'));
}

function startJava(settings: Settings, paths: Layout, java: string, lib: string): ChildProcess {
  const log = openSync(paths.log, 'w', 0o600);
  try {
    return spawn(
      java,
      [
        `-Xmx${settings.STEPPE_HEAP_MB}m`,
        `-Xms${Math.min(256, settings.STEPPE_HEAP_MB)}m`,
        '-XX:+UseG1GC',
        '-XX:+ExitOnOutOfMemoryError',
        '-Dlog4j2.disable.jmx=true',
        ...OPENED_PACKAGES.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
        '-cp',
        join(lib, '*'),
        MAIN_CLASS,
        `--home-dir=${paths.home}`,
        `--config-dir=${paths.conf}`,
      ],
      // A process group of its own: Ctrl-C reaches us alone, and the database outlives the requests being drained.
      { stdio: ['ignore', log, log], detached: true },
    );
  } finally {
    closeSync(log);
  }
}

/** What a Neo4j that did not start had to say, in a sentence. */
function startProblem(paths: Layout): string {
  const lines = existsSync(paths.log) ? readFileSync(paths.log, 'utf8').split('\n') : [];
  const telling = lines.filter(
    (line) => /ERROR|Caused by|Exception|Error|failed/i.test(line) && !/^\s+at /.test(line),
  );
  const reason = (
    telling.findLast((line) => line.includes('Caused by')) ??
    telling[0] ??
    lastLine(lines.join('\n'))
  ).trim();
  if (/No space left/i.test(lines.join('\n')))
    return `The disk is full: the embedded Neo4j cannot write to ${paths.home}. Make room and start again.`;
  return `The embedded Neo4j did not start: ${reason.slice(0, 300)}. All it said is in ${paths.log}; a data folder that cannot be recovered can be moved away: ${paths.home}.`;
}

async function waitUntilItAnswers(
  child: ChildProcess,
  uri: string,
  password: string,
  paths: Layout,
): Promise<void> {
  let hasEnded = false;
  child.once('exit', () => {
    hasEnded = true;
  });
  child.once('error', () => {
    hasEnded = true;
  });
  const driver = neo4j.driver(uri, neo4j.auth.basic('neo4j', password), {
    connectionTimeout: 2_000,
    telemetryDisabled: true,
  });
  try {
    const until = Date.now() + START_PATIENCE_MS;
    while (Date.now() < until && !hasEnded) {
      try {
        await driver.executeQuery('RETURN 1', {}, { database: 'neo4j' });
        return;
      } catch (error) {
        const { code = '' } = error as { code?: string };
        if (code.includes('Unauthorized'))
          throw new OperatorError(
            `The data in ${paths.home} has another password than ${paths.password} holds: put the right one there, or move both away to start with an empty graph.`,
          );
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  } finally {
    await driver.close();
  }
  throw new OperatorError(startProblem(paths));
}

/** Starts Neo4j Community as a child process, on 127.0.0.1 only, with its data in STEPPE_DATA_DIR. */
export async function embeddedDatabase(settings: Settings, progress: Progress): Promise<Database> {
  const paths = layout(settings.STEPPE_DATA_DIR);
  const java = await findJava(process.env);
  makeFolders(settings, paths);
  const unlock = await lockFolder(settings.STEPPE_DATA_DIR);
  let identity: ProcessIdentity | null = null;
  try {
    await endLeftover(paths, progress);
    const lib = await ensureJars(settings.STEPPE_CACHE_DIR, process.env, progress);
    const port = await freePort();
    writeConfiguration(paths, port);
    const password = await ensurePassword(paths, java.path, lib);
    progress.update(`Starting Neo4j ${NEO4J_VERSION} Community (Java ${java.version})`);
    const child = startJava(settings, paths, java.path, lib);
    watchOver(child);
    child.unref();
    identity = child.pid === undefined ? null : await identityOf(child.pid);
    if (identity) writeFileSync(paths.process, JSON.stringify(identity));
    const uri = `bolt://127.0.0.1:${port}`;
    await waitUntilItAnswers(child, uri, password, paths);
    const started = identity;
    return {
      uri,
      username: 'neo4j',
      password,
      database: 'neo4j',
      origin: 'embedded',
      description: `Neo4j ${NEO4J_VERSION} community, started by Steppe (process ${child.pid}), data in ${paths.home}`,
      stop: async () => {
        if (started) await endProcess(started);
        rmSync(paths.process, { force: true });
        unlock();
      },
    };
  } catch (error) {
    if (identity) await endProcess(identity, 10_000);
    rmSync(paths.process, { force: true });
    unlock();
    throw error;
  } finally {
    progress.done();
  }
}
