import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtGraph } from './graph/built-graph.ts';
import { processorTime } from './measure/processor-time.ts';
import { residentMegabytes } from './measure/resident.ts';
import { startNeo4j } from './servers/neo4j.ts';
import { startSteppe } from './servers/steppe.ts';

/**
 * All facts of a made-up graph as a table in each format, and their manifest: rows a second, time to the first byte, memory and
 * processor time of Node. `npm run build:server && npx tsx bench/tables.ts --scale 100000`.
 */
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '100000' },
    formats: { type: 'string', default: 'ndjson,csv,arrow,parquet,manifest' },
    rounds: { type: 'string', default: '1' },
  },
});
const QUERY = `{ facts { nodes {
  id subject { id name } predicate object { id name } variable value { amount unit bound } modality period { edtf end } sourceCount } } }`;

interface Taken {
  readonly bytes: number;
  readonly lines: number;
  readonly firstByteMs: number;
  readonly seconds: number;
  readonly text: string;
  readonly sha256: string;
}

/** @param isKept whether what comes is wanted as a text. */
const take = (url: string, isKept: boolean): Promise<Taken> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    get(url, (response) => {
      const hash = createHash('sha256');
      const kept: Buffer[] = [];
      let bytes = 0;
      let lines = 0;
      let firstByteMs = 0;
      response.on('data', (chunk: Buffer) => {
        firstByteMs ||= performance.now() - started;
        bytes += chunk.length;
        hash.update(chunk);
        for (let i = chunk.indexOf(10); i >= 0; i = chunk.indexOf(10, i + 1)) lines += 1;
        if (isKept || response.statusCode !== 200) kept.push(chunk);
      });
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(kept).toString();
        if (response.statusCode !== 200) return reject(new Error(`${response.statusCode}: ${text}`));
        resolve({
          bytes,
          lines,
          firstByteMs,
          seconds: (performance.now() - started) / 1_000,
          text,
          sha256: hash.digest('hex'),
        });
      });
    }).once('error', reject);
  });

const graph = await builtGraph(Number(values.scale), {
  onStep: (step, s) => console.error(`${step}: ${s} s`),
});
const logs = mkdtempSync(join(tmpdir(), 'steppe-bench-'));
const neo4j = await startNeo4j(graph.folder);
const environment = {
  ...neo4j.environment,
  STEPPE_MAX_ROWS: '20000000',
  STEPPE_REQUEST_TIMEOUT_MS: '120000',
};
const steppe = await startSteppe({ ...neo4j, environment }, logs);
const address = (more: Readonly<Record<string, string>>): string =>
  `${steppe.url}/graphql?${new URLSearchParams({ ...more, query: QUERY })}`;

try {
  // The number of rows; plans and code are warm after it, as in a server that has been asked before.
  const { lines } = await take(address({ table: 'ndjson' }), false);
  console.log(`${lines} rows, ${steppe.description}, ${neo4j.description}`);
  console.log(
    'format | rows/s | first byte, ms | seconds | MB | peak MB of Node | Node, ms of 1,000 rows | Neo4j',
  );
  const digests = new Map<string, string>();
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const format of values.formats.split(',')) {
      const isManifest = format === 'manifest';
      const before = [processorTime(steppe.pid), processorTime(neo4j.pid)];
      let peak = 0;
      const watch = setInterval(() => {
        peak = Math.max(peak, residentMegabytes(steppe.pid)[0] ?? 0);
      }, 100);
      const taken = await take(
        address(isManifest ? { table: 'csv', manifest: '1' } : { table: format }),
        isManifest,
      ).finally(() => clearInterval(watch));
      const [node, database] = [steppe.pid, neo4j.pid].map((pid, i) =>
        (((processorTime(pid) - (before[i] ?? 0)) / lines) * 1_000).toFixed(1),
      );
      const { seconds, firstByteMs, bytes } = taken;
      const figures = [lines / seconds, firstByteMs, seconds, bytes / 1e6].map((n, i) =>
        n.toFixed(i < 2 ? 0 : 1),
      );
      console.log([format, ...figures, peak, node, database].join(' | '));
      if (isManifest) {
        const { rows, sha256 } = JSON.parse(taken.text) as { rows: number; sha256: string };
        const csv = digests.get('csv');
        if (rows !== lines || (csv !== undefined && sha256 !== csv))
          throw new Error(`the manifest tells of ${rows} rows, ${sha256}: of another table`);
      } else digests.set(format, taken.sha256);
    }
} finally {
  await steppe.stop();
  await neo4j.stop();
  rmSync(logs, { recursive: true, force: true });
}
