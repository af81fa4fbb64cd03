import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { FileManifest } from '../../src/graph-files/file-manifest.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, observed, source } from '../ingest/claims-file-of.ts';
import { exportTo } from './exported.ts';

vi.setConfig({ testTimeout: 180_000 });
const graph = await openTestGraph();
afterAll(() => graph.close());

const NAME = 'A <b> & "c" \u0001 中';
beforeAll(() =>
  loadFile(
    graph,
    claimsFile(
      source('one', { title: 'One', licence: 'CC-BY-4.0' }),
      entity('org_a', {
        names: [{ text: NAME, language: 'en' }],
        identifiers: [{ scheme: 'ftm', value: 'NK-1' }],
      }),
      entity('org_b', {
        names: [{ text: '=B', language: null }],
        identifiers: [{ scheme: 'wikidata', value: 'Q5' }],
      }),
      entity('org_c'),
      entity('place_x', { placeType: 'COUNTRY', identifiers: [{ scheme: 'iso3166-1', value: 'KZ' }] }),
      claim('org_b', 'LOCATED_IN', 'place_x'),
      claim('org_a', 'OWNS', 'org_b', {
        value: { amount: '33.333333333333', unit: '%', bound: 'AT_LEAST' },
        period: '2020/2021-03',
      }),
      claim('org_a', 'OWNS', 'org_b', {
        value: { amount: '12345678901234.5', unit: '%' },
        period: '2022',
        modality: 'PLANNED',
      }),
      claim('org_c', 'PART_OF', 'org_a'),
      observed('org_a', 'jobs', { value: { amount: '10', unit: '{person}' } }),
      source('two', { url: 'https://two.example/' }),
      claim('org_a', 'OWNS', 'org_b', { value: { amount: '40', unit: '%' }, period: '2020/2021-03' }),
    ),
  ),
);

interface Link {
  readonly source: string;
  readonly target: string;
  readonly key: string;
  readonly predicate: string;
  readonly sources: string[];
  readonly amount?: number;
}

test('Node-link JSON is a directed multigraph with an edge for each fact between entities, keyed by it, under both names that readers look for.', async () => {
  const { text, exported } = await exportTo(graph, 'node-link');
  const graphOf = JSON.parse(text) as { nodes: { id: string; name: string }[]; links: Link[]; edges: Link[] };
  expect(graphOf).toMatchObject({ directed: true, multigraph: true, graph: { change: 1 } });
  expect(graphOf.nodes.map(({ id }) => id).toSorted()).toEqual(['org_a', 'org_b', 'org_c', 'place_x']);
  expect(graphOf.nodes.find(({ id }) => id === 'org_a')?.name).toBe(NAME);
  expect(graphOf.links).toHaveLength(4);
  expect(graphOf.edges).toEqual(graphOf.links);
  expect(new Set(graphOf.links.map(({ key }) => key)).size).toBe(4);
  expect(text).toContain('"amount":12345678901234.5,');
  expect(graphOf.links.find(({ sources }) => sources.length > 1)).toMatchObject({
    source: 'org_a',
    target: 'org_b',
    predicate: 'OWNS',
    sources: ['source_one', 'source_two'],
    isDisputed: false,
  });
  expect(exported[0]?.leftOut).toEqual({ 'observations, which lead to no entity': 1 });
});

test.each(['graphml', 'gexf'])(
  '%s is well-formed whatever names hold, and declares each attribute that it uses.',
  async (name) => {
    const { text } = await exportTo(graph, name);
    const [declared, used, labels] = [new Set<string>(), new Set<string>(), new Set<string>()];
    const counts: Record<string, number> = {};
    const parser = new SaxesParser();
    parser.on('opentag', ({ name: tag, attributes }) => {
      const { id, key, for: of, label, kind } = attributes as Record<string, string>;
      counts[tag] = (counts[tag] ?? 0) + 1;
      if ((tag === 'key' || tag === 'attribute') && id) declared.add(id);
      if (tag === 'data' && key) used.add(key);
      if (tag === 'attvalue' && of) used.add(of);
      if (tag === 'node' && label) labels.add(label);
      if (tag === 'edge' && name === 'gexf') expect(kind).toBe(label);
    });
    parser.on('text', (words) => labels.add(words));
    parser.write(text).close();
    expect(counts).toMatchObject({ node: 4, edge: 4 });
    expect([...used].filter((id) => !declared.has(id))).toEqual([]);
    expect(labels).toContain('A <b> & "c" \ufffd 中');
  },
);

