import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { countNodes, emptyGraph, runCypher } from '../../database/empty-graph.ts';
import { type Steppe, startSteppe } from '../../database/steppe.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { entitiesFile, ftm } from '../ftm/ftm-files.ts';
import { importFtm, settled } from './ftm-import.ts';

const graph = await openTestGraph();
let steppe: Steppe;
beforeAll(async () => {
  steppe = await startSteppe(graph);
});
beforeEach(() => emptyGraph(graph));
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

/** A made-up register: a plant’s firm, who owns it, and what is of no kind that the graph keeps. Links come first. */
const register = [
  ftm('Ownership', 'own-1', {
    owner: ['per-1'],
    asset: ['co-1'],
    percentage: ['more than 25'],
    startDate: ['2014-03'],
    ownershipType: ['beneficial'],
  }),
  ftm('Ownership', 'own-2', {
    owner: ['co-2'],
    asset: ['co-1'],
    percentage: ['51.5'],
    startDate: ['2014'],
    endDate: ['2020-06-30'],
  }),
  ftm('Ownership', 'own-3', { owner: ['co-2'], asset: ['ship-1'] }),
  ftm('Directorship', 'dir-1', { director: ['per-1'], organization: ['co-1'] }),
  ftm(
    'Company',
    'co-1',
    {
      name: ['Saryarqa Motors LLP', 'ТОО «Сарыарқа Моторс»'],
      weakAlias: ['SM'],
      jurisdiction: ['kz'],
      registrationNumber: ['991140000017'],
      leiCode: ['5493001KJTIIGC8Y1R12'],
      parent: ['co-2'],
    },
    { caption: 'Saryarqa Motors LLP', last_seen: '2024-05-01T12:00:00', referents: ['old-co-1'] },
  ),
  ftm(
    'Company',
    'co-2',
    { name: ['Steppe Holding'], country: ['kz', 'cy'] },
    { datasets: ['b_list', 'a_list'] },
  ),
  ftm('Person', 'per-1', { name: ['Aigerim Example'], nationality: ['kz'], wikidataId: ['Q1'] }),
  ftm('Vessel', 'ship-1', { name: ['Example of the Seas'] }),
  ftm('Address', 'addr-1', { full: ['1 Example Street'] }),
  ftm('Project', 'prj-1', { name: ['A plant in Kostanay'], country: ['kz'] }),
];

interface Owned {
  readonly entity: {
    readonly name: string;
    readonly names: readonly { text: string; language: string | null; kind: string }[];
    readonly identifiers: readonly { scheme: string; value: string }[];
    readonly owners: {
      readonly nodes: readonly { name: string }[];
      readonly edges: readonly {
        readonly node: { readonly __typename: string; readonly name: string };
        readonly share: { amount: string | null; unit: string; bound: string } | null;
        readonly period: { edtf: string } | null;
        readonly claims: {
          readonly nodes: readonly {
            locator: string;
            quote: string | null;
            source: { title: string; publisher: string; retrievedAt: string | null };
          }[];
        };
      }[];
    };
    readonly partOf: { readonly nodes: readonly { name: string }[] };
    readonly locations: { readonly nodes: readonly { id: string; name: string }[] };
  };
}

const OWNED = `query ($id: ID!) { entity(by: { id: $id }) { ... on Organization {
  name names { text language kind } identifiers { scheme value }
  owners(first: 10) { edges {
    node { __typename name } share { amount unit bound } period { edtf }
    claims(first: 5) { nodes { locator quote source { title publisher retrievedAt } } }
  } }
  partOf { nodes { name } } locations { nodes { id name } }
} } }`;

/** Whom an id of FollowTheMoney names in the graph. */
const idsOf = (ftmId: string): Promise<unknown[]> =>
  runCypher(graph, 'MATCH (:Identifier {key: $key})-[:IDENTIFIES]->(e) RETURN e.id', { key: `ftm:${ftmId}` });

async function owned(ftmId: string): Promise<Owned['entity']> {
  const [id] = await idsOf(ftmId);
  return (await steppe.data<Owned>(OWNED, { id })).entity;
}

