import { afterAll, beforeEach, expect, inject, test } from 'vitest';
import { lineFormatOf } from '../../../src/ingest/import/ftm-format.ts';
import { refusalOf, runSteppe } from '../../cli/run-steppe.ts';
import { emptyGraph, runCypher } from '../../database/empty-graph.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { claimsFile, entity, observed, source } from '../claims-file-of.ts';
import { entitiesFile, ftm, statementsFile, statementsOf, writeFtm } from '../ftm/ftm-files.ts';

const graph = await openTestGraph();
beforeEach(() => emptyGraph(graph));
afterAll(() => graph.close());

const firm = ftm('Company', 'co-1', { name: ['Saryarqa Motors'], country: ['kz'] });
const claims = [source('s'), entity('org_a'), observed('org_a', 'jobs', { text: 'many' })];

test.each([
  ['entities of FollowTheMoney', () => entitiesFile('e.json', [firm]), 'ftm-entities'],
  ['gzipped ones', () => entitiesFile('e.json.gz', [firm]), 'ftm-entities'],
  ['gzipped ones by another name', () => entitiesFile('e.gz', [firm]), 'ftm-entities'],
  [
    'ones whose first line is torn',
    () => entitiesFile('t.jsonl', ['{"id": "x", "schema":', firm]),
    'ftm-entities',
  ],
  ['its statements', () => statementsFile('s.csv', statementsOf(firm)), 'ftm-statements'],
  ['its statements, gzipped', () => statementsFile('s.csv.gz', statementsOf(firm)), 'ftm-statements'],
  ['a claims file', () => claimsFile(...claims), 'claims'],
  [
    'a claims file whose first line is torn',
    () => claimsFile('{"type": "source", "id"', ...claims),
    'claims',
  ],
  ['a table', () => writeFtm('t.csv', 'id,schema,value\n1,2,3\n'), null],
  ['a list in JSON', () => writeFtm('list.json', `[${JSON.stringify(firm)}]`), null],
  ['nothing', () => writeFtm('empty.json', ''), null],
])('By its content a file is known to be %s.', async (_, write, format) => {
  expect(await lineFormatOf(write())).toBe(format);
});

test('The command imports entities, statements and claims, each known by its content, and says what became of them.', async () => {
  const { uri, username, password } = inject('database');
  const settings = { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password };
  const files = [
    entitiesFile('command.ftm.json.gz', [
      firm,
      ftm('Ownership', 'o', { owner: ['co-1'], asset: ['co-9'], percentage: ['x'] }),
      ftm('Sanction', 'x', { entity: ['co-1'] }),
    ]),
    statementsFile('command.csv', statementsOf(ftm('Company', 'co-2', { name: ['Steppe Holding'] }))),
    claimsFile(...claims),
  ];
  const { code, stdout, stderr } = await runSteppe(['import', ...files], settings);
  expect(stderr).toMatch(/command\.ftm\.json\.gz:2 \(properties\.asset\): no entity of this id.*: "co-9"/);
  expect(stdout).toMatch(/gz: 3 rows: 1 imported, 0 unchanged, 1 skipped, 1 refused/);
  expect(stdout).toMatch(/refused rows, .*command\.ftm\.refused\.json\n/);
  expect(stdout).toMatch(/skipped: Sanction: .*: 1\n/);
  expect(stdout).toMatch(/csv: 1 rows: 1 imported, 0 unchanged/);
  expect(stdout).toMatch(/jsonl: 3 rows: 3 imported/);
  expect(stdout).toMatch(/why each was refused: .*command\.ftm\.refused\.json\.reasons\.csv\n/);
  expect(code).toBe(3);
  expect(await runCypher(graph, 'MATCH (e:Organization) RETURN e.name ORDER BY e.name')).toEqual([
    'Saryarqa Motors',
    'Steppe Holding',
    'org_a',
  ]);
  const list = writeFtm('command-list.json', `[${JSON.stringify(firm)}]`);
  expect(refusalOf(await runSteppe(['import', list], settings))).toMatch(
    /command-list\.json: it is neither a claims file nor FollowTheMoney entities/,
  );
}, 120_000);
