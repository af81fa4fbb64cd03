import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { exportStatements } from '../../src/graph-files/export-statements.ts';
import { fileFormats } from '../../src/graph-files/file-formats.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { everyStatement, everyThenStatement } from '../../src/loaders/all-statements.ts';
import { emptyGraph } from '../database/empty-graph.ts';
import { loadArticle, loadSecondSource, openTestGraph } from '../database/test-graph.ts';
import { claimsFile, entity, observed, source } from '../ingest/claims-file-of.ts';
import { exportTo } from './exported.ts';

vi.setConfig({ testTimeout: 180_000 });
const graph = await openTestGraph();
const reads = vi.spyOn(graph, 'read');
const sent = (): string[] => reads.mock.calls.map(([statement]) => statement.name);
afterEach(async () => {
  reads.mockClear();
  await emptyGraph(graph);
});
afterAll(() => graph.close());

test('Whatever is exported, every statement sent is among those whose plans are looked at.', async () => {
  await loadArticle(graph);
  await loadSecondSource(graph);
  const merge = { type: 'merge', entity: 'org_caam', into: 'org_statista' };
  await loadFile(graph, claimsFile(source('three'), merge));
  reads.mockClear();
  for (const { name } of fileFormats) for (const change of [null, 2]) await exportTo(graph, name, {}, change);
  for (const part of [
    { within: 'place_kostanay', predicates: ['OWNS'] },
    { entities: ['org_allurgroup'], predicates: ['OWNS', 'PARTNERS_WITH', 'OBSERVED'] },
    { value: { unit: 'USD', min: '1' }, predicates: ['OBSERVED'] },
  ] as const)
    for (const name of ['claims', 'ftm', 'node-link']) await exportTo(graph, name, part);
  const { statements } = graph;
  const known = new Set(
    [
      ...everyStatement(statements),
      ...everyThenStatement(statements),
      ...exportStatements(statements),
      ...exportStatements(statements, true),
    ].map(({ name }) => name),
  );
  expect(new Set(sent()).size).toBeGreaterThan(20);
  expect(sent().filter((name) => !known.has(name))).toEqual([]);
});

test('How far a part reaches is read once, however many files it is written to.', async () => {
  await loadArticle(graph);
  const part = { entities: ['org_allurgroup'] };
  const readsOfClaims = async (format: string): Promise<number> => {
    reads.mockClear();
    await exportTo(graph, format, part);
    return sent().filter((name) => name.startsWith('claims-in-turn')).length;
  };
  // A graph of edges has no claims in it, but names its sources; the others have the claims, too.
  const once = await readsOfClaims('graphml');
  expect(once).toBeGreaterThan(0);
  expect(await readsOfClaims('jsonld')).toBe(2 * once);
  expect(await readsOfClaims('csv')).toBe(2 * once);
});

/** Sources of one change are told in the order of their ids. */
const named = (i: number): string => `${i}`.padStart(3, '0');

/** So many sources, each of which says so much. */
const sources = (count: number, from: number, claims: number) =>
  Array.from({ length: count }, (_, i) => [
    source(named(from + i)),
    ...Array.from({ length: claims }, (_, year) =>
      observed('org_a', 'jobs', {
        value: { amount: `${i + 1}`, unit: '{person}' },
        period: `${1500 + from + i}`,
        locator: `${year}`,
      }),
    ),
  ]).flat();

test('Claims of sources are read two thousand at once: sources without any, with a few, and with more than that are told in their order.', async () => {
  await loadFile(
    graph,
    claimsFile(
      entity('org_a'),
      ...sources(300, 0, 3),
      ...sources(20, 300, 0),
      ...sources(1, 320, 2_300),
      ...sources(30, 321, 10),
    ),
  );
  const whole = async () => (await exportTo(graph, 'claims')).text;
  const text = await whole();
  expect(sent().filter((name) => name.startsWith('claims-in-turn'))).toHaveLength(2);
  expect(sent().length).toBeLessThan(30);
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; id?: string; locator?: string });
  const told: [source: string, claims: number][] = [];
  for (const { type, id } of lines) {
    if (type === 'source') told.push([id ?? '', 0]);
    const last = told.at(-1);
    if (type === 'claim' && last) last[1] += 1;
  }
  expect(told).toEqual([
    ...Array.from({ length: 300 }, (_, i) => [`source_${named(i)}`, 3]),
    ...Array.from({ length: 20 }, (_, i) => [`source_${named(300 + i)}`, 0]),
    ['source_320', 2_300],
    ...Array.from({ length: 30 }, (_, i) => [`source_${named(321 + i)}`, 10]),
  ]);
  await emptyGraph(graph);
  const again = claimsFile(...text.trim().split('\n'));
  await loadFile(graph, again);
  expect(await whole()).toBe(text);
});
