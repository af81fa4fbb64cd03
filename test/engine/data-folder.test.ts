import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refusal } from './refusal.ts';
import { settingsFor } from './settings-for.ts';
import { canMount, smallDisk } from './small-disk.ts';
import { temporaryFolder } from './temporary-folder.ts';

const wayOut = 'Set STEPPE_DATA_DIR to a folder of yours with room in it.';

test('A data folder that is a file, or lies below one, is told with its setting', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await refusal(settingsFor(file))).toBe(`The folder ${file} cannot be used: it is a file. ${wayOut}`);
  expect(await refusal(settingsFor(join(file, 'data')))).toBe(
    `The folder ${join(file, 'data')} cannot be used: a part of the path is a file. ${wayOut}`,
  );
});

test.skipIf(!canMount)(
  'A data folder on a read-only disk, and on a full one, is told with its setting',
  async () => {
    const readOnly = smallDisk('ro');
    expect(await refusal(settingsFor(readOnly))).toBe(
      `The folder ${readOnly} cannot be used: it is on a read-only disk. ${wayOut}`,
    );
    const full = smallDisk('size=8k');
    expect(() => writeFileSync(join(full, 'filler'), Buffer.alloc(20_000))).toThrow('ENOSPC');
    expect(await refusal(settingsFor(full))).toBe(
      `The folder ${full} cannot be used: its disk is full. ${wayOut}`,
    );
  },
);

test.skipIf(!canMount)('A disk that fills up while Neo4j starts is told as that', async () => {
  const small = smallDisk('size=1m');
  expect(await refusal(settingsFor(small))).toBe(
    `The disk is full: Neo4j cannot write to ${join(small, 'neo4j')}. Make room and start again.`,
  );
});
