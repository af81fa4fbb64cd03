import neo4j, { type Driver } from 'neo4j-driver';
import { OperatorError } from '../errors.ts';
import { errorCode } from './error-code.ts';
import { statementText } from './statement-text.ts';

export interface Address {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

/** What the statements need: subqueries with a variable scope, and uniqueness of relationship properties. */
const OLDEST_NEO4J = [5, 23] as const;
const PATIENCE_MS = 10_000;

/** A Neo4j refused us for its password, and not for anything else. */
export class PasswordRefused extends OperatorError {}

/** An address as it may be shown: somebody may have written a password into it. */
export const shownUri = (uri: string): string => uri.replace(/\/\/.*@/, '//…@');

/** What the driver says of a failure, without its advice on settings that are not ours: the cause, if it names one. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const cause = /Caused by: (?:Error: )?([\s\S]*)/.exec(said)?.[1] ?? said;
  const sentence = cause
    .split('\n')[0]
    ?.replace(/\s*(Please ensure|Make sure|Known routing table|Given URL).*/, '');
  return (
    shownUri(sentence ?? '')
      // OpenSSL says its version of where in its sources it happened.
      .replace(/^\w+:error:\w+:[^:]*:[^:]*:([^:]*):.*/, '$1')
      .replace(/[.\s]+$/, '')
      .slice(0, 200)
  );
}

/** The sentence for what kept a connection from being made. */
function connectionError(error: unknown, address: Address): OperatorError {
  if (error instanceof OperatorError) return error;
  const code = errorCode(error);
  const reason = reasonOf(error);
  const where = shownUri(address.uri);
  if (code.includes('Security.Unauthorized'))
    return new PasswordRefused(
      `Neo4j at ${where} does not accept the user "${address.username}" with the password given: check NEO4J_USERNAME and NEO4J_PASSWORD.`,
    );
  if (code.includes('AuthenticationRateLimit'))
    return new OperatorError(
      `Neo4j at ${where} has seen too many wrong passwords of "${address.username}": check NEO4J_PASSWORD, and wait a few seconds.`,
    );
  if (code.includes('CredentialsExpired'))
    return new OperatorError(
      `The password of "${address.username}" at ${where} must be changed first: do so in Neo4j (ALTER CURRENT USER SET PASSWORD) and set NEO4J_PASSWORD.`,
    );
  if (code.includes('DatabaseNotFound'))
    return new OperatorError(
      `Neo4j at ${where} has no database "${address.database}": set NEO4J_DATABASE to one it has, or create it.`,
    );
  if (code.includes('DatabaseUnavailable'))
    return new OperatorError(
      `The database "${address.database}" of the Neo4j at ${where} is not running: start it there (START DATABASE), or look into that server's logs.`,
    );
  if (code.startsWith('Neo.ClientError.Security'))
    return new OperatorError(
      `The user "${address.username}" may not read the database "${address.database}" of the Neo4j at ${where} (${reason}): give it the right, or set NEO4J_USERNAME to another.`,
    );
  if (/responded HTTP|Unknown Bolt protocol/i.test(reason))
    return new OperatorError(
      `What answers at ${where} is no Neo4j, or not its Bolt port (${reason}): set NEO4J_URI to the Bolt address, whose port is usually 7687.`,
    );
  const isFound = !/^(getaddrinfo|connect) E/.test(reason);
  if (
    isFound &&
    /certificate|\b(SSL|TLS)\b|self.signed|socket hang up|wrong version number|EPROTO/i.test(reason)
  )
    return new OperatorError(
      `Neo4j at ${where} and this server do not agree on encryption (${reason}): NEO4J_URI begins with neo4j+s:// or bolt+s:// for a server with a certificate, +ssc:// for one it signed itself, neo4j:// or bolt:// for one without.`,
    );
  return new OperatorError(
    `No Neo4j answers at ${where} (${reason}): start it, or correct NEO4J_URI. Without NEO4J_URI, Steppe finds a Neo4j by itself.`,
  );
}

function connect(address: Address, patienceMs: number): Driver {
  // The driver would leave them unused, and the refusal that follows would be a riddle.
  if (shownUri(address.uri) !== address.uri)
    throw new OperatorError(
      `NEO4J_URI "${shownUri(address.uri)}" holds a user or a password: take them out of it, and set NEO4J_USERNAME and NEO4J_PASSWORD.`,
    );
  try {
    return neo4j.driver(address.uri, neo4j.auth.basic(address.username, address.password), {
      connectionTimeout: patienceMs,
      connectionAcquisitionTimeout: patienceMs,
      maxTransactionRetryTime: 0,
      maxConnectionPoolSize: 2,
      telemetryDisabled: true,
    });
  } catch (error) {
    throw new OperatorError(
      `NEO4J_URI "${shownUri(address.uri)}" is not a Bolt address (${reasonOf(error)}): write it like bolt://localhost:7687, neo4j://host or neo4j+s://host.`,
    );
  }
}

/** @throws OperatorError when the server is no Neo4j, or one too old. */
function checkAgent(agent: string, uri: string): void {
  const [, major, minor] = /^Neo4j\/(\d+)\.(\d+)/.exec(agent)?.map(Number) ?? [];
  if (major === undefined || minor === undefined)
    throw new OperatorError(
      `The server at ${shownUri(uri)} is no Neo4j: it calls itself "${agent.slice(0, 80)}". Set NEO4J_URI to a Neo4j.`,
    );
  const [oldestMajor, oldestMinor] = OLDEST_NEO4J;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor))
    throw new OperatorError(
      `${agent.replace('/', ' ')} at ${shownUri(uri)} is too old: Steppe needs ${OLDEST_NEO4J.join('.')} or later. Upgrade it, or unset NEO4J_URI and Steppe finds a Neo4j by itself.`,
    );
}

async function ask(driver: Driver, address: Address): Promise<string> {
  const info = await driver.getServerInfo({ database: address.database });
  checkAgent(info.agent ?? '', address.uri);
  const session = driver.session({ database: address.database, defaultAccessMode: neo4j.session.READ });
  try {
    const { records } = await session.run(statementText('server-version'));
    return String(records[0]?.get('version') ?? '');
  } finally {
    await session.close();
  }
}

/**
 * Asks a Neo4j for its version and edition, such as `5.26.30 community`.
 * @throws OperatorError saying why it cannot be used and what to do.
 */
export async function greetNeo4j(address: Address, patienceMs = PATIENCE_MS): Promise<string> {
  const driver = connect(address, patienceMs);
  let timer: NodeJS.Timeout | undefined;
  // A name with many addresses, or a cluster with many members, is tried one after the other, each with the driver's patience.
  const outOfPatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came in ${patienceMs / 1000} s`)), patienceMs + 500);
  });
  const answer = ask(driver, address);
  try {
    return await Promise.race([answer, outOfPatience]);
  } catch (error) {
    throw connectionError(error, address);
  } finally {
    clearTimeout(timer);
    // Whichever was slower has nobody to listen to it.
    answer.catch(() => undefined);
    await driver.close();
  }
}
