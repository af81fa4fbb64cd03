import { responsePathAsArray } from 'graphql';
import { type Loaders, UNKNOWN_THEN } from '../src/context.ts';
import type { FactRow } from '../src/loaders/fact-rows.ts';
import { isPast } from '../src/loaders/read.ts';
import { after, type MaybePromise } from '../src/model/maybe-promise.ts';
import type { Place } from './read-ahead.ts';

/** Ids that arguments name; null for those that are not given. Of entities, but for those named `fact` and `source`. */
type NamedIds = Readonly<Record<string, string | null>>;

/** All that is asked of an entity here is whether there is one. */
const ID_ALONE = { type: false, details: false, names: false };

/** A fact by its id, also by the one that it had before its ends were merged or taken apart. */
export async function findFact(id: string, { facts, movedFacts }: Loaders): Promise<FactRow | null> {
  const fact = await facts.load({}, id);
  if (fact) return fact;
  const movedId = await movedFacts.load({}, id);
  return movedId === null ? null : facts.load({}, movedId);
}

/** How what an id names is looked up, and which field finds others. */
const lookUps = {
  entity: {
    find: (id: string, { entities }: Loaders) => entities.load(ID_ALONE, id),
    others: '`search` finds entities by their names.',
  },
  fact: { find: findFact, others: '`facts` lists facts with their ids.' },
  source: {
    find: (id: string, { sources }: Loaders) => sources.load({}, id),
    others: '`sources` lists sources with their ids.',
  },
};

/** The id of what an id names now. Where there is nothing, tells so beside the data, once for a field, whatever its parents. */
async function standingId({ context, view, path }: Place, name: string, id: string): Promise<string> {
  const sort = name === 'fact' || name === 'source' ? name : 'entity';
  const { find, others } = lookUps[sort];
  const found = await find(id, view.loaders);
  if (found) return found.id;
  const names = responsePathAsArray(path).filter((key) => typeof key === 'string');
  const isThen = isPast(view.reader);
  context.notices.set(`${names} ${id}`, {
    path: names,
    code: isThen ? UNKNOWN_THEN : 'UNKNOWN_ID',
    message: `No ${sort} with the id "${id}" ${isThen ? 'was known then' : 'is known'}, so nothing is found by it. ${others}`,
  });
  return id;
}

/**
 * Asks about what arguments name by its id. Whatever is stored names who stands for a merged entity, and the fact that claims
 * speak of since, so that a question by an id from before finds nothing; it is then asked again, by the one of now. Others cost no look-up.
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
    const standing = await Promise.all(
      named.map(async ([name, id]) => [name, await standingId(place, name, id)] as const),
    );
    if (standing.every(([name, id]) => ids[name] === id)) return first;
    return ask({ ...ids, ...Object.fromEntries(standing) });
  });
}

export const isEmptyPage = ({ items }: { readonly items: readonly unknown[] }): boolean => items.length === 0;
export const isEmptyList = (items: readonly unknown[]): boolean => items.length === 0;
export const isNone = (count: number): boolean => count === 0;
