import type { Record as Row } from 'neo4j-driver';
import type { Statement, Statements } from '../graph/statements.ts';
import type { Bound, Predicate } from '../ontology.ts';
import { allPredicates, OBSERVED } from '../ontology.ts';
import { groupBy, inBatches } from './batches.ts';
import type { OpenChange } from './open-change.ts';
import { type LiveClaim, type ProjectedFact, projectFact } from './project-fact.ts';

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

const putFacts = (statements: Statements, predicate: Predicate): Statement =>
  predicate === OBSERVED
    ? statements.get('write/put-observations')
    : statements.get('write/put-facts', predicate, { TYPE: predicate });

const deleteFacts = (statements: Statements, predicate: Predicate): Statement =>
  predicate === OBSERVED
    ? statements.get('write/delete-observations')
    : statements.get('write/delete-facts', predicate, { TYPE: predicate });

/**
 * Recomputes the facts that claims were added to or taken from, in the transaction that did so, and the containment of
 * entities whose location changed.
 */
export async function projectFacts(change: OpenChange, factIds: readonly string[]): Promise<void> {
  const { statements } = change;
  const relocated = new Set<string>();
  for (const batch of inBatches([...new Set(factIds)])) {
    const rows = await change.run('write/claims-of-facts', { factIds: batch });
    const claims = groupBy(rows, (row) => String(row.get('factId')));
    const facts = [...claims].flatMap(([factId, ofFact]): ProjectedFact[] => {
      const fact = projectFact(factId, ofFact.map(liveClaim));
      return fact ? [fact] : [];
    });
    for (const [predicate, ofPredicate] of groupBy(facts, (fact) => fact.predicate))
      await change.run(putFacts(statements, predicate), { facts: ofPredicate });
    for (const fact of facts) if (fact.predicate === 'LOCATED_IN') relocated.add(fact.fromId);
    const standing = new Set(facts.map(({ factId }) => factId));
    const gone = batch.filter((factId) => !standing.has(factId));
    if (gone.length > 0) {
      for (const row of await change.run('write/located-by-facts', { factIds: gone }))
        relocated.add(String(row.get('id')));
      for (const predicate of allPredicates)
        await change.run(deleteFacts(statements, predicate), { factIds: gone });
    }
  }
  await projectWithin(change, [...relocated]);
}

/** Recomputes which places contain entities, and everything below these. */
export async function projectWithin(change: OpenChange, ids: readonly string[]): Promise<void> {
  for (const batch of inBatches(ids)) await change.run('write/put-within', { ids: batch });
}
