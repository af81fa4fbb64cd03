import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { ImportTally } from '../../../src/ingest/import/import-record.ts';
import { emptyGraph } from '../../database/empty-graph.ts';
import { type Steppe, startSteppe } from '../../database/steppe.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { arePublishedTablesThere, importTable } from './published-tables.ts';

/** Published tables, all but one imported whole, and asked through GraphQL. */
const timeout = 600_000;

describe.skipIf(!arePublishedTablesThere)('Published tables, if they are there', () => {
  const graphs = openTestGraph();
  let steppe: Steppe | undefined;
  beforeEach(async () => emptyGraph(await graphs));
  afterAll(async () => {
    await steppe?.close(1_000);
    await (await graphs).close();
  });

  const importWhole = async (path: string, mapping: string): Promise<ImportTally> =>
    importTable(await graphs, path, `mappings/${mapping}.yaml`);

  async function ask<Data>(query: string): Promise<Data> {
    // First plans take their time on a busy machine.
    steppe ??= await startSteppe(await graphs, { STEPPE_REQUEST_TIMEOUT_MS: '120000' });
    return steppe.data<Data>(query);
  }

  test('Iron and steel: 404 plants in China, 1,997,317 kt of crude steel a year in operation, and nobody swapped at Kostanay.', {
    timeout,
  }, async () => {
    const table = 'gem-iron-steel/Iron & Steel-map-file-2025-03-25.csv';
    expect(await importWhole(table, 'gem-iron-steel')).toMatchObject({
      rows: 1_204,
      imported: 1_204,
      refused: 0,
    });
    expect(
      await ask(`{
        china: facilities(within: "place_china") { totalCount }
        all: facilities { totalCount }
        steel: totals(where: {predicates: [PRODUCES], object: "product_crude_steel", modality: [REALISED]}, groupBy: []) { sum unit }
        shymkent: search(text: "Fujian Hengwang Shymkent") { nodes { ... on Facility { products(where: {value: {unit: "kt/a"}}) { edges { capacity { amount } modality } } } } }
        rudny: search(text: "Rudny HBI") { nodes { within { name } ... on Facility { owners { edges { node { name identifiers { value } } share { amount } } } } } }
      }`),
    ).toMatchObject({
      china: { totalCount: 404 },
      all: { totalCount: 1_204 },
      steel: [{ sum: '1997317', unit: 'kt/a' }],
      shymkent: { nodes: [{ products: { edges: [{ capacity: { amount: '5000' }, modality: 'PLANNED' }] } }] },
      rudny: {
        nodes: [
          {
            within: expect.arrayContaining([{ name: 'Kazakhstan' }]),
            owners: {
              edges: expect.arrayContaining([
                {
                  node: {
                    name: 'China Baowu Steel Group Co Ltd',
                    identifiers: [{ value: 'E100001000472' }],
                  },
                  share: null,
                },
                // Which name this one has no row of this table tells.
                {
                  node: { name: 'org_gem_entity_e100000000689', identifiers: [{ value: 'E100000000689' }] },
                  share: null,
                },
              ]),
            },
          },
        ],
      },
    });
    // Again, it is all there.
    expect(await importWhole(table, 'gem-iron-steel')).toMatchObject({
      imported: 0,
      unchanged: 1_204,
      asserted: 0,
    });
  });

  test('Iron ore: 2,058,848.122 kt were mined in 2023, and what the mines of Kostanay are made for is known.', {
    timeout,
  }, async () => {
    const table = 'gem-iron-ore-mines/Global Iron Ore Mines Tracker - November 2024 (V1).xlsx';
    expect(await importWhole(table, 'gem-iron-ore-mines')).toMatchObject({ rows: 890, refused: 0 });
    const { mined, kacharsky } = await ask<{ mined: { sum: string }[]; kacharsky: unknown }>(`{
      mined: totals(where: {predicates: [PRODUCED], validAt: "2023-06-30"}, groupBy: []) { sum unit }
      kacharsky: search(text: "Kacharsky") { nodes { ... on Facility { products { edges { capacity { amount unit } } } } } }
    }`);
    expect(Number(mined[0]?.sum)).toBeCloseTo(2_058_848.122, 3);
    expect(kacharsky).toMatchObject({
      nodes: [{ products: { edges: [{ capacity: { amount: '10000', unit: 'kt/a' } }] } }],
    });
  });

  test('Coal finance: the later release takes back what it withdrew and keeps what it repeats; 1,510,000,000 USD were closed in Kazakhstan.', {
    timeout,
  }, async () => {
    const folder = 'gem-coal-project-finance';
    const earlier = await importWhole(
      `${folder}/Global Coal Project Finance Tracker_April 2024 Update_Final_GEM.csv.gz`,
      folder,
    );
    expect(earlier).toMatchObject({ rows: 5_933, refused: 0, retracted: 0 });
    const later = await importWhole(`${folder}/gcpft-2025-04-data.csv.gz`, folder);
    expect(later).toMatchObject({ rows: 4_862, refused: 0 });
    // Most of it was there; some is new and some is gone.
    expect(later.asserted).toBeGreaterThan(1_000);
    expect(later.asserted).toBeLessThan(earlier.asserted / 2);
    expect(later.retracted).toBeGreaterThan(1_000);
    const live = earlier.asserted + later.asserted - later.retracted;
    expect(
      await ask(`{
        closed: totals(where: {predicates: [INVESTED_IN], within: "place_kazakhstan", modality: [REALISED]}, groupBy: [OBJECT_COUNTRY]) { keys { value } sum unit }
        claims { totalCount }
        sources { nodes { title publishedAt } }
      }`),
    ).toEqual({
      closed: expect.arrayContaining([
        { keys: [{ value: 'place_kazakhstan' }], sum: '1510000000', unit: 'USD' },
      ]),
      claims: { totalCount: live },
      sources: {
        nodes: [{ title: 'Global Coal Project Finance Tracker, April 2025 release', publishedAt: '2025-04' }],
      },
    });
    await expect(
      importWhole(`${folder}/Global Coal Project Finance Tracker_April 2024 Update_Final_GEM.csv.gz`, folder),
    ).rejects.toThrow('The graph holds the release of 2025-04');
  });

  test('Chinese finance: record 40266 is 1,380,000,000 USD from the Export-Import Bank of China, as six sources say.', {
    timeout,
  }, async () => {
    const table = 'aiddata-chinese-finance/aiddata-v1.0-central-asia-and-industry.csv';
    expect(await importWhole(table, 'aiddata-chinese-finance')).toMatchObject({ rows: 382, refused: 0 });
    expect(
      await ask(`{
        entity(by: {identifier: {scheme: "aiddata-china-1", value: "40266"}}) {
          within { name }
          ... on Project { investors { edges { node { name } amount { amount unit } period { edtf } sourceCount isDisputed } } }
        }
      }`),
    ).toMatchObject({
      entity: {
        within: expect.arrayContaining([{ name: 'Kazakhstan' }]),
        investors: {
          edges: [
            {
              node: { name: expect.stringMatching(/Export-Import Bank of China|China Eximbank/i) },
              amount: { amount: '1380000000', unit: 'USD' },
              sourceCount: 6,
              isDisputed: false,
            },
          ],
        },
      },
    });
  });

  test('Clean investment: Lake Orion, among the first thousand, is to take 4,242.343617 million dollars.', {
    timeout,
  }, async () => {
    const table = 'clean-investment-monitor/manufacturing_energy_and_industry_facility_metadata.csv.gz';
    const tally = await importTable(await graphs, table, 'mappings/clean-investment-monitor.yaml', {
      rows: 1_000,
    });
    expect(tally).toMatchObject({ rows: 1_000, refused: 0 });
    const { entity } = await ask<{ entity: object }>(
      '{ entity(by: {identifier: {scheme: "cim-facility", value: "M.Z.GM_MI_1"}}) { name within { name } observations(first: 20, where: {value: {unit: "USD"}}) { nodes { value { amount } } } } }',
    );
    expect(entity).toMatchObject({ observations: { nodes: [{ value: { amount: '4242343617' } }] } });
  });
});