test('JSON-LD tells of each fact which claims it is derived from, and of each claim its source.', async () => {
  const { '@graph': nodes } = JSON.parse((await exportTo(graph, 'jsonld')).text) as {
    '@graph': Record<string, unknown>[];
  };
  const ofType = (type: string) => nodes.filter((node) => (node['@type'] as string[]).includes(type));
  expect(ofType('schema:Organization')).toHaveLength(3);
  expect(ofType('steppe:Fact')).toHaveLength(5);
  expect(ofType('schema:Claim')).toHaveLength(6);
  const sources = new Set(ofType('schema:CreativeWork').map((node) => node['@id']));
  const facts = new Set(ofType('steppe:Fact').map((node) => node['@id']));
  for (const one of ofType('schema:Claim')) {
    expect(sources).toContain((one['prov:hadPrimarySource'] as { '@id': string })['@id']);
    const { '@reverse': of } = one as { '@reverse': { 'prov:wasDerivedFrom': { '@id': string } } };
    expect(facts).toContain(of['prov:wasDerivedFrom']['@id']);
  }
});

test('FollowTheMoney has who there is, where, what is a part of what, and who owns what with its bound and sources; plans are told of as left out.', async () => {
  const { text, exported } = await exportTo(graph, 'ftm');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(
    lines.map(({ id, schema, properties }) => [id, schema, properties.country, properties.parent]),
  ).toEqual(
    expect.arrayContaining([
      ['NK-1', 'Organization', undefined, undefined],
      ['org_b', 'Company', ['kz'], undefined],
      ['org_c', 'Organization', undefined, ['NK-1']],
    ]),
  );
  expect(lines.filter(({ schema }) => schema === 'Ownership')).toEqual([
    {
      id: expect.stringMatching(/^fact_/),
      schema: 'Ownership',
      properties: {
        owner: ['NK-1'],
        asset: ['org_b'],
        percentage: [expect.stringMatching(/^(at least 33\.333333333333|40)$/)],
        startDate: ['2020'],
        endDate: ['2021-03'],
        sourceUrl: ['https://two.example/'],
      },
      datasets: ['source_one', 'source_two'],
    },
  ]);
  expect(exported[0]?.leftOut).toEqual({
    'entities of kinds that FollowTheMoney has no schema for': 1,
    'facts that it has no word for': 2,
  });
});

test('Tables of a part hold what its facts reach; in Parquet decimals and days keep their types, in CSV no cell is a formula.', async () => {
  const wanted = { predicates: ['OWNS'], validAt: '2020-06-01' } as const;
  const { path } = await exportTo(graph, 'parquet', wanted);
  const rows = async (thing: string) =>
    parquetReadObjects({ file: await asyncBufferFromFile(join(path, `${thing}.parquet`)) });
  expect(await rows('facts')).toMatchObject([
    { subject: 'org_a', object: 'org_b', source_count: 2, start: new Date('2020-01-01') },
  ]);
  expect((await rows('claims')).map(({ source: id }) => id).toSorted()).toEqual(['source_one', 'source_two']);
  expect((await rows('entities')).map(({ id }) => id).toSorted()).toEqual(['org_a', 'org_b']);
  expect((await rows('sources')).length).toBe(2);
  const csv = await exportTo(graph, 'csv');
  expect(readFileSync(join(csv.path, 'entities.csv'), 'utf8')).toContain("org_b,ORGANIZATION,'=B,");
});

test('Beside each file its manifest tells what was asked, of which change, what it holds, its hash, and the sources with how to name them.', async () => {
  const { path, exported } = await exportTo(graph, 'node-link', { predicates: ['PART_OF'] });
  const manifest = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as FileManifest;
  expect(manifest).toMatchObject({
    format: 'node-link',
    filter: { predicates: ['PART_OF'] },
    change: 1,
    counts: { entities: 2, facts: 1 },
    sha256: exported[0]?.written.sha256,
    sources: [{ id: 'source_one', licence: 'CC-BY-4.0', attribution: '“One”. Licence: CC-BY-4.0.' }],
    again: 'as of 1',
  });
});
