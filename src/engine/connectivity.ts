import neo4j from 'neo4j-driver';
import { OperatorError } from '../errors.ts';

export interface Address {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

/** What the statements need: subqueries with a variable scope, and uniqueness of relationship properties. */
const OLDEST_NEO4J = [5, 23] as const;
const PATIENCE_MS = 10_000;

/** A sentence for what kept a connection from being made. */
function connectionProblem(error: unknown, address: Address): string {
  const code = error instanceof neo4j.Neo4jError ? error.code : '';
  const message = error instanceof Error ? error.message : String(error);
  const where = address.uri;
  if (code.includes('Unauthorized') || code.includes('AuthenticationRateLimit'))
    return `Neo4j at ${where} does not accept the user "${address.username}" with the password given: check NEO4J_USERNAME and NEO4J_PASSWORD.`;
  if (code.includes('CredentialsExpired'))
    return `The password of "${address.username}" at ${where} must be changed first: do so in Neo4j (ALTER CURRENT USER SET PASSWORD) and set NEO4J_PASSWORD.`;
  if (code.includes('DatabaseNotFound') || /database .*(does not exist|not found)/i.test(message))
    return `Neo4j at ${where} has no database "${address.database}": create it or set NEO4J_DATABASE.`;
  if (/Unknown scheme|Invalid|not.*valid.*(url|uri)|parse/i.test(message) && code === '')
    return `NEO4J_URI "${where}" is not a Bolt address: write it like bolt://localhost:7687, neo4j://host or neo4j+s://host.`;
  if (/certificate|SSL|TLS|self.signed|socket hang up|wrong version number/i.test(message))
    return `Neo4j at ${where} and this server disagree about encryption (${firstLine(message)}): use neo4j+s:// for a server with a certificate, bolt:// or neo4j:// for one without.`;
  return `No Neo4j answers at ${where} (${firstLine(message)}): start it or correct NEO4J_URI. Without NEO4J_URI, Steppe starts a Neo4j of its own.`;
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 200);

/**
 * Asks a Neo4j for its version and edition.
 * @throws OperatorError saying why it cannot be used and what to do.
 */
export async function greetNeo4j(address: Address, patienceMs = PATIENCE_MS): Promise<string> {
  let driver: ReturnType<typeof neo4j.driver>;
  try {
    driver = neo4j.driver(address.uri, neo4j.auth.basic(address.username, address.password), {
      connectionTimeout: patienceMs,
      connectionAcquisitionTimeout: patienceMs,
      maxTransactionRetryTime: 0,
      telemetryDisabled: true,
    });
  } catch (error) {
    throw new OperatorError(connectionProblem(error, address));
  }
  try {
    const info = await driver.getServerInfo({ database: address.database });
    const version = (info.agent ?? '').replace(/^Neo4j\//, '');
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [oldestMajor, oldestMinor] = OLDEST_NEO4J;
    if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor))
      throw new OperatorError(
        `Neo4j ${version} at ${address.uri} is too old: Steppe needs ${OLDEST_NEO4J.join('.')} or later.`,
      );
    return version;
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(connectionProblem(error, address));
  } finally {
    await driver.close();
  }
}