test.each(['entities.ftm.json', 'entities.jsonl.gz'])(
  'Entities and who owns them are asked for through GraphQL, links standing before whom they link (%s).',
  async (name) => {
    const { tally, rules, refusals, notes } = await importFtm(graph, entitiesFile(name, register));
    // A firm with a parent is a row as a firm and a row as a part.
    expect(tally).toMatchObject({ rows: 11, imported: 7, unchanged: 0, skipped: 4, refused: 0 });
    expect([refusals, notes]).toEqual([[], []]);
    expect(rules.toSorted()).toEqual([
      expect.stringMatching(/^Address: /),
      expect.stringMatching(/^Directorship: no predicate/),
      expect.stringMatching(/^Ownership: .*Vessel/),
      expect.stringMatching(/^Vessel: /),
    ]);
    const firm = await owned('co-1');
    expect(firm.name).toBe('Saryarqa Motors LLP');
    expect(firm.names).toContainEqual({ text: 'SM', language: null, kind: 'ALIAS' });
    expect(firm.identifiers).toEqual([
      { scheme: 'ftm', value: 'co-1' },
      { scheme: 'ftm', value: 'old-co-1' },
      { scheme: 'lei', value: '5493001KJTIIGC8Y1R12' },
      { scheme: 'registration-kz', value: '991140000017' },
    ]);
    expect(firm.partOf.nodes).toEqual([{ name: 'Steppe Holding' }]);
    expect(firm.locations.nodes).toEqual([{ id: 'place_kazakhstan', name: 'Kazakhstan' }]);
    const edges = firm.owners.edges.toSorted((a, b) => a.node.name.localeCompare(b.node.name));
    expect(edges).toEqual([
      {
        node: { __typename: 'Person', name: 'Aigerim Example' },
        share: { amount: '25', unit: '%', bound: 'AT_LEAST' },
        period: { edtf: '2014-03/..' },
        claims: {
          nodes: [
            {
              locator: 'own-1',
              quote: 'more than 25; beneficial',
              source: {
                title: 'test_register (FollowTheMoney)',
                publisher: 'test_register',
                retrievedAt: expect.stringContaining('2024-05-01T12:00:00'),
              },
            },
          ],
        },
      },
      {
        node: { __typename: 'Organization', name: 'Steppe Holding' },
        share: { amount: '51.5', unit: '%', bound: 'EXACT' },
        period: { edtf: '2014/2020-06-30' },
        claims: { nodes: [expect.objectContaining({ locator: 'own-2', quote: null })] },
      },
    ]);
    // An entity of several datasets is stated by them together.
    expect(await runCypher(graph, 'MATCH (s:Source) RETURN s.publisher ORDER BY s.publisher')).toEqual([
      'a_list, b_list',
      'test_register',
    ]);
  },
);

