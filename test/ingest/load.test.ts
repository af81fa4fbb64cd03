import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { claimFromLine } from '../../src/ingest/claim.ts';
import { type ClaimLine, claimsFileLine, type EntityLine } from '../../src/ingest/claims-file.ts';
import { cardFromLine } from '../../src/ingest/entity.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { type Change, writeChange } from '../../src/ingest/write-claims.ts';
import { countNodes, emptyGraph, runCypher } from '../database/empty-graph.ts';
import { loadArticle, loadSecondSource, openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, observed, source } from './claims-file-of.ts';
import { projection, storedFacts } from './projection.ts';

const graph: Graph = await openTestGraph();
beforeEach(() => emptyGraph(graph));
afterAll(() => graph.close());

const claimIds = (): Promise<unknown[]> =>
  runCypher(graph, 'MATCH (c:Claim) WHERE c.retractedAt IS NULL RETURN c.id ORDER BY c.id');

test('Loading a file twice is loading it once: no second claim, no new change number.', async () => {
  const first = await loadArticle(graph);
  expect(first).toMatchObject({ changeNumber: 1, asserted: 56, retracted: 0, facts: 51, claims: 56 });
  const before = await projection(graph);
  const nodes = await countNodes(graph);
  expect(await loadArticle(graph)).toMatchObject({ changeNumber: null, asserted: 0, facts: 0 });
  expect(await projection(graph)).toEqual(before);
  expect(await countNodes(graph)).toBe(nodes);
});

test('The order of files and of lines does not matter: the facts are the same.', async () => {
  const entities = [entity('org_a'), entity('product_b'), entity('place_c'), entity('place_d')];
  const parts = [
    [
      source('x', { publishedAt: '2021' }),
      claim('org_a', 'PRODUCES', 'product_b', { text: 'cars', fact: 'k' }),
    ],
    [
      source('y', { publishedAt: '2022' }),
      claim('org_a', 'PRODUCES', 'product_b', { text: 'lorries', fact: 'k' }),
    ],
    [source('z'), claim('org_a', 'LOCATED_IN', 'place_c'), claim('place_c', 'LOCATED_IN', 'place_d')],
    [source('v'), claim('place_c', 'LOCATED_IN', 'place_d'), observed('org_a', 'jobs', { text: 'many' })],
  ];
  const results: unknown[] = [];
  for (const order of [parts, parts.toReversed()]) {
    await emptyGraph(graph);
    await loadFile(graph, claimsFile(...entities));
    for (const part of order) await loadFile(graph, claimsFile(...part));
    results.push(await projection(graph));
  }
  await emptyGraph(graph);
  await loadFile(graph, claimsFile(...entities, ...parts.flat()));
  results.push(await projection(graph));
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
});

test('Two sources that agree make one fact of two sources; that they word it differently is no second fact.', async () => {
  await loadArticle(graph);
  await loadSecondSource(graph);
  expect(await storedFacts(graph, 'org_allurgroup', 'org_changan')).toMatchObject([
    { sourceCount: 2, isDisputed: false },
  ]);
  // "Around 100 million" and "90 to 110 million" can both be true. The newer source is shown.
  expect(await storedFacts(graph, 'project_kostanay_car_plant', 'total investment')).toMatchObject([
    {
      sourceCount: 2,
      isDisputed: false,
      bound: 'RANGE',
      lower: '90000000',
      upper: '110000000',
    },
  ]);
});

test('Two sources that cannot both be right make a disputed fact; shown is the newer one.', async () => {
  await loadArticle(graph);
  const plant = ['facility_kostanay_car_plant', 'product_motor_vehicle'] as const;
  expect(await storedFacts(graph, ...plant)).toMatchObject([
    { amount: '50000', sourceCount: 1, isDisputed: false },
  ]);
  await loadSecondSource(graph);
  expect(await storedFacts(graph, ...plant)).toMatchObject([
    { amount: '120000', sourceCount: 2, isDisputed: true },
  ]);
  expect(await storedFacts(graph, 'place_kazakhstan', 'org_allurgroup')).toMatchObject([
    { modality: 'DENIED', sourceCount: 2, isDisputed: true },
  ]);
});

test('A better rank is shown before a newer source, and only claims of the best rank are in dispute.', async () => {
  const says = (id: string, publishedAt: string, amount: string, rank: string) => [
    source(id, { publishedAt }),
    observed('org_a', 'jobs', { value: { amount, unit: '{job}' }, rank }),
  ];
  await loadFile(
    graph,
    claimsFile(
      entity('org_a'),
      ...says('old', '2019', '10', 'PREFERRED'),
      ...says('new', '2022', '20', 'NORMAL'),
      ...says('wrong', '2023', '30', 'DEPRECATED'),
    ),
  );
  expect(await storedFacts(graph, 'org_a', 'jobs')).toMatchObject([
    { amount: '10', sourceCount: 3, isDisputed: false },
  ]);
});

