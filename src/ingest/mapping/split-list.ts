import type { Split } from './mapping-format.ts';

/**
 * Parts a cell at a separator, but neither within brackets nor before words that belong to the item before them: of
 * "Baoxin Materials Co., Ltd., Baoxin Steel (AIS, predecessor)" come two. Blank items are dropped.
 */
export function splitList(text: string, { separator, notBefore = [] }: Split): string[] {
  const items: string[] = [];
  // A bracket that never closes is a slip of the pen and holds nothing together.
  const isBalanced = text.replace(/[^([（]/g, '').length === text.replace(/[^)\]）]/g, '').length;
  let depth = 0;
  let start = 0;
  const bound = notBefore.map((word) => word.toLowerCase());
  const continues = (rest: string): boolean => {
    const next = rest.trimStart().toLowerCase();
    return bound.some((word) => next.startsWith(word) && !/^[\p{L}\p{N}]/u.test(next.slice(word.length)));
  };
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i] ?? '';
    if (isBalanced && '([（'.includes(character)) depth += 1;
    else if (')]）'.includes(character)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && text.startsWith(separator, i) && !continues(text.slice(i + separator.length))) {
      items.push(text.slice(start, i));
      i += separator.length - 1;
      start = i + 1;
    }
  }
  items.push(text.slice(start));
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
