import type { ClaimRow } from '../loaders/claim-rows.ts';
import { claimsInTurn, type ParentOfClaims, type Turn } from '../loaders/claims-in-turn.ts';
import { requiredColumn } from '../loaders/read.ts';
import { statedStatement } from './export-statements.ts';
import { type GraphAt, PAGE_SIZE } from './graph-at.ts';

/** The claims of some sources or facts, one after the other, so many at once whosesoever they are. */
export async function* claimsOf(
  at: GraphAt,
  parent: ParentOfClaims,
  keys: readonly string[],
): AsyncGenerator<readonly ClaimRow[]> {
  let turn: Turn | null = keys.length > 0 ? { keys, after: '' } : null;
  while (turn) {
    const asked: Turn = turn;
    const { claims, next } = await at.read(({ reader }) => claimsInTurn(reader, parent, asked, PAGE_SIZE));
    if (claims.length > 0) yield claims;
    turn = next;
  }
}

/** What a claim names by itself, whoever stands for it. */
export interface Stated {
  readonly subjectId: string;
  readonly objectId: string | null;
  readonly attributedToId: string | null;
  readonly factKey: string | null;
}

/** What claims name by themselves, in their order. */
export const statedIn = (at: GraphAt, claims: readonly ClaimRow[]): Promise<readonly Stated[]> =>
  at.read(async ({ reader }) => {
    const keys = claims.map(({ id }) => id);
    const [row] = await reader.read(statedStatement(reader.statements), { keys });
    const stated = new Array<Stated>(claims.length);
    for (const one of requiredColumn<Stated & { i: number }>(row, 'stated')) stated[one.i] = one;
    return stated;
  });
