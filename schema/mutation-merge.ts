import type { RequestContext } from '../src/context.ts';
import type { WriteTransaction } from '../src/graph/graph.ts';
import type { Statements } from '../src/graph/statements.ts';
import { type KnownEntity, knownEntities } from '../src/ingest/known-entities.ts';
import { mergeEntity, mergeObstacle, unmergeEntity } from '../src/ingest/merge-entities.ts';
import { OpenChange } from '../src/ingest/open-change.ts';
import { change } from './mutation-change.ts';
import type { MergeEntitiesShape, UnmergeEntitiesShape } from './mutation-inputs.ts';
import type { Merged } from './mutation-payloads.ts';
import { Problems } from './mutation-problems.ts';

/** Reads entities that an input names by path. @throws BadInput naming those that are not there. */
async function namedEntities<Name extends string>(
  transaction: WriteTransaction,
  statements: Statements,
  named: Readonly<Record<Name, string>>,
): Promise<Record<Name, KnownEntity>> {
  const known = await knownEntities(transaction, statements, Object.values<string>(named));
  const problems = new Problems();
  for (const [name, id] of Object.entries<string>(named))
    if (!known.has(id)) problems.add(`input.${name}`, `there is no entity ${id} in the graph`);
  problems.throwIfAny();
  return Object.fromEntries(
    Object.entries<string>(named).map(([name, id]) => [name, known.get(id)]),
  ) as Record<Name, KnownEntity>;
}

/** Has one entity stand for another. @throws BadInput when they cannot be one. */
export async function mergeEntities(
  { from: fromId, into: intoId }: MergeEntitiesShape,
  context: RequestContext,
): Promise<Merged> {
  return change(context, async (transaction, statements) => {
    const named = { from: fromId, into: intoId };
    const { from, into } = await namedEntities(transaction, statements, named);
    const standing = into.intoId ?? into.own.id;
    if (from.intoId !== null && from.intoId === standing)
      return { isNews: false, result: { entityId: standing, mergedId: fromId } };
    const obstacle = mergeObstacle(from, into);
    if (obstacle) {
      const problems = new Problems();
      problems.add(`input.${obstacle.end}`, obstacle.message);
      problems.throwIfAny();
    }
    const open = await OpenChange.begin(transaction, statements);
    await mergeEntity(open, from, into);
    await open.end();
    return { isNews: true, result: { entityId: standing, mergedId: fromId } };
  });
}

/** Has a merged entity stand for itself again. @throws BadInput when there is no such entity. */
export async function unmergeEntities(
  { id }: UnmergeEntitiesShape,
  context: RequestContext,
): Promise<Merged> {
  return change(context, async (transaction, statements) => {
    const { id: entity } = await namedEntities(transaction, statements, { id });
    if (entity.intoId === null) return { isNews: false, result: { entityId: id, mergedId: id } };
    const open = await OpenChange.begin(transaction, statements);
    await unmergeEntity(open, entity);
    await open.end();
    return { isNews: true, result: { entityId: id, mergedId: id } };
  });
}
