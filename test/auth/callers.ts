import type { Role } from '../../src/auth/caller.ts';
import { createToken } from '../../src/auth/tokens.ts';
import type { Graph } from '../../src/graph/graph.ts';

/** Headers of a caller with a token of its own. */
export async function callerOf(
  graph: Graph,
  role: Role,
  { name = `the ${role}`, expiresAt = null as string | null } = {},
): Promise<{ readonly id: string; readonly secret: string; readonly headers: Record<string, string> }> {
  const { token, secret } = await createToken(graph, { name, role, expiresAt });
  return { id: token.id, secret, headers: { authorization: `Bearer ${secret}` } };
}
