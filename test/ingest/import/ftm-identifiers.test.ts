import { afterAll, beforeEach, expect, test } from 'vitest';
import { emptyGraph, runCypher } from '../../database/empty-graph.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { entitiesFile, ftm } from '../ftm/ftm-files.ts';
import { importFtm } from './ftm-import.ts';

/** Whom the identifiers of an entity mean, and whom they do not. */
const graph = await openTestGraph();
beforeEach(() => emptyGraph(graph));
afterAll(() => graph.close());

test('An entity that its identifiers cannot tell is refused, and with it the links to it.', async () => {
  await importFtm(
    graph,
    entitiesFile('known.json', [
      ftm('Company', 'a', { name: ['Firm A'], leiCode: ['5493001KJTIIGC8Y1R12'] }),
      ftm('Company', 'b', { name: ['Firm B'], wikidataId: ['Q2'] }),
    ]),
  );
  const { tally, refusals } = await importFtm(
    graph,
    entitiesFile('between.json', [
      ftm('Company', 'c', { name: ['Firm C'], leiCode: ['5493001KJTIIGC8Y1R12'], wikidataId: ['Q2'] }),
      ftm('Ownership', 'o', { owner: ['c'], asset: ['a'] }),
      ftm('Person', 'p', { name: ['A Person'], wikidataId: ['Q2'] }),
    ]),
  );
  expect(tally).toMatchObject({ rows: 3, imported: 0, refused: 3 });
  expect(refusals.map(([line, , , reason]) => [line, reason])).toEqual([
    [1, expect.stringContaining('several entities')],
    [3, expect.stringContaining('an entity of the kind ORGANIZATION')],
    [2, expect.stringContaining('several entities')],
  ]);
  expect(await runCypher(graph, 'MATCH (e:Entity) RETURN count(e)')).toEqual([2]);
});

test('An identifier never makes a person of a firm: the second of a file is refused, a mere legal entity takes the kind that is known.', async () => {
  const { tally, refusals } = await importFtm(
    graph,
    entitiesFile('kinds.json', [
      ftm('Company', 'a', { name: ['Firm A'], wikidataId: ['Q2'] }),
      ftm('Person', 'b', { name: ['Person B'], wikidataId: ['Q2'] }),
      ftm('Person', 'c', { name: ['Person C'], wikidataId: ['Q3'] }),
      ftm('LegalEntity', 'd', { name: ['Somebody'], wikidataId: ['Q3'] }),
    ]),
  );
  expect(tally).toMatchObject({ rows: 4, refused: 1 });
  expect(refusals.map(([line, column, value]) => [line, column, value])).toEqual([
    [2, 'schema', 'wikidata:Q2'],
  ]);
  expect(await runCypher(graph, 'MATCH (e:Entity) RETURN [e.name, labels(e)] ORDER BY e.name')).toEqual([
    ['Firm A', ['Entity', 'Organization']],
    ['Person C', ['Entity', 'Person']],
  ]);
});
