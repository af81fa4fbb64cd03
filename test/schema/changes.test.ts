import { beforeAll, expect, test } from 'vitest';
import { serveHistory } from './history.ts';

const { steppe, steps, claimIds } = await serveHistory();
beforeAll(async () => {
  for (const step of steps) await step();
}, 120_000);

test('Changes are listed by number: what was asserted, retracted, ranked and merged in each.', async () => {
  interface Listed {
    readonly changes: {
      readonly totalCount: number;
      readonly nodes: readonly {
        readonly number: number;
        readonly asserted: {
          readonly totalCount: number;
          readonly nodes: readonly { readonly id: string }[];
        };
        readonly retracted: { readonly totalCount: number };
        readonly ranked: { readonly totalCount: number };
        readonly merges: readonly object[];
      }[];
    };
  }
  const fields = `number at entityCount sourceCount asserted(first: 50) { totalCount nodes { id source { id } } }
    retracted { totalCount nodes { id retractedAt } } ranked { totalCount nodes { id rank } }
    merges { fromId into { id name } isUndone } recordedBy { name }`;
  const { changes } = await steppe.data<Listed>(`{ changes { totalCount nodes { ${fields} } } }`);
  expect(changes.totalCount).toBe(10);
  expect(
    changes.nodes.map(({ number, asserted, retracted, ranked, merges }) => [
      number,
      asserted.totalCount,
      retracted.totalCount,
      ranked.totalCount,
      merges.length,
    ]),
  ).toEqual([
    [1, 5, 0, 0, 0],
    [2, 2, 0, 0, 0],
    [3, 0, 0, 1, 0],
    [4, 0, 0, 0, 0],
    [5, 0, 0, 0, 1],
    [6, 2, 0, 0, 0],
    [7, 1, 1, 0, 0],
    [8, 0, 0, 0, 1],
    [9, 1, 0, 0, 0],
    [10, 0, 1, 0, 0],
  ]);
  expect(changes.nodes[4]?.merges).toEqual([
    { fromId: 'org_b', into: { id: 'org_a', name: 'Alpha' }, isUndone: false },
  ]);
  expect(changes.nodes[7]?.merges).toMatchObject([{ fromId: 'org_b', isUndone: true }]);
  const since = await steppe.data<Listed>(
    `{ changes(since: 8, first: 1) { totalCount nodes { ${fields} } } }`,
  );
  expect(since.changes).toEqual({ totalCount: 2, nodes: [changes.nodes[8]] });
  const then = (
    await steppe.data<{ asOf: Listed }>(
      '{ asOf(change: 4) { changes(last: 2) { totalCount nodes { number } } } }',
    )
  ).asOf;
  expect(then.changes).toEqual({ totalCount: 4, nodes: [{ number: 3 }, { number: 4 }] });
  const { errors } = await steppe.ask('{ changes(since: -1) { totalCount } }');
  expect(errors).toMatchObject([{ extensions: { argument: 'since' } }]);
});

test('The claims of a change come in pages.', async () => {
  const page = async (place: string) => {
    const { changes } = await steppe.data<{
      changes: {
        nodes: [
          { asserted: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } },
        ];
      };
    }>(
      `{ changes(first: 1) { nodes { asserted(first: 3${place}) { nodes { id } pageInfo { endCursor hasNextPage } } } } }`,
    );
    return changes.nodes[0].asserted;
  };
  const first = await page('');
  expect(first).toMatchObject({ pageInfo: { hasNextPage: true } });
  const rest = await page(`, after: "${first.pageInfo.endCursor}"`);
  expect(rest).toMatchObject({ pageInfo: { hasNextPage: false } });
  const ids = await claimIds('c.recordedIn = 1');
  expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(ids);
});
