import { expect, test } from 'vitest';
import type { Ending } from '../../src/ending.ts';
import { RequestedTable } from '../../src/plugins/table-pages.ts';

test('However many pages a table has, those answered wait for its end no more, but for the last, which reads ahead.', async () => {
  const endings: Ending[] = [];
  const table = new RequestedTable({
    asked: { format: {} as never, change: null, isManifest: false },
    changeNumber: async () => 1,
    mostRows: () => 1,
    ask: async ({ ending }) => {
      endings.push(ending);
      throw new Error('no such page');
    },
  });
  for (let i = 0; i < 50; i += 1) await expect(table.read(i, null, false)).rejects.toThrow('no such page');
  expect(table.ending.listenerCount).toBe(1);
  table.ending.end(new Error('the table has ended'));
  expect(endings.map(({ isOver }) => isOver)).toEqual(endings.map((_, i) => i === 49));
});