test('A retraction takes the claim out of the fact and keeps it in the record; the last one takes the fact.', async () => {
  await loadArticle(graph);
  const before = await projection(graph);
  await loadSecondSource(graph);
  const second = (await runCypher(
    graph,
    "MATCH (c:Claim {sourceId: 'source_made_up_second'}) RETURN c.id ORDER BY c.key",
  )) as string[];
  expect(second).toHaveLength(6);
  const retractions = second.map((id) => ({ type: 'retraction', claim: id }));
  const file = claimsFile(source('made_up_second'), ...retractions);
  expect(await loadFile(graph, file)).toMatchObject({ retracted: 6, asserted: 0, facts: 6 });
  expect(await projection(graph)).toEqual(before);
  expect(await loadFile(graph, file)).toMatchObject({ retracted: 0, changeNumber: null });
  expect(await claimIds()).toHaveLength(56);
  expect(await runCypher(graph, 'MATCH (c:Claim) RETURN count(c)')).toEqual([62]);
});

test('A claim that was taken back stands again when its source says it again; that it did not meanwhile is kept.', async () => {
  const said = [source('a'), entity('org_a'), observed('org_a', 'jobs', { text: 'many' })];
  await loadFile(graph, claimsFile(...said));
  const [id] = await claimIds();
  await loadFile(graph, claimsFile(source('a'), { type: 'retraction', claim: id }));
  expect(await storedFacts(graph, 'org_a', 'jobs')).toEqual([]);
  expect(await loadFile(graph, claimsFile(...said))).toMatchObject({ asserted: 1, facts: 1 });
  expect(await storedFacts(graph, 'org_a', 'jobs')).toHaveLength(1);
  expect(
    await runCypher(
      graph,
      'MATCH (c:FormerClaim) RETURN [c.knownIn, c.knownTo, c.retractedAt IS NULL] ORDER BY c.knownIn',
    ),
  ).toEqual([
    [1, 2, true],
    [2, 3, false],
  ]);
});

test('A file that says a claim and takes it back, loaded again, is nothing new.', async () => {
  const said = [source('a'), entity('org_a'), observed('org_a', 'jobs', { text: 'many' })];
  await loadFile(graph, claimsFile(...said));
  const [id] = await claimIds();
  await emptyGraph(graph);
  const file = claimsFile(...said, { type: 'retraction', claim: id });
  expect(await loadFile(graph, file)).toMatchObject({ asserted: 1, retracted: 1 });
  expect(await loadFile(graph, file)).toMatchObject({ changeNumber: null, asserted: 0, retracted: 0 });
});

test('A source named twice in a file keeps all that is said of it.', async () => {
  await loadFile(
    graph,
    claimsFile(
      source('a', { title: 'Report', publishedAt: '2022' }),
      source('b'),
      source('a', { publisher: 'X' }),
    ),
  );
  expect(
    await runCypher(graph, "MATCH (s:Source {id: 'source_a'}) RETURN [s.title, s.publishedAt, s.publisher]"),
  ).toEqual([['Report', '2022', 'X']]);
});

test('Two files at once that give one identifier to two entities: one of them is refused.', async () => {
  const identifiers = [{ scheme: 'lei', value: 'X1' }];
  const files = ['org_a', 'org_b'].map((id) => claimsFile(entity(id, { identifiers })));
  const ends = await Promise.allSettled(files.map((file) => loadFile(graph, file)));
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await runCypher(graph, 'MATCH (:Identifier)-[:IDENTIFIES]->(e) RETURN count(e)')).toEqual([1]);
});

test('Only its own source takes a claim back.', async () => {
  await loadFile(
    graph,
    claimsFile(source('a'), entity('org_a'), observed('org_a', 'jobs', { text: 'many' })),
  );
  const [id] = await claimIds();
  const file = claimsFile(source('b'), { type: 'retraction', claim: id });
  await expect(loadFile(graph, file)).rejects.toThrow(
    `${file}:2 (claim): ${id} is a claim of source_a: only its own source takes it back`,
  );
});

test('An entity said again is added to: its names and identifiers grow, nothing known is overwritten.', async () => {
  await loadFile(
    graph,
    claimsFile(entity('org_a', { description: 'A firm.', names: [{ text: 'Changan', language: 'en' }] })),
  );
  await loadFile(
    graph,
    claimsFile(
      entity('org_a', {
        description: 'Another sentence.',
        names: [
          { text: 'Changan', language: 'en', kind: 'ALIAS' },
          { text: '长安', language: 'zh' },
        ],
        identifiers: [{ scheme: 'wikidata', value: 'Q1' }],
      }),
    ),
  );
  expect(
    await runCypher(
      graph,
      'MATCH (e:Entity) RETURN [e.description, e.nameTexts, e.nameKinds, e.identifierValues]',
    ),
  ).toEqual([['A firm.', ['Changan', '长安'], ['OFFICIAL', 'OFFICIAL'], ['Q1']]]);
});

test('An identifier that names another entity in the graph is refused.', async () => {
  const identifiers = [{ scheme: 'lei', value: '1' }];
  await loadFile(graph, claimsFile(entity('org_a', { identifiers })));
  const file = claimsFile(entity('org_b', { identifiers }));
  await expect(loadFile(graph, file)).rejects.toThrow(
    `${file}:1 (identifiers): lei:1 already names org_a in the graph`,
  );
});

