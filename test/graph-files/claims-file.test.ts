import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { ClaimsInput } from '../../src/ingest/import/claims-input.ts';
import { importFile } from '../../src/ingest/import/import-file.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { emptyGraph, runCypher } from '../database/empty-graph.ts';
import { startSteppe } from '../database/steppe.ts';
import { loadArticle, loadSecondSource, openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, type Line, observed, source } from '../ingest/claims-file-of.ts';
import { exportTo, saidIn } from './exported.ts';

// Emptying a graph again and again, and first plans, take their time on a busy machine.
vi.setConfig({ testTimeout: 180_000 });
const graph = await openTestGraph();
const steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '120000' });
beforeEach(() => emptyGraph(graph));
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
});

const load = (...lines: Line[]) => loadFile(graph, claimsFile(...lines));
const importClaims = async (file: string) => {
  const input = new ClaimsInput(file);
  try {
    return await importFile(graph, input, { id: `import_${file}`, file, isDryRun: false });
  } finally {
    await input.close();
  }
};

test('The article and the source that disagrees with it come back from a claims file as they were, loaded or imported.', async () => {
  await loadArticle(graph);
  await loadSecondSource(graph);
  const before = await saidIn(graph);
  const { path, exported } = await exportTo(graph, 'claims');
  expect(exported[0]).toMatchObject({ change: 2, counts: { entities: 20, claims: 62, sources: 2 } });
  for (const bring of [loadFile.bind(null, graph), importClaims]) {
    await emptyGraph(graph);
    await bring(path);
    expect(await saidIn(graph)).toEqual(before);
  }
});

/** A graph with all that a claims file can say. */
async function manifold(): Promise<void> {
  await load(
    source('one', { title: 'One', publisher: 'A “paper”', publishedAt: '2024-05', licence: 'CC-BY-4.0' }),
    entity('org_a', {
      names: [{ text: 'Alpha', language: 'en' }],
      identifiers: [{ scheme: 'lei', value: 'A' }],
    }),
    entity('org_b', { names: [{ text: 'Бета', language: 'ru' }], description: 'The second.' }),
    entity('org_c', { names: [{ text: 'Alpha Ltd', language: null, kind: 'ALIAS' }] }),
    entity('org_d'),
    entity('org_e', { names: [], identifiers: [{ scheme: 'lei', value: 'E' }] }),
    entity('place_x', { placeType: 'COUNTRY' }),
    entity('facility_f'),
    claim('facility_f', 'LOCATED_IN', 'place_x'),
    claim('org_b', 'PARTNERS_WITH', 'org_a', { period: '2021~' }),
    claim('org_c', 'OWNS', 'facility_f', {
      value: { amount: '25', unit: '%', bound: 'AT_LEAST' },
      fact: 'stake',
    }),
    claim('org_d', 'OWNS', 'facility_f', {
      value: { unit: '%', bound: 'RANGE', lower: '25', upper: '50' },
      period: '2020/..',
      fact: 'stake',
      rank: 'PREFERRED',
      quote: 'a “quarter”\nor more',
      attributedTo: 'org_c',
    }),
    observed('org_a', 'mood', { text: 'good', modality: 'ESTIMATED', locator: 'p. 1' }),
    observed('org_a', 'jobs', { value: { amount: '10', unit: '{person}', bound: 'APPROXIMATE' } }),
    source('two', { url: 'https://two.example/' }),
    observed('org_a', 'jobs', {
      value: { amount: '12', unit: '{person}' },
      modality: 'DENIED',
      rank: 'DEPRECATED',
    }),
  );
  const { headers } = await callerOf(graph, 'editor');
  const mutate = async (text: string, input: object) => {
    const { errors } = await steppe.ask(text, { input }, headers);
    expect(errors).toBeUndefined();
  };
  const [taken] = await runCypher(graph, "MATCH (c:Claim {text: 'good'}) RETURN c.id");
  await mutate('mutation ($input: RetractClaimsInput!) { retractClaims(input: $input) { changeNumber } }', {
    source: 'source_one',
    claims: [taken],
  });
  const merge = 'mutation ($input: MergeEntitiesInput!) { mergeEntities(input: $input) { changeNumber } }';
  await mutate(merge, { from: 'org_d', into: 'org_c' });
  await mutate(merge, { from: 'org_c', into: 'org_a' });
}

test('Ranks, bounds, quotes, authorities, keys of facts, retracted claims and merged entities come back, and a merge can be undone.', async () => {
  await manifold();
  const before = await saidIn(graph);
  const { path } = await exportTo(graph, 'claims');
  for (const bring of [loadFile.bind(null, graph), importClaims]) {
    await emptyGraph(graph);
    await bring(path);
    expect(await saidIn(graph)).toEqual(before);
    expect(readFileSync((await exportTo(graph, 'claims')).path, 'utf8')).toBe(readFileSync(path, 'utf8'));
  }
  const { headers } = await callerOf(graph, 'editor');
  const undo = 'mutation ($input: UnmergeEntitiesInput!) { unmergeEntities(input: $input) { changeNumber } }';
  expect((await steppe.ask(undo, { input: { id: 'org_c' } }, headers)).errors).toBeUndefined();
  expect(await steppe.data('{ node(id: "org_c") { ... on Organization { name names { text } } } }')).toEqual({
    node: { name: 'org_d', names: [{ text: 'Alpha Ltd' }, { text: 'org_d' }] },
  });
});

