import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { emptyGraph, runCypher } from '../../database/empty-graph.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { entitiesFile, ftm, type Statement, statementsFile, statementsOf } from '../ftm/ftm-files.ts';
import { importFtm, settled } from './ftm-import.ts';

const graph = await openTestGraph();
beforeEach(() => emptyGraph(graph));
afterAll(() => graph.close());

const entities = [
  ftm('Ownership', 'a-own', {
    owner: ['per-1'],
    asset: ['co-1'],
    percentage: ['25-50'],
    startDate: ['2014-03-01'],
  }),
  ftm('Company', 'co-1', { name: ['Saryarqa Motors'], jurisdiction: ['kz'], parent: ['co-2'] }),
  ftm('Company', 'co-2', { name: ['Steppe Holding'], country: ['kz'], wikidataId: ['Q7'] }),
  ftm('Person', 'per-1', { name: ['Aigerim Example'] }),
  ftm('Vessel', 'ship-1', { name: ['Example of the Seas'] }),
];
const statements = entities.flatMap(statementsOf);
test.each(['statements.csv', 'statements.csv.gz'])(
  'Statements come to the graph that the entities they are of come to (%s).',
  async (name) => {
    await importFtm(graph, entitiesFile('same.json', entities));
    const expected = await settled(graph);
    await emptyGraph(graph);
    const file = statementsFile(name, statements);
    const { tally, refusals } = await importFtm(graph, file);
    expect(refusals).toEqual([]);
    // Statements of one entity are a row, and once more for its parent.
    expect(tally).toMatchObject({ rows: 6, imported: 5, skipped: 1, refused: 0 });
    expect(await settled(graph)).toEqual(expected);
    const again = await importFtm(graph, file);
    expect(again.tally).toMatchObject({ imported: 0, unchanged: 5, skipped: 1, asserted: 0 });
    const dry = await importFtm(graph, file, { isDryRun: true });
    expect(dry.tally).toEqual(again.tally);
  },
);

/** A statement of an entity that was merged: what it was called in its dataset, and what it is called now. */
const merged = (
  canonical_id: string,
  entity_id: string,
  schema: string,
  dataset: string,
  prop: string,
  value: string,
  more: Statement = {},
): Statement => ({ canonical_id, entity_id, schema, dataset, prop, value, ...more });

test('Each dataset is the source of what it states; names have their language, external statements are left out, former ids are known.', async () => {
  const { tally, rules } = await importFtm(
    graph,
    statementsFile('datasets.csv', [
      merged('NK-1', 'a-1', 'LegalEntity', 'list_a', 'name', 'Сарыарқа Моторс', { lang: 'kaz' }),
      merged('NK-1', 'a-1', 'LegalEntity', 'list_a', 'country', 'kz', { last_seen: '2024-01-01T00:00:00' }),
      merged('NK-1', 'b-1', 'Company', 'list_b', 'name', 'Saryarqa Motors', { lang: 'eng' }),
      merged('NK-1', 'b-1', 'Company', 'list_b', 'country', 'kz', { last_seen: '2024-02-01T00:00:00' }),
      merged('NK-1', 'c-1', 'Company', 'elsewhere', 'country', 'ru', { external: 't' }),
      merged('NK-2', 'a-2', 'Person', 'list_a', 'name', 'Aigerim Example'),
      merged('NK-3', 'x', 'Person', 'elsewhere', 'name', 'Nobody of ours', { external: 'true' }),
      merged('o', 'a-o', 'Ownership', 'list_a', 'owner', 'a-2'),
      merged('o', 'a-o', 'Ownership', 'list_a', 'asset', 'b-1'),
      merged('o', 'b-o', 'Ownership', 'list_b', 'percentage', '60'),
    ]),
  );
  expect(tally).toMatchObject({ rows: 4, imported: 3, skipped: 1, refused: 0 });
  expect(rules).toEqual([expect.stringMatching(/^external/)]);
  const claims = await runCypher(
    graph,
    `MATCH (a)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b), (c)-[:STATED_IN]->(s:Source)
     RETURN [a.name, c.predicate, b.name, c.amount, s.publisher] AS said ORDER BY c.predicate, s.publisher`,
  );
  expect(claims).toEqual([
    ['Saryarqa Motors', 'LOCATED_IN', 'Kazakhstan', null, 'list_a'],
    ['Saryarqa Motors', 'LOCATED_IN', 'Kazakhstan', null, 'list_b'],
    ['Aigerim Example', 'OWNS', 'Saryarqa Motors', null, 'list_a'],
    ['Aigerim Example', 'OWNS', 'Saryarqa Motors', '60', 'list_b'],
  ]);
  expect(
    await runCypher(
      graph,
      'MATCH (e:Organization) RETURN [e.nameTexts, e.nameLanguages, e.identifierValues]',
    ),
  ).toEqual([
    [
      ['Сарыарқа Моторс', 'Saryarqa Motors'],
      ['kk', 'en'],
      ['NK-1', 'a-1', 'b-1'],
    ],
  ]);
  expect(
    await runCypher(graph, "MATCH (s:Source {publisher: 'list_b'}) RETURN toString(s.retrievedAt)"),
  ).toEqual([expect.stringContaining('2024-02-01')]);
});

