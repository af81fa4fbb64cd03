import { type ClaimAnchor, type ClaimRow, claimColumns, readClaimFilter } from '../loaders/claims.ts';
import type { FactRow } from '../loaders/facts.ts';
import { requiredColumn } from '../loaders/read.ts';
import type { Page, PageRequest } from '../model/page.ts';
import { type GraphAt, PAGE_SIZE } from './graph-at.ts';

const where = readClaimFilter({ includeRetracted: true });
/** Claims of one fact that are read with those of the others of its page. */
const FEW = 50;

const after = (size: number, key: string | null): PageRequest => ({
  size,
  isBackward: false,
  hasCursor: key !== null,
  cursor: key === null ? null : { order: 'claim', key },
});

/** All claims that stand at an anchor, in the order in which they were recorded. */
export async function* claimPagesAbout(
  at: GraphAt,
  anchor: ClaimAnchor,
  key: string,
  from: string | null = null,
): AsyncGenerator<readonly ClaimRow[]> {
  let last: string | null = from;
  for (;;) {
    const shape = { anchor, where, page: after(PAGE_SIZE, last), columns: claimColumns };
    const page: Page<ClaimRow> = await at.read(({ loaders }) => loaders.claimPages.load(shape, key));
    if (page.items.length > 0) yield page.items;
    last = page.items.at(-1)?.key ?? null;
    if (!page.hasNextPage || last === null) return;
  }
}

/** The claims of some facts, fact by fact. */
export async function claimsOfFacts(at: GraphAt, facts: readonly FactRow[]): Promise<ClaimRow[]> {
  const ids = facts.map(({ id }) => id);
  const shape = { anchor: 'fact' as const, where, page: after(FEW, null), columns: claimColumns };
  const pages = await at.read(({ loaders }) => loaders.claimPages.readAhead(shape, ids));
  const claims: ClaimRow[] = [];
  for (const [i, { items, hasNextPage }] of pages.entries()) {
    claims.push(...items);
    if (!hasNextPage) continue;
    const rest = claimPagesAbout(at, 'fact', ids[i] ?? '', items.at(-1)?.key ?? null);
    for await (const more of rest) claims.push(...more);
  }
  return claims;
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
    const [row] = await reader.read(reader.statements.get('claims-as-stated'), { keys });
    const stated = new Array<Stated>(claims.length);
    for (const one of requiredColumn<Stated & { i: number }>(row, 'stated')) stated[one.i] = one;
    return stated;
  });
