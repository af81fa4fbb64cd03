import { afterAll, expect, test, vi } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { emptyGraph } from '../database/empty-graph.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';
import { importFtm } from '../ingest/import/ftm-import.ts';
import { exportTo } from './exported.ts';

vi.setConfig({ testTimeout: 120_000 });
const graph = await openTestGraph();
afterAll(() => graph.close());

interface Line {
  readonly id: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

/** What a file says, but for what it says of its sources: links by what they say, for their ids are those of facts. */
function said(text: string): unknown[] {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return lines
    .map(({ id, schema, properties: { sourceUrl: _, publisher: __, ...properties } }) => ({
      id: schema === 'Ownership' ? null : id,
      schema,
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, values]) => [name, values.toSorted()]),
      ),
    }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const share = (value: object, more: object = {}) => ({ value: { unit: '%', ...value }, ...more });

test('What FollowTheMoney can say comes back when an export of it is imported and exported again: who, where, what is part of what, every bound of a share, dates.', async () => {
  await loadFile(
    graph,
    claimsFile(
      source('one', { title: 'One', publisher: 'A register', url: 'https://one.example/' }),
      entity('org_a', {
        names: [
          { text: 'Alpha Holding', language: 'en' },
          { text: 'Альфа', language: 'ru', kind: 'ALIAS' },
        ],
        identifiers: [{ scheme: 'ftm', value: 'NK-1' }],
        description: 'The first.',
      }),
      ...['b', 'c', 'd', 'e', 'f', 'g'].map((id) =>
        entity(`org_${id}`, { names: [{ text: `Firm ${id}`, language: 'en' }] }),
      ),
      entity('org_nameless', { names: [], identifiers: [{ scheme: 'lei', value: 'HWUPKR0MPOU8FGXBT394' }] }),
      entity('person_p', { names: [{ text: 'Aigul Made Up', language: 'en' }] }),
      entity('project_j', { names: [{ text: 'Project J', language: 'en' }] }),
      entity('place_kz', {
        placeType: 'COUNTRY',
        names: [{ text: 'Kazakhstan', language: 'en' }],
        identifiers: [{ scheme: 'iso3166-1', value: 'KZ' }],
      }),
      claim('org_b', 'LOCATED_IN', 'place_kz'),
      claim('org_c', 'PART_OF', 'org_b'),
      claim(
        'org_a',
        'OWNS',
        'org_b',
        share({ amount: '33.3', bound: 'AT_LEAST' }, { period: '2020/2021-03' }),
      ),
      claim('org_a', 'OWNS', 'org_c', share({ amount: '50', bound: 'AT_MOST' }, { period: '2020/..' })),
      claim(
        'org_a',
        'OWNS',
        'org_d',
        share({ bound: 'RANGE', lower: '25', upper: '50' }, { period: '../2021' }),
      ),
      claim(
        'org_a',
        'OWNS',
        'org_e',
        share({ amount: '40', bound: 'APPROXIMATE' }, { period: '2022-05-01' }),
      ),
      claim('person_p', 'OWNS', 'org_f', share({ amount: '100' })),
      claim('person_p', 'OWNS', 'org_g'),
      claim('org_nameless', 'OWNS', 'org_g'),
    ),
  );
  const first = await exportTo(graph, 'ftm');
  await emptyGraph(graph);
  const { tally } = await importFtm(graph, first.path);
  expect(tally).toMatchObject({ refused: 0 });
  const second = await exportTo(graph, 'ftm');
  expect(said(second.text)).toEqual(said(first.text));
});
