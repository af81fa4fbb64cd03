import { expect, test } from 'vitest';
import { idOf, pageShape, toPage } from '../../src/model/page.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id }));
const forward = pageShape({ size: 2, isBackward: false, hasCursor: false });
const backward = pageShape({ size: 2, isBackward: true, hasCursor: false });

test.each([
  ['more than asked for', rows('a', 'b', 'c'), rows('a', 'b'), true],
  ['as many as asked for', rows('a', 'b'), rows('a', 'b'), false],
  ['one twice, in the place of the next', rows('a', 'a', 'b'), rows('a', 'b'), true],
  ['one twice at the end', rows('a', 'b', 'b'), rows('a', 'b'), true],
  ['one twice, and no more', rows('a', 'a'), rows('a'), false],
])(
  'Of %s, a page holds each once, and says that there are more unless all rows were read.',
  (_, read, items, hasMore) => {
    expect(toPage(read, forward, idOf)).toEqual({ items, hasNextPage: hasMore, hasPreviousPage: false });
    expect(toPage(read, backward, idOf)).toEqual({
      items: items.toReversed(),
      hasNextPage: false,
      hasPreviousPage: hasMore,
    });
  },
);
