import type { RequestContext } from '../src/context.ts';
import { applyChange } from '../src/ingest/write-claims.ts';
import { change } from './mutation-change.ts';
import { SpokenOf } from './mutation-entities.ts';
import type { PutEntityShape } from './mutation-inputs.ts';
import { checkLengths } from './mutation-lengths.ts';
import type { PutEntity } from './mutation-payloads.ts';
import { Problems } from './mutation-problems.ts';

/** Makes an entity known, or better known. @throws BadInput with all that cannot stand. */
export async function putEntity(
  { id, ...description }: PutEntityShape,
  context: RequestContext,
): Promise<PutEntity> {
  const problems = new Problems();
  checkLengths(description, 'input', problems);
  problems.throwIfAny();
  const spokenOf = new SpokenOf(problems);
  spokenOf.describe(description, id ?? null, 'input');
  problems.throwIfAny();
  return change(context, async (transaction, statements) => {
    const found = new Problems();
    const { cards, countries, newIds } = await spokenOf.find(transaction, statements, found);
    found.throwIfAny();
    const { news } = await applyChange(transaction, statements, {
      sources: [],
      entities: cards,
      claims: [],
      retractions: [],
      countries,
    });
    const entityId = spokenOf.idOf({ described: description });
    return { isNews: news.size > 0, result: { entityId, isNew: newIds.has(entityId) } };
  });
}
