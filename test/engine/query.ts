import neo4j from 'neo4j-driver';
import type { Address } from '../../src/engine/greet-neo4j.ts';

/** Runs one statement. @returns its first column. */
export async function query({ uri, username, password, database }: Address, statement: string) {
  const driver = neo4j.driver(uri, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
  try {
    const { records } = await driver.executeQuery(statement, {}, { database });
    return records.map((record): unknown => record.get(0));
  } finally {
    await driver.close();
  }
}
