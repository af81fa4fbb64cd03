import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestPaths } from '../../src/model/best-paths.ts';
import { FactLinks } from '../../src/model/fact-links.ts';

type Fact = readonly [one: string, other: string, sourceCount: number];
const linksOf = (facts: readonly Fact[]): FactLinks => {
  const links = new FactLinks();
  for (const [i, [one, other, sourceCount]] of facts.entries())
    links.add(one, other, { id: `fact_${i}`, sourceCount });
  return links;
};

/** Every path, tried one by one, in the order in which they are wanted. */
function everyPath(facts: readonly Fact[], from: string, to: string, upTo: number): string[][] {
  const sources = (one: string, other: string): number =>
    Math.max(
      0,
      ...facts.flatMap(([a, b, count]) =>
        (a === one && b === other) || (a === other && b === one) ? count : [],
      ),
    );
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const found: string[][] = [];
  const goOn = (ids: readonly string[]): void => {
    const last = ids.at(-1) ?? '';
    if (last === to) found.push([...ids]);
    else if (ids.length <= upTo)
      for (const id of all) if (!ids.includes(id) && sources(last, id) > 0) goOn([...ids, id]);
  };
  goOn([from]);
  const rank = (ids: readonly string[]) => {
    const hops = ids.slice(1).map((id, i) => sources(ids[i] ?? '', id));
    return [ids.length, -Math.min(...hops), -hops.reduce((a, b) => a + b, 0)] as const;
  };
  return found.toSorted((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    const difference = one.map((part, i) => part - (other[i] ?? 0)).find((part) => part !== 0);
    return difference ?? (a.join() < b.join() ? -1 : 1);
  });
}

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const graphs = fc.array(fc.tuple(name, name, fc.integer({ min: 1, max: 4 })), { maxLength: 24, size: 'max' });

test('The best paths are the first of all paths, in their order.', () => {
  fc.assert(
    fc.property(
      graphs,
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 9 }),
      (facts, upTo, limit) => {
        const { paths, upTo: reached } = bestPaths(linksOf(facts), 'a', 'b', upTo, limit);
        expect(reached).toBe(upTo);
        expect(paths.map(({ ids }) => ids)).toEqual(everyPath(facts, 'a', 'b', upTo).slice(0, limit));
      },
    ),
    { numRuns: 500 },
  );
});

test('When too many ways would have to be tried, the answer tells up to which length all were.', () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 0, max: 12 }), (facts, mostTried) => {
      const all = everyPath(facts, 'a', 'b', 6);
      const { paths, upTo } = bestPaths(linksOf(facts), 'a', 'b', 6, 50, mostTried);
      const ids = paths.map((path) => path.ids);
      expect(all).toEqual(expect.arrayContaining(ids));
      expect(ids.filter(({ length }) => length - 1 <= upTo)).toEqual(
        all.filter(({ length }) => length - 1 <= upTo).slice(0, 50),
      );
    }),
    { numRuns: 300 },
  );
});

test('Facts between the same two are one link, with as many sources as the best of them; a fact about one entity is none.', () => {
  const links = linksOf([
    ['a', 'b', 1],
    ['b', 'a', 3],
    ['a', 'a', 9],
  ]);
  expect([...links.of('a').keys()]).toEqual(['b']);
  expect(links.between('b', 'a')?.sourceCount).toBe(3);
  expect(links.between('a', 'b')?.facts.map(({ id }) => id)).toEqual(['fact_1', 'fact_0']);
  links.add('a', 'b', { id: 'fact_1', sourceCount: 3 });
  expect(links.between('a', 'b')?.facts).toHaveLength(2);
});

test('A thousand ways between a thousand entities are found in a moment.', () => {
  const middle = Array.from({ length: 1_000 }, (_, n) => `m${n}`);
  const links = linksOf(
    middle.flatMap((id, n): Fact[] => [
      ['a', id, 1 + (n % 3)],
      [id, 'b', 1 + (n % 5)],
      [id, `m${(n * 7) % 1_000}`, 1],
    ]),
  );
  const before = performance.now();
  const { paths, upTo } = bestPaths(links, 'a', 'b', 6, 50);
  expect(performance.now() - before).toBeLessThan(1_000);
  expect([paths.length, upTo]).toEqual([50, 6]);
  expect(new Set(paths.map(({ ids, weakest }) => `${ids.length} ${weakest}`))).toEqual(new Set(['3 3']));
});