test('Of merged entities each keeps its own identifiers, whichever of them they are said of, and comes back with them.', async () => {
  const known = (id: string, ...values: string[]) =>
    entity(id, { identifiers: values.map((value) => ({ scheme: 'lei', value })) });
  await load(known('org_a', 'A'), known('org_b', 'B'), known('org_z', 'Z'), {
    type: 'merge',
    entity: 'org_b',
    into: 'org_a',
  });
  // Both know both: by their ids, and by identifiers alone.
  await load(known('org_a', 'B', 'A2'));
  await importClaims(claimsFile(known('org_b', 'A', 'B2')));
  const refused = 'lei:Z already names org_z in the graph';
  await expect(load(known('org_a', 'Z'))).rejects.toThrow(refused);
  const { path, text } = await exportTo(graph, 'claims');
  const cards = text.split('\n').filter((line) => line.includes('"type":"entity"'));
  expect(
    cards.map((line) => JSON.parse(line).identifiers.map(({ value }: { value: string }) => value)),
  ).toEqual([['A', 'A2'], ['Z'], ['B', 'B2']]);
  const before = await saidIn(graph);
  for (const bring of [loadFile.bind(null, graph), importClaims]) {
    await emptyGraph(graph);
    await bring(path);
    expect(await saidIn(graph)).toEqual(before);
  }
});

test('What was exported and is loaded again where it came from is nothing new.', async () => {
  await manifold();
  const { path } = await exportTo(graph, 'claims');
  expect(await loadFile(graph, path)).toMatchObject({ changeNumber: null });
});

test('Sources and their claims stand in the order they came, however many changes they came in.', async () => {
  const told = (id: string) => [
    source(id),
    observed('org_a', 'jobs', { value: { amount: '1', unit: '{job}' } }),
  ];
  await load(entity('org_a'), ...told('z'), ...told('a'), ...told('m'));
  await load(...told('b'), ...told('0'));
  const { path, text } = await exportTo(graph, 'claims');
  const order = [...text.matchAll(/"type":"source","id":"source_(\w)"/g)].map(([, id]) => id);
  expect(order).toEqual(['z', 'a', 'm', 'b', '0']);
  await emptyGraph(graph);
  await importClaims(path);
  expect((await exportTo(graph, 'claims')).text).toBe(text);
});

test('A part is the facts that pass, with their claims, sources and entities, merged ones too; loaded, it is that part.', async () => {
  await manifold();
  const { text, path, exported } = await exportTo(graph, 'claims', {
    predicates: ['OWNS'],
    entities: ['org_d'],
  });
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ids = (type: string, field: string) =>
    lines.filter((line) => line.type === type).map((line) => line[field]);
  expect(ids('entity', 'id').toSorted()).toEqual(['facility_f', 'org_a', 'org_c', 'org_d']);
  expect(ids('claim', 'subject').toSorted()).toEqual(['org_c', 'org_d']);
  expect(ids('merge', 'entity')).toEqual(['org_d', 'org_c']);
  expect(new Set(ids('source', 'id'))).toEqual(new Set(['source_one']));
  expect(exported[0]?.counts).toEqual({ entities: 2, facts: 0, claims: 2, sources: 1 });
  const facts =
    '{ facts(where: {predicates: [OWNS]}) { nodes { id value { lower upper } subject { id } sourceCount } } }';
  const shown = await steppe.data(facts);
  await emptyGraph(graph);
  await loadFile(graph, path);
  expect(await steppe.data(facts)).toEqual(shown);
});

test('Of a change before, the export is the graph as it was then, also while others write.', async () => {
  await loadArticle(graph);
  const then = (await exportTo(graph, 'claims')).text;
  await loadSecondSource(graph);
  const { headers } = await callerOf(graph, 'editor');
  const merge = 'mutation ($input: MergeEntitiesInput!) { mergeEntities(input: $input) { changeNumber } }';
  const input = { from: 'org_caam', into: 'org_statista' };
  expect((await steppe.ask(merge, { input }, headers)).errors).toBeUndefined();
  expect((await exportTo(graph, 'claims', {}, 1)).text).toBe(then);
  await expect(exportTo(graph, 'claims', {}, 9)).rejects.toThrow(
    '--as-of: there is no change 9: changes are numbered from 1 to 3.',
  );
});

test('A merge that cannot be made is refused with its line, and nothing of the file is loaded.', async () => {
  const lines = [source('one'), entity('org_a'), entity('org_b'), entity('place_x')];
  for (const [merge, message] of [
    [
      { entity: 'org_a', into: 'place_x' },
      '(into): place_x is of the kind PLACE, org_a of the kind ORGANIZATION',
    ],
    [{ entity: 'org_a', into: 'org_none' }, '(into): no entity org_none in this file or in the graph'],
    [{ entity: 'org_a', into: 'org_a' }, '(into): an entity cannot be merged into itself'],
  ] as const)
    await expect(load(...lines, { type: 'merge', ...merge })).rejects.toThrow(`:5 ${message}`);
  expect(await runCypher(graph, 'MATCH (e:Entity) RETURN count(e)')).toEqual([0]);
  await load(...lines, { type: 'merge', entity: 'org_a', into: 'org_b' });
  await expect(load(entity('org_c'), { type: 'merge', entity: 'org_a', into: 'org_c' })).rejects.toThrow(
    ':2 (entity): org_a is merged into org_b already',
  );
});
