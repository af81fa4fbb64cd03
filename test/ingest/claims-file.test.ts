import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { claimsFileJsonSchema } from '../../src/ingest/claims-file.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { countNodes } from '../database/empty-graph.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, type Line, observed, source } from './claims-file-of.ts';

let graph: Graph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph.close());

const known = [source('a'), entity('org_a'), entity('place_b'), entity('product_c')];

/** Loads the line after four that are sound, and returns what it is refused with; nothing may have been written. */
async function refusalOf(line: Line): Promise<string> {
  const file = claimsFile(...known, line);
  const problem = await loadFile(graph, file).then(
    () => 'it was loaded',
    (error: Error) => error.message,
  );
  expect(await countNodes(graph)).toBe(0);
  return problem.replace(file, 'FILE');
}

const valued = (predicate: string, object: string, value: object) =>
  claim('org_a', predicate, object, { value });

test.each<[what: string, line: Line, refusal: string]>([
  ['that is not JSON', '{"type": "claim",', 'FILE:5: not JSON: '],
  ['of no known type', { type: 'fact' }, 'FILE:5 (type): '],
  [
    'with a field that does not exist',
    { ...entity('org_d'), colour: 'red' },
    'FILE:5: Unrecognized key: "colour"',
  ],
  ['without the names of an entity', { ...entity('org_d'), names: [] }, 'FILE:5 (names): '],
  [
    'whose id is not one',
    entity('Changan Auto', { kind: 'ORGANIZATION' }),
    'FILE:5 (id): must be an entity id: org_…',
  ],
  [
    'whose id is of another kind',
    entity('org_d', { kind: 'PLACE' }),
    'FILE:5 (id): the id of PLACE entities begins with place_',
  ],
  [
    'that gives a place type to a firm',
    entity('org_d', { placeType: 'CITY' }),
    'FILE:5 (placeType): only a PLACE has a placeType',
  ],
  [
    'whose source has no such day',
    source('d', { publishedAt: '2023-02-30' }),
    'FILE:5 (publishedAt): "2023-02-30" is not a period in EDTF',
  ],
  [
    'whose source has a broken hash',
    source('d', { sha256: 'abc' }),
    'FILE:5 (sha256): must be 64 hexadecimal digits',
  ],
  ['with an unknown predicate', claim('org_a', 'BUILDS', 'product_c'), 'FILE:5 (predicate): '],
  [
    'whose ends do not fit',
    claim('product_c', 'INVESTED_IN', 'org_a'),
    'FILE:5 (predicate): INVESTED_IN does not go from PRODUCT to ORGANIZATION; it goes ORGANIZATION, PERSON, PLACE -> ',
  ],
  [
    'about itself',
    claim('org_a', 'PARTNERS_WITH', 'org_a'),
    'FILE:5 (object): subject and object are the same entity',
  ],
  [
    'of an entity that is nowhere',
    claim('org_a', 'PRODUCES', 'product_d'),
    'FILE:5 (object): no entity product_d in this file or in the graph: add an entity line',
  ],
  [
    'that cites nobody known',
    claim('org_a', 'PRODUCES', 'product_c', { attributedTo: 'org_d' }),
    'FILE:5 (attributedTo): no entity org_d',
  ],
  [
    'with an amount that is a number',
    valued('INVESTED_IN', 'place_b', { amount: 5, unit: 'USD' }),
    'FILE:5 (value.amount): ',
  ],
  [
    'with separators in its amount',
    valued('INVESTED_IN', 'place_b', { amount: '1,000', unit: 'USD' }),
    'FILE:5 (value): "1,000" is not a decimal number',
  ],
  [
    'with a unit that is no money',
    valued('INVESTED_IN', 'place_b', { amount: '1', unit: 't' }),
    'FILE:5 (value): unit "t" is not an ISO 4217 currency',
  ],
  [
    'with a capacity that is not a rate',
    valued('PRODUCES', 'product_c', { amount: '1', unit: '{vehicle}' }),
    'FILE:5 (value): unit "{vehicle}" must be a rate per year',
  ],
  [
    'with a range upside down',
    valued('INVESTED_IN', 'place_b', { unit: 'USD', bound: 'RANGE', lower: '2', upper: '1' }),
    'FILE:5 (value): lower 2 is above upper 1',
  ],
  [
    'with a value where none can be',
    valued('LOCATED_IN', 'place_b', { amount: '1', unit: 'USD' }),
    'FILE:5 (value): LOCATED_IN takes no value',
  ],
  [
    'with a variable on a relation',
    claim('org_a', 'PRODUCES', 'product_c', { variable: 'x' }),
    'FILE:5 (variable): only OBSERVED claims have a variable',
  ],
  [
    'with nothing observed',
    observed('org_a', 'jobs'),
    'FILE:5 (value): an OBSERVED claim has a value or a text',
  ],
  [
    'that observes without a variable',
    { type: 'claim', subject: 'org_a', predicate: 'OBSERVED', text: 'x' },
    'FILE:5 (variable): an OBSERVED claim names its variable',
  ],
  [
    'with a period in words',
    observed('org_a', 'jobs', { text: 'many', period: 'last year' }),
    'FILE:5 (period): "last year" is not a period in EDTF',
  ],
  [
    'that takes back what was never said',
    { type: 'retraction', claim: `claim_${'0'.repeat(24)}` },
    'FILE:5 (claim): no claim claim_000000000000000000000000 in this file or in the graph',
  ],
])('A line %s is refused with file, line and field, and nothing is written.', async (_, line, refusal) => {
  expect(await refusalOf(line)).toContain(refusal);
});