test('A file that refers to what an earlier one brought is taken.', async () => {
  await loadFile(graph, claimsFile(entity('org_a'), entity('place_b')));
  expect(
    await loadFile(graph, claimsFile(source('s'), claim('org_a', 'LOCATED_IN', 'place_b'))),
  ).toMatchObject({ asserted: 1 });
});

test('The two ends of a partnership are one fact, whichever is named first.', async () => {
  await loadFile(
    graph,
    claimsFile(
      entity('org_a'),
      entity('org_b'),
      source('x'),
      claim('org_a', 'PARTNERS_WITH', 'org_b'),
      source('y'),
      claim('org_b', 'PARTNERS_WITH', 'org_a'),
    ),
  );
  expect(await storedFacts(graph, 'org_a', 'org_b')).toMatchObject([{ sourceCount: 2 }]);
  expect(await storedFacts(graph, 'org_b', 'org_a')).toEqual([]);
});

test('Facts of different periods are different facts; a key of the author’s makes them one.', async () => {
  const jobs = (period: string, more = {}) => observed('org_a', 'jobs', { text: 'many', period, ...more });
  await loadFile(
    graph,
    claimsFile(
      source('s'),
      entity('org_a'),
      jobs('2021'),
      jobs('2022'),
      jobs('2023', { fact: 'k' }),
      jobs('2024', { fact: 'k' }),
    ),
  );
  expect(await storedFacts(graph, 'org_a', 'jobs')).toHaveLength(3);
});

test('Two loads at once wait for each other: each has a change number of its own and no fact is lost.', async () => {
  await loadFile(graph, claimsFile(entity('org_a')));
  const files = Array.from({ length: 6 }, (_, n) =>
    claimsFile(source(`s${n}`), observed('org_a', 'jobs', { value: { amount: '5', unit: '{job}' } })),
  );
  const numbers = (await Promise.all(files.map((file) => loadFile(graph, file)))).map(
    ({ changeNumber }) => changeNumber,
  );
  expect(numbers.toSorted()).toEqual([2, 3, 4, 5, 6, 7]);
  expect(await storedFacts(graph, 'org_a', 'jobs')).toMatchObject([{ sourceCount: 6 }]);
});

test('A write that the database refuses in the middle leaves nothing behind.', async () => {
  await loadFile(graph, claimsFile(entity('org_a')));
  const before = await projection(graph);
  const line = claimsFileLine.parse(observed('org_a', 'jobs', { text: 'many' })) as ClaimLine;
  const sound = claimFromLine(line, 'source_s');
  const card = cardFromLine(claimsFileLine.parse(entity('org_b')) as EntityLine);
  const unknown = {
    title: null,
    url: null,
    publisher: null,
    publishedAt: null,
    retrievedAt: null,
    licence: null,
  };
  const change: Change = {
    sources: [{ id: 'source_s', ...unknown, sha256: null }],
    entities: [card],
    // Neo4j keeps no maps in properties.
    claims: [sound, { ...sound, id: 'claim_b', locator: { page: 4 } as unknown as string }],
    retractions: [],
  };
  await expect(writeChange(graph, change)).rejects.toThrow(/Property values can only be of primitive types/);
  expect(await projection(graph)).toEqual(before);
  expect(await runCypher(graph, 'MATCH (n:Source|Claim) RETURN n.id')).toEqual([]);
  expect(await runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber')).toEqual([1]);
});

test('A file in which only merges are new makes a change of each merge, and none of nothing.', async () => {
  const lines = [entity('org_a'), entity('org_b'), entity('org_c')];
  await loadFile(graph, claimsFile(...lines));
  const merges = ['org_b', 'org_c'].map((id) => ({ type: 'merge', entity: id, into: 'org_a' }));
  expect(await loadFile(graph, claimsFile(...lines, ...merges))).toMatchObject({
    changeNumber: 3,
    merged: 2,
  });
  const changes = await runCypher(graph, 'MATCH (c:Change) RETURN [c.number, c.mergedIds] ORDER BY c.number');
  expect(changes).toEqual([
    [1, null],
    [2, ['org_b org_a']],
    [3, ['org_c org_a']],
  ]);
  expect(await runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber')).toEqual([3]);
});

test('Variables are kept on one line, in composed letters: what looks alike is one.', async () => {
  const said = ['wage  level', 'wage level', 'caf\u0065\u0301 guests', 'caf\u00e9\u00a0guests'];
  await loadFile(
    graph,
    claimsFile(
      source('s'),
      entity('org_a'),
      ...said.map((variable, i) => observed('org_a', variable, { text: 'some', locator: `row ${i}` })),
    ),
  );
  expect(await runCypher(graph, 'MATCH (f:Observation) RETURN f.variable ORDER BY f.variable')).toEqual([
    'caf\u00e9 guests',
    'wage level',
  ]);
});