test('An entity whose statements stand apart is refused as a whole, and so are links to it; sorted, what was refused is imported.', async () => {
  const apart = [
    merged('co-1', 'co-1', 'Company', 'd', 'name', 'Saryarqa Motors'),
    merged('co-2', 'co-2', 'Company', 'd', 'name', 'Steppe Holding'),
    merged('co-1', 'co-1', 'Company', 'd', 'country', 'kz'),
    merged('o', 'o', 'Ownership', 'd', 'owner', 'co-2'),
    merged('o', 'o', 'Ownership', 'd', 'asset', 'co-1'),
  ];
  const { tally, refusals, refusedPath } = await importFtm(graph, statementsFile('apart.csv', apart));
  expect(tally).toMatchObject({ rows: 4, imported: 1, refused: 3 });
  expect(refusals.map(([line, column, value]) => [line, column, value])).toEqual([
    [2, 'canonical_id', 'co-1'],
    [4, 'canonical_id', 'co-1'],
    [5, 'asset', 'co-1'],
  ]);
  expect(refusals[0]?.[3]).toContain('sort the rows by canonical_id');
  expect(refusals[2]?.[3]).toContain('(line 6)');
  expect(await runCypher(graph, 'MATCH (e:Entity) RETURN e.name')).toEqual(['Steppe Holding']);

  const [header = '', ...rows] = readFileSync(refusedPath, 'utf8').trimEnd().split('\n');
  expect(rows).toHaveLength(4);
  writeFileSync(refusedPath, `${[header, ...rows.toSorted()].join('\n')}\n`);
  const again = await importFtm(graph, refusedPath);
  expect(again.tally).toMatchObject({ rows: 2, imported: 2, refused: 0 });
  expect(await runCypher(graph, 'MATCH (a)-[:OWNS]->(b) RETURN [a.name, b.name]')).toEqual([
    ['Steppe Holding', 'Saryarqa Motors'],
  ]);
});

test('Statements that cannot stand are refused with the line, the property, the value and the reason.', async () => {
  const { tally, refusals } = await importFtm(
    graph,
    statementsFile('bad.csv', [
      merged('a', 'a', 'Company', 'd', 'name', 'Firm A'),
      merged('b', 'b', 'Company', 'd', 'name', 'Firm B'),
      merged('b', 'b', 'Company', 'd', 'country', 'qq'),
      merged('c', 'c', 'Company', 'd', 'name', 'Firm C'),
      merged('c', 'c', 'Person', 'd', 'name', 'Firm C'),
      merged('', '', 'Company', 'd', 'name', 'Firm D'),
      merged('e', 'e', 'Spaceship', 'd', 'name', 'Firm E'),
      merged('f', 'f', 'Company', 'd', 'name', 'Firm F'),
      merged('g', 'g', 'Ownership', 'd', 'owner', 'a'),
      merged('g', 'g', 'Ownership', 'd', 'asset', 'f'),
      merged('g', 'g', 'Ownership', 'd', 'percentage', 'most'),
    ]),
  );
  expect(tally).toMatchObject({ rows: 7, imported: 2, refused: 5 });
  expect(refusals).toEqual([
    [3, 'country', 'qq', expect.stringContaining('(line 4)')],
    [5, 'schema', expect.any(String), expect.stringContaining('exclude each other')],
    [7, 'entity_id', expect.any(String), expect.any(String)],
    [8, 'schema', 'Spaceship', expect.any(String)],
    [10, 'percentage', 'most', expect.stringContaining('(line 12)')],
  ]);
});

test('An entity of more statements than are held in memory is refused with a message, and the others are imported.', async () => {
  const large = Array.from({ length: 12 }, (_, n) =>
    merged('large', 'large', 'Company', 'd', 'notes', `${n}`.repeat(1_000_000)),
  );
  const { tally, refusals, refusedPath } = await importFtm(
    graph,
    statementsFile('large.csv', [
      merged('a', 'a', 'Company', 'd', 'name', 'Firm A'),
      ...large,
      merged('large', 'large', 'Company', 'd', 'name', 'Large'),
      merged('z', 'z', 'Company', 'd', 'name', 'Firm Z'),
    ]),
  );
  expect(tally).toMatchObject({ rows: 3, imported: 2, refused: 1 });
  expect(refusals).toEqual([[3, '', expect.any(String), expect.stringContaining('over 10 MiB')]]);
  expect(existsSync(refusedPath)).toBe(false);
});