test('Imported again it changes nothing; from a file in another order the same graph comes.', async () => {
  const file = entitiesFile('twice.json', register);
  await importFtm(graph, file);
  const once = await settled(graph);
  const [before] = await runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber');
  const again = await importFtm(graph, file);
  expect(again.tally).toMatchObject({ rows: 11, imported: 0, unchanged: 7, skipped: 4, asserted: 0 });
  expect(await runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber')).toEqual([before]);
  await emptyGraph(graph);
  await importFtm(graph, entitiesFile('turned.json', register.toReversed()));
  expect(await settled(graph)).toEqual(once);
});

test('A dry run tells the same and leaves nothing behind.', async () => {
  const file = entitiesFile('dry.json', [
    ...register,
    ftm('Ownership', 'own-x', { owner: ['nobody'], asset: ['co-1'] }),
  ]);
  const dry = await importFtm(graph, file, { isDryRun: true });
  expect(await countNodes(graph)).toBe(0);
  expect(existsSync(dry.refusedPath)).toBe(false);
  const wet = await importFtm(graph, file);
  expect(wet.tally).toMatchObject({ rows: 12, imported: 7, skipped: 4, refused: 1 });
  expect(dry.tally).toEqual(wet.tally);
  expect((await importFtm(graph, file, { isDryRun: true })).tally).toMatchObject({
    imported: 0,
    unchanged: 7,
  });
});

test('What cannot stand is refused with line, property, value and reason; mended, the refused lines are imported.', async () => {
  const nameless = { datasets: undefined };
  const file = entitiesFile('bad.ftm.json', [
    ftm('Company', 'co-1', { name: ['Saryarqa Motors'], country: ['kz'] }),
    '{"id": "torn", "schema": "Company", "properties": {"name": ["x"]',
    ftm('Companie', 'co-3', { name: ['A slip'] }),
    ftm('Company', 'co-4', { name: ['Firm four'], country: ['qq'] }),
    ftm('Company', 'co-5', { name: ['—'], country: ['kz'] }),
    ftm('Company', 'co-6', { name: ['Firm six'], countri: ['kz'] }),
    ftm('Ownership', 'o-1', { owner: ['co-6'], asset: ['co-1'], percentage: ['120'] }, nameless),
    ftm('Ownership', 'o-2', { owner: ['co-6'], asset: ['co-1'], startDate: ['2014-13'] }),
    ftm('Ownership', 'o-3', { owner: ['co-6'], asset: ['co-1'], startDate: ['2015'], endDate: ['2014'] }),
    ftm('Ownership', 'o-4', { owner: ['gone'], asset: ['co-1'] }),
    ftm('Ownership', 'o-5', { owner: ['co-4'], asset: ['co-1'] }),
    ftm('Ownership', 'o-6', { owner: ['co-6'] }),
    ftm('Company', 'co-7', { name: ['Both'] }),
    ftm('Person', 'co-7', { name: ['Both'] }),
    ftm('Ownership', 'o-7', { owner: ['co-6'], asset: ['co-1'], percentage: ['49'] }, nameless),
  ]);
  const { tally, refusals, notes, refusedPath } = await importFtm(graph, file);
  expect(tally).toMatchObject({ rows: 15, imported: 3, refused: 12, skipped: 0, unchanged: 0 });
  expect(refusals.map(([line, column, value]) => [line, column, value])).toEqual([
    [2, '', '{"id": "torn", "schema": "Company", "properties": {"name": ["x"]'],
    [3, 'schema', 'Companie'],
    [4, 'properties.country', 'qq'],
    [5, 'properties.name', ''],
    [13, 'schema', 'Company'],
    [14, 'schema', 'Person'],
    [7, 'properties.percentage', '120'],
    [8, 'properties.startDate', '2014-13'],
    [9, 'properties.endDate', '2014'],
    [10, 'properties.owner', 'gone'],
    [11, 'properties.owner', 'co-4'],
    [12, 'properties.asset', ''],
  ]);
  for (const [, , , reason] of refusals) expect(reason.length).toBeGreaterThan(10);
  expect(notes).toEqual([expect.stringContaining('Company:countri')]);
  // Nobody is made of an id alone.
  expect(await runCypher(graph, 'MATCH (e:Entity) RETURN e.name ORDER BY e.name')).toEqual([
    'Firm six',
    'Kazakhstan',
    'Saryarqa Motors',
  ]);

  expect(refusedPath).toBe(file.replace('.json', '.refused.json'));
  const kept = readFileSync(refusedPath, 'utf8');
  expect(kept.trimEnd().split('\n')).toHaveLength(12);
  const mended = kept
    .replace('["x"]', '["Torn Ltd"]}}')
    .replace('Companie', 'Company')
    .replace('"qq"', '"cn"')
    .replace('—', 'Firm five')
    .replace('"120"', '"12"')
    .replace('2014-13', '2014-12')
    .replace('"endDate":["2014"]', '"endDate":["2016"]')
    .replace('"gone"', '"co-5"')
    .replace('"owner":["co-6"]}', '"owner":["co-6"],"asset":["co-5"]}')
    .replace('"schema":"Person"', '"schema":"LegalEntity"');
  writeFileSync(refusedPath, mended);
  const again = await importFtm(graph, refusedPath);
  expect(again.refusals).toEqual([]);
  expect(again.tally).toMatchObject({ rows: 12, refused: 0 });
  const { owners } = await owned('co-1');
  // Two shares of one owner without a period are one fact, about which they disagree.
  expect(owners.edges).toHaveLength(5);
  // Without a dataset the file is the source; mended rows come from where the others do.
  expect(
    await runCypher(
      graph,
      'MATCH (c:Claim)-[:STATED_IN]->(s:Source {title: "bad.ftm.json"}) RETURN c.amount ORDER BY c.amount',
    ),
  ).toEqual(['12', '49']);
});

test('A firm that another source has described is found by its name in its country, and links reach it.', async () => {
  await runCypher(
    graph,
    `CREATE (e:Entity:Organization {id: 'org_saryarqa', kind: 'ORGANIZATION', name: 'Saryarqa Motors', nameKey: 'x',
       nameTexts: ['Saryarqa Motors'], nameLanguages: ['en'], nameScripts: ['Latn'], nameKinds: ['OFFICIAL'],
       identifierSchemes: [], identifierValues: [], foldedNames: ['saryarqa motors'], searchText: 'x', withinIds: []})
     CREATE (:MatchName {key: 'ORGANIZATION|saryarqa motors'})-[:NAMES]->(e)`,
  );
  const { tally } = await importFtm(graph, entitiesFile('met.json', register));
  expect(tally).toMatchObject({ refused: 0 });
  expect(await idsOf('co-1')).toEqual(['org_saryarqa']);
  expect((await owned('co-1')).owners.edges).toHaveLength(2);
});

test('Links may come in a file of their own, after those they link.', async () => {
  const [links, entities] = [register.slice(0, 2), register.slice(4)];
  await importFtm(graph, entitiesFile('nodes.json', entities));
  const { tally } = await importFtm(graph, entitiesFile('links.json', links));
  expect(tally).toMatchObject({ rows: 2, imported: 2, refused: 0 });
  const former = await importFtm(
    graph,
    entitiesFile('former.json', [ftm('Ownership', 'own-9', { owner: ['per-1'], asset: ['old-co-1'] })]),
  );
  expect(former.tally).toMatchObject({ imported: 1 });
  expect((await owned('co-1')).owners.edges).toHaveLength(3);
});

test('A share of more digits than a claim holds is rounded, and kept in its own words beside.', async () => {
  const firmOf = (id: string) => ftm('Company', id, { name: [`Firm ${id}`], country: ['kz'] });
  const owns = ftm('Ownership', 'o', {
    owner: ['co-1'],
    asset: ['co-2'],
    percentage: ['33.333333333333336'],
  });
  await importFtm(graph, entitiesFile('thirds.json', [firmOf('co-1'), firmOf('co-2'), owns]));
  expect(
    await runCypher(
      graph,
      "MATCH (c:Claim {predicate: 'OWNS'})-[stated:STATED_IN]->() RETURN [c.amount, stated.quote]",
    ),
  ).toEqual([['33.333333333333', '33.333333333333336']]);
});

test('A line of twelve megabytes is refused with a message, and the others are imported.', async () => {
  const huge = JSON.stringify(ftm('Company', 'huge', { name: ['Huge'], notes: ['x'.repeat(12_000_000)] }));
  const file = entitiesFile('huge.json', [
    huge,
    ftm('Company', 'a', { name: ['Firm A'] }),
    ftm('Ownership', 'o', { owner: ['huge'], asset: ['a'] }),
  ]);
  const { tally, refusals, refusedPath } = await importFtm(graph, file);
  expect(tally).toMatchObject({ rows: 3, imported: 1, refused: 2 });
  expect(refusals).toEqual([
    [1, '', expect.stringContaining('"id":"huge"'), expect.stringContaining('over 10 MiB')],
    [3, 'properties.owner', 'huge', expect.any(String)],
  ]);
  expect(readFileSync(refusedPath, 'utf8').trimEnd().split('\n')).toHaveLength(1);
});

test('An import that is stopped goes on where it was, among entities and among links, and ends in the graph of one that was left alone.', async () => {
  const count = 1_600;
  const lines = Array.from({ length: count }, (_, n) => [
    ftm('Ownership', `o-${n}`, {
      owner: [`c-${(n * 7) % count}`],
      asset: [n % 500 === 1 ? 'nobody' : `c-${n + 1 === count ? 0 : n + 1}`],
      percentage: [String(n % 101)],
    }),
    ftm('Company', `c-${n}`, { name: [`Made-up firm number ${n}`], jurisdiction: [n % 2 ? 'kz' : 'cn'] }),
  ]).flat();
  const file = entitiesFile('long.json', lines);
  const alone = await importFtm(graph, file);
  expect(alone.tally).toMatchObject({ rows: 3_200, skipped: 0, unchanged: 0 });
  expect(alone.tally.refused).toBeGreaterThanOrEqual(3);
  const whole = await settled(graph);
  const kept = readFileSync(alone.refusedPath, 'utf8');
  await emptyGraph(graph);

  const runs: number[] = [];
  for (let stops = 0; stops < 20; stops += 1) {
    const stopping = new AbortController();
    let batches = 0;
    try {
      const { tally } = await importFtm(graph, file, {
        id: 'import_stopped',
        signal: stopping.signal,
        onBatch: () => {
          batches += 1;
          if (batches === 2) stopping.abort();
        },
      });
      runs.push(tally.rows);
      expect(tally).toEqual(alone.tally);
      break;
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
    }
  }
  expect(runs).toHaveLength(1);
  expect(await settled(graph)).toEqual(whole);
  expect(readFileSync(alone.refusedPath, 'utf8')).toBe(kept);
}, 120_000);
