import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { projectRoot } from '../src/project-root.ts';

/**
 * What a tag and a hash save, on a server that runs: `npx tsx bench/caching.ts [http://127.0.0.1:4000/graphql]`. Each query of the
 * tour is asked over GET by 16 connections, in turns in full and with the tag that it has; then its addresses are compared.
 */
const endpoint = process.argv[2] ?? 'http://127.0.0.1:4000/graphql';
const CONNECTIONS = 16;
const TURN_MS = 1_500;
const TURNS = 3;

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

interface Answer {
  readonly status: number;
  readonly tag: string;
  readonly bytes: number;
}

const get = (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, tag: response.headers.etag ?? '', bytes }),
      );
    })
      .once('error', reject)
      .end();
  });

/** Requests a second that get a status. */
async function rate(url: string, status: number, headers: Record<string, string>): Promise<number> {
  const start = performance.now();
  let count = 0;
  const ask = async (): Promise<void> => {
    while (performance.now() - start < TURN_MS) {
      const answer = await get(url, headers);
      if (answer.status !== status) throw new Error(`${answer.status} where ${status} was due`);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  return (count / (performance.now() - start)) * 1_000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

const folder = join(projectRoot, 'explorer', 'tour');
console.log('query | in full/s | 304/s | ratio | bytes in full | address with text | with hash');
for (const file of readdirSync(folder).filter((name) => name.endsWith('.graphql'))) {
  const query = readFileSync(join(folder, file), 'utf8');
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const withText = `${endpoint}?${new URLSearchParams({ query })}`;
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
  const withHash = `${endpoint}?${new URLSearchParams({ extensions })}`;
  for (let i = 0; i < 4; i += 1) await get(withText);
  const { tag, bytes } = await get(withText);
  const [full, known]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    full.push(await rate(withText, 200, {}));
    known.push(await rate(withText, 304, { 'if-none-match': tag }));
  }
  const [slow, quick] = [median(full), median(known)];
  const sizes = [bytes, withText.length - endpoint.length, withHash.length - endpoint.length];
  console.log([file, slow.toFixed(0), quick.toFixed(0), (quick / slow).toFixed(1), ...sizes].join(' | '));
}
agent.destroy();
