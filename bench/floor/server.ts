import { createServer, type IncomingMessage } from 'node:http';
import neo4j from 'neo4j-driver';
import { workloads } from '../workloads/all.ts';
import { w11 } from '../workloads/w11-export.ts';
import { databaseHits } from './database-hits.ts';
import { streamLines } from './stream-lines.ts';

/**
 * `POST /W1` with a statement's parameters is answered with its only row as JSON, a list a column. Nothing is checked, nothing
 * is shaped: what a server for one question costs at least.
 */
const { PORT, NEO4J_URI = '', NEO4J_USERNAME = '', NEO4J_PASSWORD = '' } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD), {
  disableLosslessIntegers: true,
  maxConnectionPoolSize: 24,
  telemetryDisabled: true,
});
const statements = new Map(workloads.map(({ name, sides }) => [`/${name}`, sides.floor.cypher]));

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** LIMIT takes an integer and nothing else. */
const integers = (_: string, value: unknown): unknown =>
  Number.isInteger(value) ? neo4j.int(value as number) : value;

async function answer(request: IncomingMessage): Promise<{ text: string; hits: number | null }> {
  const statement = statements.get(request.url ?? '');
  if (!statement) return { text: '{}', hits: null };
  const isProfiling = request.headers['bench-profile'] !== undefined;
  const params = JSON.parse(await bodyOf(request), integers) as Record<string, unknown>;
  const session = driver.session({ defaultAccessMode: neo4j.session.READ, fetchSize: -1 });
  try {
    const { records, summary } = await session.run(isProfiling ? `PROFILE ${statement}` : statement, params);
    return {
      text: JSON.stringify(records[0]?.toObject() ?? null),
      hits: isProfiling ? databaseHits(summary.profile) : null,
    };
  } finally {
    await session.close();
  }
}

createServer((request, response) => {
  if (request.url === `/${w11.name}`) {
    streamLines(driver, w11.cypher, response).catch((error: Error) => response.destroy(error));
    return;
  }
  answer(request).then(
    ({ text, hits }) => {
      response.setHeader('content-type', 'application/json');
      if (hits !== null) response.setHeader('bench-hits', String(hits));
      response.end(text);
    },
    (error: Error) => {
      response.statusCode = 500;
      response.end(error.message);
    },
  );
}).listen(Number(PORT), '127.0.0.1');
