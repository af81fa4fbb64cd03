import type { View } from '../src/context.ts';

/** Ids of entities that arguments name; null for those that are not given. */
type NamedIds = Readonly<Record<string, string | null>>;

/**
 * Asks about entities that arguments name. Whatever is stored names who stands for a merged entity, so that a question about
 * one that is merged finds nothing; it is then asked again, about who stands for it. Others cost no look-up.
 */
export async function askStanding<Ids extends NamedIds, Answer>(
  { redirects }: View['loaders'],
  ids: Ids,
  ask: (ids: Ids) => Promise<Answer>,
  isEmpty: (answer: Answer) => boolean,
): Promise<Answer> {
  const answer = await ask(ids);
  const named = Object.entries(ids).filter((entry): entry is [string, string] => entry[1] !== null);
  if (named.length === 0 || !isEmpty(answer)) return answer;
  const standing = await Promise.all(
    named.map(async ([name, id]) => [name, await redirects.load({}, id)] as const),
  );
  if (standing.every(([name, id]) => ids[name] === id)) return answer;
  return ask({ ...ids, ...Object.fromEntries(standing) });
}

export const isEmptyPage = ({ items }: { readonly items: readonly unknown[] }): boolean => items.length === 0;
export const isEmptyList = (items: readonly unknown[]): boolean => items.length === 0;
export const isNone = (count: number): boolean => count === 0;
