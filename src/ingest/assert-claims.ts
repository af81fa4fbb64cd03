import neo4j from 'neo4j-driver';
import { withoutNulls } from '../model/without-nulls.ts';
import { inBatches } from './batches.ts';
import type { OpenChange } from './open-change.ts';
import type { PlacedClaim } from './place-claims.ts';

function claimRow(
  claim: PlacedClaim,
  { at: recordedAt, number }: OpenChange,
  index: number,
): Record<string, unknown> {
  return {
    subjectId: claim.subjectId,
    objectId: claim.objectId,
    sourceId: claim.sourceId,
    attributedToId: claim.attributedToId,
    statedIn: withoutNulls({ locator: claim.locator, quote: claim.quote }),
    properties: withoutNulls<unknown>({
      id: claim.id,
      // Walked in the order claims were recorded, within one change in the order they were given.
      key: `${recordedAt}|${String(number).padStart(12, '0')}|${String(index).padStart(7, '0')}|${claim.id}`,
      factKey: claim.factKey,
      predicate: claim.predicate,
      sourceId: claim.sourceId,
      ...claim.place,
      variable: claim.variable,
      amount: claim.value?.amount,
      unit: claim.value?.unit,
      bound: claim.value?.bound,
      lower: claim.value?.lower,
      upper: claim.value?.upper,
      text: claim.text,
      period: claim.period?.edtf,
      start: claim.period?.start,
      end: claim.period?.end,
      modality: claim.modality,
      rank: claim.rank,
      recordedAt,
      recordedIn: neo4j.int(number),
      knownIn: neo4j.int(number),
    }),
  };
}

/** What came of claims that were asserted. */
export interface Assertion {
  /** Claims that are new, or stand again. */
  readonly asserted: ReadonlySet<string>;
  /** The facts that these speak of. */
  readonly touched: ReadonlySet<string>;
  /** Those of the facts that no other claim speaks of, or ever did, each with its claim. */
  readonly alone: ReadonlyMap<string, PlacedClaim>;
}

/**
 * Records claims, each of them given once. One that stands already stays as it is; one that was taken back stands again, unless
 * the same change takes it back: a file that says both, loaded again, is nothing new.
 */
export async function assertClaims(
  change: OpenChange,
  claims: readonly PlacedClaim[],
  takenBack: ReadonlySet<string>,
): Promise<Assertion> {
  const asserted = new Set<string>();
  const touched = new Set<string>();
  const alone = new Map<string, PlacedClaim>();
  let index = 0;
  for (const batch of inBatches(claims)) {
    const [known] = await change.run('write/claims-known', {
      ids: batch.map(({ id }) => id),
      factIds: [...new Set(batch.map(({ place }) => place.factId))],
    });
    const isRetracted = new Map((known?.get('claims') ?? []) as [string, boolean][]);
    const spokenOf = new Set((known?.get('factIds') ?? []) as string[]);
    const again = batch.flatMap(({ id }) => (isRetracted.get(id) === true && !takenBack.has(id) ? [id] : []));
    if (again.length > 0)
      for (const row of await change.run('write/revive-claims', { ids: again })) {
        asserted.add(String(row.get('id')));
        touched.add(String(row.get('factId')));
      }
    const rows: Record<string, unknown>[] = [];
    for (const claim of batch) {
      const { factId } = claim.place;
      if (!isRetracted.has(claim.id)) {
        rows.push(claimRow(claim, change, index));
        asserted.add(claim.id);
        if (touched.has(factId) || spokenOf.has(factId)) alone.delete(factId);
        else alone.set(factId, claim);
        touched.add(factId);
      }
      index += 1;
    }
    if (rows.length > 0) await change.send('write/assert-claims', { claims: rows });
  }
  return { asserted, touched, alone };
}
