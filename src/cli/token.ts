import { type Role, roleNames } from '../auth/caller.ts';
import { readExpiry } from '../auth/expiry.ts';
import { createToken, listTokens, revokeToken, type Token, tokenProblem } from '../auth/tokens.ts';
import { OperatorError } from '../errors.ts';
import { migrate } from '../graph/migrate.ts';
import type { Settings } from '../settings.ts';
import { withGraph } from './open-graph.ts';

export interface NewTokenOptions {
  readonly role: string;
  readonly name: string;
  readonly expires: string;
}

const MAX_NAME = 100;

const isRole = (text: string): text is Role => roleNames.some((role) => role === text);

/** Makes a token and prints it, by itself on standard output so that it can be piped into where it is kept. */
export async function createNewToken(settings: Settings, options: NewTokenOptions): Promise<void> {
  const { role, expires } = options;
  const name = options.name.trim();
  if (!isRole(role)) throw new OperatorError(`--role: "${role}" is no role: give ${roleNames.join(', ')}.`);
  if (name === '' || name.length > MAX_NAME || /\p{Cc}/u.test(name))
    throw new OperatorError(`--name: say in 1 to ${MAX_NAME} characters whose token it is.`);
  const expiresAt = readExpiry(expires, new Date());
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    const { token, secret } = await createToken(graph, { name, role, expiresAt });
    const until = expiresAt === null ? 'until it is revoked' : `until ${expiresAt}`;
    console.error(
      `Token ${token.id} of ${role} “${name}”, good ${until}. It is shown this once: the graph keeps only its hash.`,
    );
    console.log(secret);
  });
}

/** A token's line: all but its secret, which nobody has. */
function line(token: Token, now: string): string {
  const state = token.revokedAt !== null ? `revoked ${token.revokedAt}` : stateOf(token, now);
  return [token.id, token.role.padEnd(6), `created ${token.createdAt}`, state, token.name].join('  ');
}

function stateOf(token: Token, now: string): string {
  if (token.expiresAt === null) return 'does not expire';
  return `${tokenProblem(token, now) === null ? 'expires' : 'expired'} ${token.expiresAt}`;
}

export async function printTokens(settings: Settings): Promise<void> {
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    const tokens = await listTokens(graph);
    const now = new Date().toISOString();
    for (const token of tokens) console.log(line(token, now));
    if (tokens.length === 0) console.log('There are no tokens: steppe token create makes one.');
  });
}

/** @throws OperatorError when no token has this id. */
export async function revoke(settings: Settings, id: string): Promise<void> {
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    const token = await revokeToken(graph, id);
    if (!token)
      throw new OperatorError(`There is no token with this id: steppe token list shows those there are.`);
    console.log(`Token ${token.id} of ${token.role} “${token.name}” is revoked since ${token.revokedAt}.`);
  });
}
