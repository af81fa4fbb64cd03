import { responsePathAsArray } from 'graphql';
import { UNKNOWN_THEN } from '../src/context.ts';
import { isPast } from '../src/loaders/read.ts';
import { after, type MaybePromise } from '../src/model/maybe-promise.ts';
import type { Place } from './read-ahead.ts';

/** Ids of entities that arguments name; null for those that are not given. */
type NamedIds = Readonly<Record<string, string | null>>;

/** All that is asked of an entity here is whether there is one. */
const ID_ALONE = { type: false, details: false, names: false };

/** Tells beside the data that nothing is found by an id because nobody has it: once for a field, whatever its parents. */
function tellUnknown({ context, view, path }: Place, id: string): void {
  const names = responsePathAsArray(path).filter((key) => typeof key === 'string');
  const isThen = isPast(view.reader);
  context.notices.set(`${names} ${id}`, {
    path: names,
    code: isThen ? UNKNOWN_THEN : 'UNKNOWN_ID',
    message: `No entity with the id "${id}" ${isThen ? 'was known then' : 'is known'}, so nothing is found by it. \`search\` finds entities by their names.`,
  });
}

/**
 * Asks about entities that arguments name. Whatever is stored names who stands for a merged entity, so that a question about
 * one that is merged finds nothing; it is then asked again, about who stands for it. Others cost no look-up.
 */
export function askStanding<Ids extends NamedIds, Answer>(
  place: Place,
  ids: Ids,
  ask: (ids: Ids) => MaybePromise<Answer>,
  isEmpty: (answer: Answer) => boolean,
): MaybePromise<Answer> {
  const named = Object.entries(ids).filter((entry): entry is [string, string] => entry[1] !== null);
  const answer = ask(ids);
  if (named.length === 0) return answer;
  return after(answer, async (first) => {
    if (!isEmpty(first)) return first;
    const { entities } = place.view.loaders;
    const standing = await Promise.all(
      named.map(async ([name, id]) => {
        const entity = await entities.load(ID_ALONE, id);
        if (!entity) tellUnknown(place, id);
        return [name, entity?.id ?? id] as const;
      }),
    );
    if (standing.every(([name, id]) => ids[name] === id)) return first;
    return ask({ ...ids, ...Object.fromEntries(standing) });
  });
}

export const isEmptyPage = ({ items }: { readonly items: readonly unknown[] }): boolean => items.length === 0;
export const isEmptyList = (items: readonly unknown[]): boolean => items.length === 0;
export const isNone = (count: number): boolean => count === 0;
