import type { Row } from '../graph/row.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import type { Bound, Predicate } from '../ontology.ts';
import { allPredicates, OBSERVED, valuedPredicates } from '../ontology.ts';
import { groupBy, inBatches } from './batches.ts';
import type { OpenChange } from './open-change.ts';
import type { PlacedClaim } from './place-claims.ts';
import { type LiveClaim, type ProjectedFact, projectFact } from './project-fact.ts';

/** A claim as its row in the graph tells of it. */
function liveClaim(row: Row): LiveClaim {
  const unit = row.get('unit') as string | null;
  return {
    ...(row.toObject() as unknown as Omit<LiveClaim, 'value'>),
    value:
      unit === null
        ? null
        : {
            unit,
            amount: row.get('amount') as string | null,
            bound: row.get('bound') as Bound,
            lower: row.get('lower') as string | null,
            upper: row.get('upper') as string | null,
          },
  };
}

/** A claim that no other is weighed against: how new its source is does not count. */
export const onlyClaim = ({ period, place, ...claim }: PlacedClaim): LiveClaim => ({
  ...claim,
  subjectId: place.subjectId,
  objectId: place.objectId,
  period: period?.edtf ?? null,
  start: period?.start ?? null,
  end: period?.end ?? null,
  publishedAt: null,
  retrievedAt: null,
});

/** One of the two statements that do something to facts, for relationships and for observations. */
const forFacts = (
  statements: Statements,
  verb: 'create' | 'put' | 'delete',
  predicate: Predicate,
): Statement =>
  predicate === OBSERVED
    ? statements.get(`write/${verb}-observations`)
    : statements.get(`write/${verb}-facts`, predicate, { TYPE: predicate });

const byPredicate = (facts: readonly ProjectedFact[]): Map<Predicate, ProjectedFact[]> =>
  groupBy(facts, (fact) => fact.predicate);

/**
 * Recomputes the facts that claims were added to or taken from, in the transaction that did so, and the containment of
 * entities whose location changed.
 * @param alone facts of which no claim spoke before, each with its only claim: nothing of them is in the graph.
 */
export async function projectFacts(
  change: OpenChange,
  factIds: readonly string[],
  alone: ReadonlyMap<string, PlacedClaim> = new Map(),
): Promise<void> {
  const { statements } = change;
  change.did('factIds', new Set([...factIds, ...alone.keys()]));
  const relocated = new Set<string>();
  const noteLocation = ({ predicate, fromId }: ProjectedFact): void => {
    if (predicate === 'LOCATED_IN') relocated.add(fromId);
  };
  const isLocation = ([, { predicate }]: readonly [string, PlacedClaim]): boolean =>
    predicate === 'LOCATED_IN';
  const create = async (claims: readonly (readonly [string, PlacedClaim])[]): Promise<void> => {
    for (const batch of inBatches(claims)) {
      const facts = batch.flatMap(([factId, claim]) => projectFact(factId, [onlyClaim(claim)]) ?? []);
      for (const [predicate, ofPredicate] of byPredicate(facts))
        await change.send(forFacts(statements, 'create', predicate), {
          facts: ofPredicate.map(({ properties }) => properties),
        });
      facts.forEach(noteLocation);
    }
  };
  // Where entities lie comes first, so that their facts are written once, with the countries that they are summed by.
  await create([...alone].filter(isLocation));
  await projectWithin(change, [...relocated]);
  relocated.clear();
  await create([...alone].filter((each) => !isLocation(each)));
  const others = [...new Set(factIds)].filter((factId) => !alone.has(factId));
  for (const batch of inBatches(others)) {
    const rows = await change.run('write/claims-of-facts', { factIds: batch });
    const claims = groupBy(rows, (row) => String(row.get('factId')));
    const facts = [...claims].flatMap(([factId, ofFact]) => projectFact(factId, ofFact.map(liveClaim)) ?? []);
    for (const [predicate, ofPredicate] of byPredicate(facts))
      await change.send(forFacts(statements, 'put', predicate), { facts: ofPredicate });
    facts.forEach(noteLocation);
    const standing = new Set(facts.map(({ factId }) => factId));
    const gone = batch.filter((factId) => !standing.has(factId));
    if (gone.length > 0) {
      for (const row of await change.run('write/located-by-facts', { factIds: gone }))
        relocated.add(String(row.get('id')));
      for (const predicate of allPredicates)
        await change.send(forFacts(statements, 'delete', predicate), { factIds: gone });
    }
  }
  await projectWithin(change, [...relocated]);
}

/** Recomputes which places contain entities and everything below these, and the countries that their facts are summed by. */
export async function projectWithin(change: OpenChange, ids: readonly string[]): Promise<void> {
  const statement = change.statements.get('write/put-within', '', { TYPES: valuedPredicates.join('|') });
  for (const batch of inBatches(ids)) await change.send(statement, { ids: batch });
}
