import type { WriteTransaction } from '../graph/graph.ts';
import type { Statements } from '../graph/statements.ts';
import { ClaimProblem } from './claim-problem.ts';
import type { MergeLine } from './claims-file.ts';
import { knownEntities } from './known-entities.ts';
import { mergeEntity, mergeObstacle } from './merge-entities.ts';
import { OpenChange } from './open-change.ts';

export type Merge = Omit<MergeLine, 'type'>;

/** A merge that cannot be made, and at which of its fields that is seen. */
export class MergeProblem extends ClaimProblem {
  readonly merge: Merge;

  constructor(merge: Merge, path: keyof Merge, message: string) {
    super(path, message);
    this.merge = merge;
  }
}

/**
 * Makes a merge that a file says within a transaction, as a change of its own: in which order entities were merged stays known.
 * @returns whether it is news: said again it is not.
 * @throws MergeProblem when there is no such entity or the two cannot be one.
 */
export async function writeMerge(
  transaction: WriteTransaction,
  statements: Statements,
  merge: Merge,
): Promise<boolean> {
  const { entity, into: intoId } = merge;
  const known = await knownEntities(transaction, statements, [entity, intoId]);
  const [from, into] = [known.get(entity), known.get(intoId)];
  for (const [field, id, found] of [
    ['entity', entity, from],
    ['into', intoId, into],
  ] as const)
    if (!found)
      throw new MergeProblem(
        merge,
        field,
        `no entity ${id} in this file or in the graph: add an entity line`,
      );
  if (!from || !into) return false;
  if (from.intoId !== null && from.intoId === (into.intoId ?? intoId)) return false;
  const obstacle = mergeObstacle(from, into);
  if (obstacle) throw new MergeProblem(merge, obstacle.end === 'from' ? 'entity' : 'into', obstacle.message);
  const open = await OpenChange.begin(transaction, statements);
  await mergeEntity(open, from, into);
  await open.end();
  return true;
}
