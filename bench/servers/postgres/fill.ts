import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, type WriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '../../graph/model.ts';
import type { Cluster } from './cluster.ts';
import { copyLine, rowsOf } from './copy-rows.ts';

const sqlFile = (name: string): string =>
  fileURLToPath(new URL(`../../peers/postgraphile/${name}`, import.meta.url));

const SQL_FILES = ['tables.sql', 'indexes.sql', 'functions.sql'] as const;

/** A name for what the tables are made with: a cluster that was filled by other files is not taken for this one's. */
export function tablesVersion(): string {
  const hash = createHash('sha256');
  for (const name of SQL_FILES) hash.update(readFileSync(sqlFile(name)));
  return hash.digest('hex').slice(0, 6);
}

async function psql(cluster: Cluster, url: string, args: readonly string[]): Promise<void> {
  const child = spawn(join(cluster.programs, 'psql'), [url, '-X', '-q', '-v', 'ON_ERROR_STOP=1', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`psql failed: ${complaints}`);
}

/** Writes the rows of each table to a file of its own. @returns the tables. */
async function writeTables(folder: string, facts: number, seed: number): Promise<string[]> {
  const files = new Map<string, WriteStream>();
  const fileOf = (table: string): WriteStream => {
    const file = files.get(table) ?? createWriteStream(join(folder, table));
    files.set(table, file);
    return file;
  };
  for (const change of generate(facts, seed).changes()) {
    const texts = new Map<string, string>();
    for (const { table, fields } of rowsOf(change))
      texts.set(table, (texts.get(table) ?? '') + copyLine(fields));
    for (const [table, text] of texts) if (!fileOf(table).write(text)) await once(fileOf(table), 'drain');
  }
  for (const file of files.values()) {
    file.end();
    await once(file, 'finish');
  }
  return [...files.keys()];
}

/** Fills an empty cluster with the graph of so many facts. */
export async function fill(cluster: Cluster, facts: number, seed: number): Promise<void> {
  const server = cluster.url.replace(/\/\w+$/, '/postgres');
  await psql(cluster, server, ['-c', 'create database graph']);
  await psql(cluster, cluster.url, ['-f', sqlFile('tables.sql')]);
  const folder = mkdtempSync(join(tmpdir(), 'steppe-bench-'));
  try {
    for (const table of await writeTables(folder, facts, seed))
      await psql(cluster, cluster.url, ['-c', `\\copy graph.${table} from '${join(folder, table)}'`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  await psql(cluster, cluster.url, ['-f', sqlFile('indexes.sql')]);
  await psql(cluster, cluster.url, ['-f', sqlFile('functions.sql')]);
  await psql(cluster, cluster.url, ['-c', 'vacuum (freeze, analyze)']);
}
