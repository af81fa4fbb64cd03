import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ClaimsInput } from '../../../src/ingest/import/claims-input.ts';
import { importFile } from '../../../src/ingest/import/import-file.ts';
import { emptyGraph } from '../../database/empty-graph.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { exportTo, saidIn } from '../../graph-files/exported.ts';
import { difference, none } from '../invariant-state.ts';
import { arePublishedTablesThere, type ImportedPart, importTable } from './published-tables.ts';

const coal = 'gem-coal-project-finance';
const cim = 'clean-investment-monitor';
const aiddata = 'aiddata-chinese-finance';
/** That of the notebook, which has furnaces of one country only; elsewhere a few say “>0”. */
const everyFurnace = (mapping: string): string =>
  mapping.replace(/^skip:\n(?:[ ].*\n)+/m, '').replace('nothing: [', 'nothing: [">0", ');

/** What is imported of each set, one table after the other: its file, its mapping, and how much of it. */
const sets: Record<string, readonly [string, string, ImportedPart?][]> = {
  'Iron ore mines': [
    ['gem-iron-ore-mines/giomt-2024-11-main-data.csv', 'mappings/gem-iron-ore-mines.yaml', { rows: 400 }],
  ],
  'Steel plants and their furnaces': [
    ['gem-iron-steel/Iron & Steel-map-file-2025-03-25.csv', 'mappings/gem-iron-steel.yaml', { rows: 400 }],
    [
      'gem-iron-steel/Iron & Steel-map-file-2025-03-18.csv.gz',
      'examples/notebooks/gem-iron-steel-furnaces.yaml',
      { adapt: everyFurnace, rows: 400 },
    ],
  ],
  'Two releases of coal finance': [
    [
      `${coal}/Global Coal Project Finance Tracker_April 2024 Update_Final_GEM.csv.gz`,
      `mappings/${coal}.yaml`,
      { rows: 600 },
    ],
    [`${coal}/gcpft-2025-04-data.csv.gz`, `mappings/${coal}.yaml`, { rows: 600 }],
  ],
  'Clean investment': [
    [
      `${cim}/manufacturing_energy_and_industry_facility_metadata.csv.gz`,
      `mappings/${cim}.yaml`,
      { rows: 600 },
    ],
  ],
  'Chinese finance': [[`${aiddata}/aiddata-v1.0-central-asia-and-industry.csv`, `mappings/${aiddata}.yaml`]],
};

describe.skipIf(!arePublishedTablesThere)('Published tables, if they are there', () => {
  const graphs = openTestGraph();
  beforeEach(async () => emptyGraph(await graphs));
  afterAll(async () => (await graphs).close());

  test.each(Object.entries(sets))(
    '%s come back from a claims file as they were, and give the same file again to the byte.',
    { timeout: 300_000 },
    async (_, tables) => {
      const graph = await graphs;
      for (const [path, mapping, part] of tables) {
        const tally = await importTable(graph, path, mapping, part);
        expect(tally.asserted).toBeGreaterThan(100);
        expect(tally.refused).toBe(0);
      }
      const before = await saidIn(graph);
      const { path, exported } = await exportTo(graph, 'claims');
      await emptyGraph(graph);
      const input = new ClaimsInput(path);
      const tally = await importFile(graph, input, { id: 'import_again', file: path });
      await input.close();
      expect(tally).toMatchObject({ refused: 0, asserted: exported[0]?.counts.claims });
      // Two lists of ten thousands of lines are not for a message.
      expect(difference(before, await saidIn(graph))).toEqual(none);
      const again = await exportTo(graph, 'claims');
      expect(again.exported[0]?.counts).toEqual(exported[0]?.counts);
      expect(readFileSync(again.path).equals(readFileSync(path))).toBe(true);
    },
  );
});
