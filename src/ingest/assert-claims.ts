import neo4j from 'neo4j-driver';
import { withoutNulls } from '../model/without-nulls.ts';
import { inBatches } from './batches.ts';
import { type OpenChange, recordedKey } from './open-change.ts';
import type { PlacedClaim } from './place-claims.ts';

/** A claim as its row for the graph. @param index which claim of the change it is. */
export function claimRow(claim: PlacedClaim, change: Pick<OpenChange, 'at' | 'number'>, index: number) {
  const { at: recordedAt, number } = change;
  return {
    subjectId: claim.subjectId,
    objectId: claim.objectId,
    sourceId: claim.sourceId,
    attributedToId: claim.attributedToId,
    statedIn: withoutNulls({ locator: claim.locator, quote: claim.quote }),
    properties: withoutNulls<unknown>({
      id: claim.id,
      key: recordedKey(change, index, claim.id),
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

/** What is there already of claims that are about to be recorded. */
export interface KnownClaims {
  /** Claims that are there, and whether they were taken back. */
  readonly isRetracted: ReadonlyMap<string, boolean>;
  /** Facts that any claim speaks of, or ever did. */
  readonly spokenOf: ReadonlySet<string>;
}

/** Looks up what is there of claims. Before anything else is written, so that writing need not stop to look. */
export async function knownClaims(change: OpenChange, claims: readonly PlacedClaim[]): Promise<KnownClaims> {
  const isRetracted = new Map<string, boolean>();
  const spokenOf = new Set<string>();
  for (const batch of inBatches(claims)) {
    const [known] = await change.run('write/claims-known', {
      ids: batch.map(({ id }) => id),
      factIds: [...new Set(batch.map(({ place }) => place.factId))],
    });
    for (const [id, isTakenBack] of (known?.get('claims') ?? []) as [string, boolean][])
      isRetracted.set(id, isTakenBack);
    for (const factId of (known?.get('factIds') ?? []) as string[]) spokenOf.add(factId);
  }
  return { isRetracted, spokenOf };
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
  { isRetracted, spokenOf }: KnownClaims,
  takenBack: ReadonlySet<string>,
): Promise<Assertion> {
  const asserted = new Set<string>();
  const touched = new Set<string>();
  const alone = new Map<string, PlacedClaim>();
  const again = claims.flatMap(({ id }) => (isRetracted.get(id) === true && !takenBack.has(id) ? [id] : []));
  for (const ids of inBatches(again))
    for (const row of await change.run('write/revive-claims', { ids })) {
      asserted.add(String(row.get('id')));
      touched.add(String(row.get('factId')));
    }
  let index = 0;
  for (const batch of inBatches(claims)) {
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
