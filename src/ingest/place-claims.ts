import { inBatches } from './batches.ts';
import { type Claim, type FactTerms, factIdOf } from './claim.ts';
import type { OpenChange } from './open-change.ts';

/** Where a claim stands in the graph: about whom it is now that entities may be merged, and which fact it speaks of. */
export interface ClaimPlace {
  readonly subjectId: string;
  readonly objectId: string | null;
  readonly attributedToId: string | null;
  readonly factId: string;
}

/** A claim as stated, and its place. */
export type PlacedClaim = Claim & { readonly place: ClaimPlace };

/** Finds for ids of merged entities the ones that stand for them; others are not in the answer. */
export async function redirectsOf(
  change: OpenChange,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (!change.hasRedirects) return found;
  for (const batch of inBatches([...new Set(ids)]))
    for (const row of await change.run('write/redirects', { ids: batch }))
      found.set(String(row.get('id')), String(row.get('intoId')));
  return found;
}

/** The place of what is stated, by who stands for whom. */
export function placeOf(
  stated: FactTerms & Pick<Claim, 'attributedToId'>,
  standsFor: (id: string) => string,
): ClaimPlace {
  const subjectId = standsFor(stated.subjectId);
  const objectId = stated.objectId === null ? null : standsFor(stated.objectId);
  return {
    subjectId,
    objectId,
    attributedToId: stated.attributedToId === null ? null : standsFor(stated.attributedToId),
    factId: factIdOf({ ...stated, subjectId, objectId }),
  };
}

/** Finds where claims that are about to be recorded stand. */
export async function placeClaims(change: OpenChange, claims: readonly Claim[]): Promise<PlacedClaim[]> {
  const ends = claims.flatMap(({ subjectId, objectId, attributedToId }) =>
    [subjectId, objectId, attributedToId].filter((id) => id !== null),
  );
  const redirects = await redirectsOf(change, ends);
  const isMerged = (id: string | null): boolean => id !== null && redirects.has(id);
  return claims.map((claim) => {
    const { subjectId, objectId, attributedToId, factId } = claim;
    const place = [subjectId, objectId, attributedToId].some(isMerged)
      ? placeOf({ ...claim, period: claim.period?.edtf ?? null }, (id) => redirects.get(id) ?? id)
      : { subjectId, objectId, attributedToId, factId };
    return { ...claim, place };
  });
}
