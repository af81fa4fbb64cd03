import type { View } from '../src/context.ts';
import { after, type MaybePromise } from '../src/model/maybe-promise.ts';

/** Ids of entities that arguments name; null for those that are not given. */
type NamedIds = Readonly<Record<string, string | null>>;

/**
 * Asks about entities that arguments name. Whatever is stored names who stands for a merged entity, so that a question about
 * one that is merged finds nothing; it is then asked again, about who stands for it. Others cost no look-up.
 */
export function askStanding<Ids extends NamedIds, Answer>(
  { redirects }: View['loaders'],
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
      named.map(async ([name, id]) => [name, await redirects.load({}, id)] as const),
    );
    if (standing.every(([name, id]) => ids[name] === id)) return first;
    return ask({ ...ids, ...Object.fromEntries(standing) });
  });
}

export const isEmptyPage = ({ items }: { readonly items: readonly unknown[] }): boolean => items.length === 0;
export const isEmptyList = (items: readonly unknown[]): boolean => items.length === 0;
export const isNone = (count: number): boolean => count === 0;
