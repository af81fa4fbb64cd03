import neo4j from 'neo4j-driver';
import type { BenchDatabase } from './neo4j.ts';

/**
 * Gives @neo4j/graphql the indexes that its statements can use and Steppe's graph lacks: Steppe's of claims by fact is a composite
 * one, which the planner takes only for statements that name both of its properties.
 */
export async function createPeerIndexes({ environment }: BenchDatabase): Promise<void> {
  const { NEO4J_URI = '', NEO4J_USERNAME = '', NEO4J_PASSWORD = '' } = environment;
  const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD));
  try {
    await driver.executeQuery('CREATE INDEX bench_claim_fact IF NOT EXISTS FOR (c:Claim) ON (c.factId)');
    await driver.executeQuery('CALL db.awaitIndexes(300)');
  } finally {
    await driver.close();
  }
}
