import { afterAll, expect, test } from 'vitest';
import { migrate } from '../../src/graph/migrate.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { blocksOf } from '../../src/model/name-blocks.ts';
import { runCypher } from '../database/empty-graph.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';
import { claimsFile, entity } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
afterAll(() => graph.close());

const names = [
  'Allur Auto',
  'Qostanay Motors',
  'ТОО «Аллюр Групп»',
  '重庆长安汽车股份有限公司',
  'Power Station, Unit 1b',
  '3M',
  'Aoi',
  'Bassett Hall Inn 88',
  'Corp Holding',
  'Lllama Mmmills',
  'Xerox Maxx',
  'ArcelorMittal Temirtau',
];

const stored = (): Promise<unknown[]> =>
  runCypher(graph, 'MATCH (m:MatchName) RETURN [m.key, m.lettersBlock, m.headBlock, m.name] ORDER BY m.key');

test('Names are written with their blocks and by themselves, and migrations give the same to those that were there before.', {
  timeout: 60_000,
}, async () => {
  await loadArticle(graph);
  await loadFile(
    graph,
    claimsFile(
      ...names.map((text, i) => entity(`${i % 2 ? 'facility' : 'org'}_${i}`, { names: [{ text }] })),
    ),
  );
  const written = await stored();
  expect(written.length).toBeGreaterThan(50);
  expect(written).toEqual(
    written.map((row) => {
      const [key] = row as string[];
      const { lettersBlock, headBlock } = blocksOf(key ?? '');
      return [key, lettersBlock, headBlock, key?.replace(/^[A-Z]+\|/, '')];
    }),
  );
  await runCypher(graph, 'MATCH (m:MatchName) REMOVE m.lettersBlock, m.headBlock, m.name');
  await runCypher(graph, 'MATCH (m:Migration) WHERE m.number IN [6, 11] DELETE m');
  expect(await migrate(graph)).toEqual(['migrations/006-name-blocks', 'migrations/011-names']);
  expect(await stored()).toEqual(written);
});
