import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { refusalOf, runSteppe } from '../cli/run-steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claimsFile, entity } from '../ingest/claims-file-of.ts';

/** `steppe candidates`: the same list as `mergeCandidates`, at a terminal. */
const graph = await openTestGraph();
const named = (id: string, text: string) => entity(id, { names: [{ text }] });
beforeAll(() =>
  loadFile(
    graph,
    claimsFile(
      named('org_twin_a', 'Twin Rivers LLP'),
      named('org_twin_b', 'ТОО «Twin Rivers»'),
      named('org_steel_a', 'Northern Steelworks'),
      named('org_steel_b', 'Northern Stealworks'),
      named('person_zhang_wei', 'Zhang Wei'),
      named('person_wei_zhang', 'Wei Zhang'),
      named('facility_unit_1', 'Power Station Unit 1'),
      named('facility_unit_2', 'Power Station Unit 2'),
    ),
  ),
);
afterAll(() => graph.close());

const { uri, username, password } = inject('database');
const candidates = (...args: string[]) =>
  runSteppe(['candidates', ...args], { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password });

test('Pairs are shown with names, ids, score and evidence, the best first; how many more there are is said beside them.', {
  timeout: 60_000,
}, async () => {
  const { code, stdout, stderr } = await candidates('--limit', '1');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      '0.80  Twin Rivers LLP (org_twin_a)  ·  ТОО «Twin Rivers» (org_twin_b)\n' +
      '      +0.80  SAME_NAME             both are called “twin rivers” without legal forms\n',
  });
  expect(stderr).toContain('These are the best 1 of 2: --limit shows more.\n');
  const all = await candidates('--min-score', '0');
  expect(all.stdout.match(/^\d\.\d\d {2}.*$/gm)).toHaveLength(4);
  expect(all.stdout).toMatch(
    /^ {6}−0\.70 {2}DIFFERENT_NUMBERS {5}1 is in names of one, 2 in those of the other$/m,
  );
});

test('For programs each pair is a line of JSON, of the kinds or of the entity asked for.', {
  timeout: 60_000,
}, async () => {
  const lines = async (...args: string[]): Promise<unknown[]> => {
    const { stdout } = await candidates('--format', 'jsonl', '--min-score', '0', ...args);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  };
  expect(await lines('--kind', 'person')).toEqual([
    {
      score: 0.49,
      entities: [
        { id: 'person_wei_zhang', name: 'Wei Zhang' },
        { id: 'person_zhang_wei', name: 'Zhang Wei' },
      ],
      evidence: [
        {
          kind: 'SAME_WORDS',
          weight: 0.49,
          detail: '“wei zhang” and “zhang wei” are the same words in another order',
        },
      ],
    },
  ]);
  expect(await lines('--kind', 'PERSON', 'FACILITY')).toHaveLength(2);
  expect(await lines('--entity', 'org_steel_b')).toMatchObject([
    { entities: [{ id: 'org_steel_a' }, { id: 'org_steel_b' }] },
  ]);
});

test('Where there is none, it says so and prints nothing.', async () => {
  const { code, stdout, stderr } = await candidates('--min-score', '0.95');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toContain('There are no candidates with a score of 0.95 or more.\n');
});

test.each([
  [['--min-score', '2'], '--min-score: give a number from 0 to 1, not "2".'],
  [['--min-score', 'high'], '--min-score: give a number from 0 to 1, not "high".'],
  [['--limit', '0'], '--limit: give a whole number from 1, not "0".'],
  [['--limit', '1.5'], '--limit: give a whole number from 1, not "1.5".'],
  [['--format', 'xml'], '--format: give table or jsonl, not "xml".'],
  [
    ['--kind', 'FIRM'],
    '--kind: "FIRM" is no kind: give ORGANIZATION, PERSON, FACILITY, PROJECT, PLACE, PRODUCT.',
  ],
  [['--entity', 'org_nobody'], '--entity: no entity has the id "org_nobody".'],
])('steppe candidates %j is refused with what can be given.', async (args, said) => {
  expect(refusalOf(await candidates(...args))).toBe(said);
});
