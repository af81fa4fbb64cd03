import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../src/project-root.ts';
import { readTable } from './table-files.ts';

/** Real tables as they were published; where they are not, these tests are shown as skipped. */
const folder = process.env.STEPPE_SHARED_DATA ?? join(projectRoot, '../shared/data');
const withData = test.skipIf(!existsSync(folder));

const steel = 'gem-iron-steel/Iron & Steel-map-file-2025-03';
const mines = 'gem-iron-ore-mines/';
const coal = 'gem-coal-project-finance/';
const finance = `${coal}Global Coal Project Finance Tracker_April `;
const aidData = 'aiddata-chinese-finance/';

withData.each([
  [`${steel}-25.csv`, {}, 1204, 92, 1205],
  [`${steel}-18.csv.gz`, {}, 4983, 30, 4984],
  [`${mines}Global Iron Ore Mines Tracker - November 2024 (V1).xlsx`, { sheet: 'Main Data' }, 890, 23, 891],
  [`${mines}giomt-2024-11-main-data.csv`, {}, 890, 23, 891],
  [`${finance}2025.xlsx`, { sheet: 'Data', headerRow: 2 }, 4862, 67, 4864],
  [`${coal}gcpft-2025-04-data.csv.gz`, {}, 4862, 67, 4878],
  [`${finance}2024 Update_Final_GEM.csv.gz`, {}, 5933, 60, 5937],
  [
    'clean-investment-monitor/manufacturing_energy_and_industry_facility_metadata.csv.gz',
    { headerRow: 6 },
    8532,
    34,
    8545,
  ],
  [`${aidData}GlobalChineseOfficialFinanceDataset_v1.0.xlsx`, {}, 5466, 54, 5467],
  [`${aidData}aiddata-v1.0-central-asia-and-industry.csv`, {}, 382, 54, 417],
])('%s (%o) has %d rows of %d columns, the last in line %d.', async (file, layout, rows, columns, line) => {
  const table = await readTable(join(folder, file), layout);
  expect([table.rows.length, table.header.length, table.rows.at(-1)?.line]).toEqual([rows, columns, line]);
  expect(table.rows.filter(({ problem }) => problem !== undefined)).toEqual([]);
  expect(table.progress.bytes).toBe(table.progress.of);
});

/** Beyond 15 digits, which a spreadsheet does not keep, numbers may differ. */
const isSame = (one = '', other = ''): boolean =>
  one === other || Math.abs(Number(one) - Number(other)) <= Math.abs(Number(one)) * 1e-14;

withData.each([
  [
    `${mines}Global Iron Ore Mines Tracker - November 2024 (V1).xlsx`,
    { sheet: 'Main Data' },
    `${mines}giomt-2024-11-main-data.csv`,
  ],
  [`${finance}2025.xlsx`, { sheet: 'Data', headerRow: 2 }, `${coal}gcpft-2025-04-data.csv.gz`],
])('Every cell of %s (%o) is as another program exported it.', async (workbook, layout, exported) => {
  const [ours, theirs] = [
    await readTable(join(folder, workbook), layout),
    await readTable(join(folder, exported)),
  ];
  expect(ours.header).toEqual(theirs.header);
  expect(ours.rows.length).toBe(theirs.rows.length);
  const others = ours.rows.flatMap(({ line, values }, row) =>
    values.flatMap((value, column) => {
      const other = theirs.rows[row]?.values[column];
      return isSame(value, other) ? [] : [`${line}, ${ours.header[column]}: ${value}, not ${other}`];
    }),
  );
  expect(others).toEqual([]);
});
