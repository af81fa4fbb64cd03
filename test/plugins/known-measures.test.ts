import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { KnownMeasures } from '../../src/plugins/known-measures.ts';
import { measureOperation } from '../../src/plugins/operation-measure.ts';
import { typeDefs } from './limited-server.ts';

const schema = buildSchema(typeDefs);
const document = parse(`
  query A($n: Int = 5, $ids: [ID!] = ["a", "b", "c"], $yes: Boolean = true, $id: ID) {
    entities(first: $n) @include(if: $yes) { nodes { id } }
    nodes(ids: $ids) { ...One }
    other: nodes(ids: [$id]) { id }
  }
  query B($n: Int) { entities(last: $n) { nodes { ...One } } }
  fragment One on Node { id ... on Entity @skip(if: $yes) { facts(first: $n) { nodes { id } } } }
`);
const values = [undefined, null, 0, 7, 90, -1, '7', true, false, [], ['a'], ['a', 'b'], {}];
const without = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

test('A measure that is known is what measuring anew gives, whatever the variables hold.', () => {
  let measured = 0;
  for (const operationName of ['A', 'B'])
    for (const n of values) {
      const known = new KnownMeasures(document);
      for (const ids of values)
        for (const yes of values) {
          const variables = without({ n, ids, yes });
          const anew = () =>
            measureOperation({ schema, document, operationName, variables, defaultPage: 20, maxPage: 100 });
          const ask = () =>
            known.of(operationName, variables, () => {
              measured += 1;
              return anew();
            });
          const asked = { operationName, variables };
          expect({ asked, found: ask(), again: ask() }).toEqual({ asked, found: anew(), again: anew() });
        }
    }
  expect(measured).toBeLessThan(1.5 * 2 * values.length ** 3);
});

test('It is known again for other ids, as many of them, and not for other pages.', () => {
  const known = new KnownMeasures(document);
  const asked: Record<string, unknown>[] = [];
  for (const variables of [
    { n: 3, ids: ['a', 'b'], id: 'a' },
    { n: 3, ids: ['c', 'd'], id: 'b' },
    { n: 4, ids: ['c', 'd'], id: 'b' },
  ])
    known.of('A', variables, () => {
      asked.push(variables);
      return { depth: 1, aliases: 0, directives: 0, cost: 1 };
    });
  expect(asked.map(({ n }) => n)).toEqual([3, 4]);
});
