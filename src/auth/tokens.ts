import { randomBytes } from 'node:crypto';
import type { Graph, ReadScope } from '../graph/graph.ts';
import type { Row } from '../graph/row.ts';
import type { Caller, Role } from './caller.ts';
import { hashOf, looksLikeSecret, newSecret } from './secret.ts';

/** A token as the graph keeps it; times are ISO 8601. */
export interface Token extends Caller {
  readonly createdAt: string;
  /** Null for one that does not expire. */
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

const ADMIN = { timeoutMs: 60_000 };

const tokenOf = (row: Row): Token => row.toObject() as unknown as Token;

/** Makes a token. Its secret is in what is returned and nowhere else. */
export async function createToken(
  graph: Graph,
  { name, role, expiresAt }: { name: string; role: Role; expiresAt: string | null },
): Promise<{ readonly token: Token; readonly secret: string }> {
  const secret = newSecret();
  const id = `token_${randomBytes(6).toString('hex')}`;
  const token = { id, name, role, createdAt: new Date().toISOString(), expiresAt };
  await graph.write((transaction) =>
    transaction.run(graph.statements.get('auth/put-token'), { token: { ...token, hash: hashOf(secret) } }),
  );
  return { token: { ...token, revokedAt: null }, secret };
}

/** Every token there is or was, oldest first. */
export async function listTokens(graph: Graph): Promise<Token[]> {
  return (await graph.read(graph.statements.get('auth/tokens'), {}, ADMIN)).map(tokenOf);
}

/** Takes a token out of use at once. @returns null when no token has this id. */
export async function revokeToken(graph: Graph, id: string): Promise<Token | null> {
  const at = new Date().toISOString();
  const [row] = await graph.write((transaction) =>
    transaction.run(graph.statements.get('auth/revoke-token'), { id, at }),
  );
  return row ? tokenOf(row) : null;
}

/** Why a token is not good now, as a sentence; null when it is. */
export function tokenProblem(token: Token, now: string): string | null {
  if (token.revokedAt !== null) return 'This token was revoked.';
  if (token.expiresAt !== null && token.expiresAt <= now) return `This token expired at ${token.expiresAt}.`;
  return null;
}

/**
 * Whose secret it is. Asked at every request and not remembered, so that revoking holds from the next one on.
 * @returns the caller, or why there is none, as a sentence.
 */
export async function identify(graph: Graph, secret: string, scope: ReadScope): Promise<Caller | string> {
  const unknown = 'This token is not known here.';
  if (!looksLikeSecret(secret)) return unknown;
  const ask = { hash: hashOf(secret) };
  const [row] = await graph.read(graph.statements.get('auth/token-by-hash'), { ask }, scope);
  if (!row) return unknown;
  const token = tokenOf(row);
  const { id, name, role } = token;
  return tokenProblem(token, new Date().toISOString()) ?? { id, name, role };
}
