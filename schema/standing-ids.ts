import { responsePathAsArray } from 'graphql';
import { type Loaders, UNKNOWN_THEN } from '../src/context.ts';
import { isPast } from '../src/loaders/read.ts';
import { after, type MaybePromise } from '../src/model/maybe-promise.ts';
import type { Place } from './read-ahead.ts';

/** Ids of entities that arguments name; null for those that are not given. */
type NamedIds = Readonly<Record<string, string | null>>;

/** All that is asked of an entity here is whether there is one. */
const ID_ALONE = { type: false, details: false, names: false };

const givenOf = <Name extends string>(
  ids: Readonly<Partial<Record<Name, string | null>>>,
): [Name, string][] =>
  Object.entries<string | null | undefined>(ids).filter(
    (entry): entry is [Name, string] => typeof entry[1] === 'string',
  );

/** What the ids of arguments are of: how one is looked up, and which field finds others. */
const lookUps = {
  entity: {
    find: ({ entities }: Loaders, id: string) => entities.load(ID_ALONE, id),
    others: '`search` finds entities by their names.',
  },
  fact: {
    find: ({ facts }: Loaders, id: string) => facts.load({}, id),
    others: '`facts` lists facts with their ids.',
  },
  source: {
    find: ({ sources }: Loaders, id: string) => sources.load({}, id),
    others: '`sources` lists sources with their ids.',
  },
};
type Sort = keyof typeof lookUps;

/** Looks up what an id names; where there is nothing tells so beside the data, once for a field, whatever its parents. */
async function findOrTell(
  { context, view, path }: Place,
  sort: Sort,
  id: string,
): Promise<{ readonly id: string } | null> {
  const found = await lookUps[sort].find(view.loaders, id);
  if (found) return found;
  const names = responsePathAsArray(path).filter((key) => typeof key === 'string');
  const isThen = isPast(view.reader);
  context.notices.set(`${names} ${id}`, {
    path: names,
    code: isThen ? UNKNOWN_THEN : 'UNKNOWN_ID',
    message: `No ${sort} with the id "${id}" ${isThen ? 'was known then' : 'is known'}, so nothing is found by it. ${lookUps[sort].others}`,
  });
  return null;
}

/**
 * Asks about entities that arguments name. Whatever is stored names who stands for a merged entity, so that a question about
 * one that is merged finds nothing; it is then asked again, about who stands for it. Others cost no look-up.
 * @param besides - ids of facts and sources that arguments name: all that is asked of them is whether there are any.
 */
export function askStanding<Ids extends NamedIds, Answer>(
  place: Place,
  ids: Ids,
  ask: (ids: Ids) => MaybePromise<Answer>,
  isEmpty: (answer: Answer) => boolean,
  besides: Partial<Record<Exclude<Sort, 'entity'>, string | null>> = {},
): MaybePromise<Answer> {
  const named = givenOf(ids);
  const others = givenOf(besides);
  const answer = ask(ids);
  if (named.length + others.length === 0) return answer;
  return after(answer, async (first) => {
    if (!isEmpty(first)) return first;
    const [standing] = await Promise.all([
      Promise.all(
        named.map(async ([name, id]) => [name, (await findOrTell(place, 'entity', id))?.id ?? id] as const),
      ),
      Promise.all(others.map(([sort, id]) => findOrTell(place, sort, id))),
    ]);
    if (standing.every(([name, id]) => ids[name] === id)) return first;
    return ask({ ...ids, ...Object.fromEntries(standing) });
  });
}

export const isEmptyPage = ({ items }: { readonly items: readonly unknown[] }): boolean => items.length === 0;
export const isEmptyList = (items: readonly unknown[]): boolean => items.length === 0;
export const isNone = (count: number): boolean => count === 0;
