import { expect, test } from 'vitest';
import { FtmIndex } from '../../../src/ingest/ftm/ftm-index.ts';
import { IdTable } from '../../../src/ingest/ftm/id-table.ts';

test('A table of ids keeps what each stands for, however many there are, and takes later words for earlier ones.', () => {
  const table = new IdTable();
  const count = 60_000;
  for (let n = 0; n < count; n += 1) table.set(`id-${n}`, 1 + (n % 200));
  for (let n = 0; n < count; n += 7) table.set(`id-${n}`, 255);
  for (let n = 0; n < count; n += 1)
    if (table.get(`id-${n}`) !== (n % 7 === 0 ? 255 : 1 + (n % 200))) throw new Error(`id-${n} is lost`);
  expect(table.get('id-x')).toBe(0);
  table.close();
  table.close();
}, 30_000);

const entity = (id: string, schema: string, ...otherIds: string[]) => ({
  id,
  otherIds,
  schema,
  caption: null,
  lastSeen: [],
  statements: [],
});

test('An index of a file tells the schema of an id by all that is said of it, of former ids too.', () => {
  const index = new FtmIndex();
  index.note(entity('a', 'LegalEntity', 'old-a'), false, true);
  index.note(entity('a', 'Person'), false, true);
  index.note(entity('b', 'Person'), false, true);
  index.note(entity('b', 'Vessel'), false, true);
  index.note(entity('c', 'Company'), false, false);
  index.note(entity('old-a', 'Company'), false, true);
  expect(index.get('a')).toEqual({ schema: 'Person' });
  expect(index.get('b')).toBe('torn');
  expect(index.get('c')).toBe('refused');
  expect(index.get('old-a')).toEqual({ schema: 'Company' });
  expect(index.get('d')).toBeUndefined();
  index.note(entity('c', 'Company'), false, true);
  expect(index.get('c')).toEqual({ schema: 'Company' });
  index.close();
});

test('Where an entity must stand in one place, one that is met again is apart.', () => {
  const index = new FtmIndex();
  index.note(entity('a', 'Person', 'b'), true, true);
  index.note(entity('b', 'Person'), true, true);
  expect(index.get('b')).toEqual({ schema: 'Person' });
  index.note(entity('a', 'Person'), true, true);
  expect(index.get('a')).toBe('apart');
  index.close();
});
