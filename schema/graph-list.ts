import { InvalidArgument } from '../src/errors.ts';
import { allFacts, type Branch, branchesOf, entityFacts } from '../src/graph/branches.ts';
import type { FactFilter } from '../src/model/fact-query.ts';
import { allPredicates } from '../src/ontology.ts';
import type { FactListQuery } from './fact-connection.ts';

/** The list that `where.subject` and `where.object` make: an end's facts, or the whole graph's. */
export function graphList(where: FactFilter | null | undefined): FactListQuery & { readonly key: string } {
  const branches = (side: 'OUT' | 'IN'): Branch[] =>
    allPredicates.flatMap((predicate) => branchesOf(predicate, side));
  if (where?.subject != null || where?.object != null)
    for (const place of ['subjectWithin', 'objectWithin'] as const)
      if (where[place] != null)
        throw new InvalidArgument(
          `where.${place}`,
          'goes without `subject` and `object`: of facts about one entity, `within` tells where the other end lies',
        );
  const anchored = { list: entityFacts, name: 'Fact', isKeyNamed: true };
  if (where?.subject != null)
    return { ...anchored, branches: branches('OUT'), key: where.subject, farId: where.object ?? null };
  if (where?.object != null) return { ...anchored, branches: branches('IN'), key: where.object };
  return { list: allFacts, name: 'Fact', branches: allFacts.branches, key: '' };
}
