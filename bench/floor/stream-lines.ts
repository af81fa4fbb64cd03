import type { ServerResponse } from 'node:http';
import type { Driver } from 'neo4j-driver';

/** So many rows are on their way from Neo4j at a time. */
const FETCH_SIZE = 2_000;

/** Writes what a statement finds as it comes, a row a line of JSON, no faster than the client reads. */
export async function streamLines(
  driver: Driver,
  statement: string,
  response: ServerResponse,
): Promise<void> {
  const session = driver.session({ fetchSize: FETCH_SIZE });
  try {
    for await (const record of session.run(statement)) {
      const isRoom = response.write(
        `${JSON.stringify([...record.values()].filter((value) => value !== null))}\n`,
      );
      if (response.destroyed) return;
      if (!isRoom) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    }
    response.end();
  } finally {
    await session.close();
  }
}
