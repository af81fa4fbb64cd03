import type { RequestContext } from '../src/context.ts';
import type { WriteTransaction } from '../src/graph/graph.ts';
import type { Statements } from '../src/graph/statements.ts';
import { OpenChange } from '../src/ingest/open-change.ts';
import { projectFacts } from '../src/ingest/project.ts';
import { applyChange } from '../src/ingest/write-claims.ts';
import { change, checkCount } from './mutation-change.ts';
import type { RetractClaimsShape, SetRankShape } from './mutation-inputs.ts';
import type { Altered } from './mutation-payloads.ts';
import { Problems } from './mutation-problems.ts';

/** A claim as it stands. */
interface Standing {
  readonly id: string;
  readonly sourceId: string;
  readonly factId: string;
  readonly rank: string;
  readonly retractedAt: string | null;
}

/** Reads how claims stand. Those that are not there, and those that `problemOf` tells of, are refused. */
async function standingClaims(
  transaction: WriteTransaction,
  statements: Statements,
  ids: readonly string[],
  problemOf: (claim: Standing) => string | null,
): Promise<Standing[]> {
  const rows = await transaction.run(statements.get('write/claims-now'), { ids: [...new Set(ids)] });
  const standing = rows.map((row) => row.toObject() as unknown as Standing);
  const byId = new Map(standing.map((claim) => [claim.id, claim]));
  const problems = new Problems();
  ids.forEach((id, i) => {
    const claim = byId.get(id);
    const problem = claim ? problemOf(claim) : `there is no claim ${id} in the graph`;
    if (problem) problems.add(`input.claims[${i}]`, problem);
  });
  problems.throwIfAny();
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** What came of a call that altered some of the claims it names. */
const altered = (claims: readonly Standing[], alteredIds: ReadonlySet<string>) => ({
  isNews: alteredIds.size > 0,
  result: {
    claimIds: claims.map(({ id }) => id),
    factIds: [...new Set(claims.map(({ factId }) => factId))],
    alteredIds: [...alteredIds],
  },
});

/** Takes claims of one source back. @throws BadInput naming those that are not there or not its own. */
export async function retractClaims(
  { source, claims: ids }: RetractClaimsShape,
  context: RequestContext,
): Promise<Altered> {
  checkCount('input.claims', ids.length);
  return change(context, async (transaction, statements) => {
    const claims = await standingClaims(transaction, statements, ids, ({ id, sourceId }) =>
      sourceId === source ? null : `${id} is a claim of ${sourceId}: only its own source takes it back`,
    );
    const live = new Set(claims.filter(({ retractedAt }) => retractedAt === null).map(({ id }) => id));
    if (live.size > 0)
      await applyChange(transaction, statements, {
        sources: [],
        entities: [],
        claims: [],
        retractions: [...live].map((id) => ({ id, sourceId: source })),
      });
    return altered(claims, live);
  });
}

/** Ranks claims of any source. @throws BadInput naming those that are not there. */
export async function setRank(
  { claims: ids, rank }: SetRankShape,
  context: RequestContext,
): Promise<Altered> {
  checkCount('input.claims', ids.length);
  return change(context, async (transaction, statements) => {
    const claims = await standingClaims(transaction, statements, ids, () => null);
    const others = claims.filter((claim) => claim.rank !== rank);
    const moved = new Set(others.map(({ id }) => id));
    if (moved.size > 0) {
      const open = await OpenChange.begin(transaction, statements);
      await open.run('write/set-rank', { ids: [...moved], rank });
      open.did('rankedIds', moved);
      await projectFacts(
        open,
        others.map(({ factId }) => factId),
      );
      await open.end();
    }
    return altered(claims, moved);
  });
}
