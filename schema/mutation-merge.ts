import type { RequestContext } from '../src/context.ts';
import type { WriteTransaction } from '../src/graph/graph.ts';
import type { Statements } from '../src/graph/statements.ts';
import { type KnownEntity, knownEntities } from '../src/ingest/known-entities.ts';
import { mergeEntity, unmergeEntity } from '../src/ingest/merge-entities.ts';
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

/** Why two entities cannot be made one; null when they can. */
function obstacle(from: KnownEntity, into: KnownEntity): { argument: string; message: string } | null {
  const [fromId, intoId] = [from.own.id, into.own.id];
  if (fromId === intoId)
    return { argument: 'input.into', message: 'an entity cannot be merged into itself: name another one' };
  if (from.own.kind !== into.own.kind)
    return {
      argument: 'input.into',
      message: `${intoId} is of the kind ${into.own.kind}, ${fromId} of the kind ${from.own.kind}: only entities of one kind can be one`,
    };
  if (into.intoId === fromId)
    return {
      argument: 'input.into',
      message: `${intoId} is merged into ${fromId} already: unmerge it first, to have it the other way round`,
    };
  if (from.intoId !== null)
    return {
      argument: 'input.from',
      message: `${fromId} is merged into ${from.intoId} already: merge that one, or unmerge ${fromId} first`,
    };
  return null;
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
    const problem = obstacle(from, into);
    if (problem) {
      const problems = new Problems();
      problems.add(problem.argument, problem.message);
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
