import type { Settings } from '../settings.ts';
import type { Database } from './database.ts';
import { type Address, greetNeo4j, shownUri } from './greet-neo4j.ts';

export const givenAddress = (settings: Settings): Address => ({
  uri: settings.NEO4J_URI,
  username: settings.NEO4J_USERNAME,
  password: settings.NEO4J_PASSWORD,
  database: settings.NEO4J_DATABASE,
});

/**
 * The Neo4j that NEO4J_URI names. It is somebody else's: it is neither started nor stopped.
 * @throws OperatorError saying why it cannot be used.
 */
export async function givenDatabase(settings: Settings): Promise<Database> {
  const address = givenAddress(settings);
  const version = await greetNeo4j(address);
  return {
    ...address,
    origin: 'uri',
    description: `Neo4j ${version} at ${shownUri(settings.NEO4J_URI)}, database ${settings.NEO4J_DATABASE}`,
    stop: async () => undefined,
  };
}
