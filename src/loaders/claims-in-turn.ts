import neo4j from 'neo4j-driver';
import type { Statement, Statements } from '../graph/statements.ts';
import { askOfClaims, type ClaimRow, claimColumns, claimRows } from './claim-rows.ts';
import { isPast, type Reader, requiredColumn } from './read.ts';

/** Whose claims are gone through. */
const anchors = { source: 'sourceId', fact: 'factId' } as const;
export type ParentOfClaims = keyof typeof anchors;
export const parentsOfClaims = Object.keys(anchors) as ParentOfClaims[];

/** Where to go on: at the first of these parents, behind this key. */
export interface Turn {
  readonly keys: readonly string[];
  readonly after: string;
}

export function claimsInTurnStatement(
  statements: Statements,
  parent: ParentOfClaims,
  isThen = false,
): Statement {
  const labels = isThen ? ['Claim', 'FormerClaim'] : ['Claim'];
  return statements.get('claims-in-turn', `${parent}${isThen ? ', then' : ''}`, {
    isPast: isThen,
    branches: labels.map((label, i) => ({
      LABEL: label,
      ANCHOR: anchors[parent],
      isFormer: label === 'FormerClaim',
      isLast: i === labels.length - 1,
    })),
  });
}

/**
 * So many claims at most that stand at some parents, those taken back too: one parent after the other, in the order they were
 * recorded. `next` is where there may be more.
 */
export async function claimsInTurn(
  reader: Reader,
  parent: ParentOfClaims,
  { keys, after }: Turn,
  size: number,
): Promise<{ claims: readonly ClaimRow[]; next: Turn | null }> {
  const [row] = await reader.read(claimsInTurnStatement(reader.statements, parent, isPast(reader)), {
    keys,
    after,
    ...askOfClaims(claimColumns),
    limit: neo4j.int(size),
  });
  const claims = claimRows(row, claimColumns);
  const last = claims.at(-1);
  if (!last || claims.length < size) return { claims, next: null };
  const position = requiredColumn<number>(row, 'parent').at(-1) ?? 0;
  return { claims, next: { keys: keys.slice(position), after: last.key } };
}