test('A claim above the first source is refused.', async () => {
  const file = claimsFile(entity('org_a'), entity('product_c'), claim('org_a', 'PRODUCES', 'product_c'));
  await expect(loadFile(graph, file)).rejects.toThrow(
    `${file}:3 (type): a source line must come before the first claim`,
  );
});

test('All that is wrong with a file is told at once, the first twenty lines of it one by one.', async () => {
  const wrong = Array.from({ length: 25 }, (_, n) => observed('org_a', `v${n}`));
  const file = claimsFile(...known, ...wrong);
  const problem = await loadFile(graph, file).catch((error: Error) => error.message);
  const lines = String(problem).split('\n');
  expect(lines).toHaveLength(21);
  expect(lines[0]).toBe(`${file}:5 (value): an OBSERVED claim has a value or a text`);
  expect(lines.at(-1)).toBe('and 5 more');
});

test('An identifier that two entities of one file claim is refused, naming both lines.', async () => {
  const identifiers = [{ scheme: 'iso3166-1', value: 'KZ' }];
  const file = claimsFile(entity('place_a', { identifiers }), entity('place_b', { identifiers }));
  await expect(loadFile(graph, file)).rejects.toThrow(
    `${file}:2 (identifiers): iso3166-1:KZ already names place_a (line 1)`,
  );
});

test('A file that is empty, missing or a folder is refused in a sentence.', async () => {
  const empty = claimsFile('');
  await expect(loadFile(graph, empty)).rejects.toThrow(`${empty}:1: the file holds no source and no entity`);
  await expect(loadFile(graph, '/nowhere/claims.jsonl')).rejects.toThrow(
    '/nowhere/claims.jsonl cannot be read: there is no such file.',
  );
  await expect(loadFile(graph, '/')).rejects.toThrow('/ cannot be read: it is a folder: name a file in it.');
});

test('A byte order mark, blank lines and Windows line ends are read over; line numbers still count them.', async () => {
  const lines = known.map((line) => JSON.stringify(line));
  const file = claimsFile(`\uFEFF${lines.join('\r\n\r\n')}\r\n{`);
  await expect(loadFile(graph, file)).rejects.toThrow(`${file}:8: not JSON`);
});

test('schema/claims-file.schema.json is what the format’s declaration prints.', async () => {
  await expect(`${JSON.stringify(claimsFileJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../schema/claims-file.schema.json',
  );
});
