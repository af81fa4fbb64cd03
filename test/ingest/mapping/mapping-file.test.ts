import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mappingJsonSchema } from '../../../src/ingest/mapping/mapping-format.ts';
import { layoutOf, readMapping } from '../../../src/ingest/mapping/read-mapping.ts';
import { rowMapper } from '../../../src/ingest/mapping/row-mapper.ts';
import { openTable } from '../../../src/ingest/tables/table.ts';
import { projectRoot } from '../../../src/project-root.ts';
import { fileOf, readTable } from '../tables/table-files.ts';
import { mappingOf, said, shipped } from './map-row.ts';

const folder = join(projectRoot, 'mappings');
const shippedNames = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

test('schema/mapping.schema.json is what the language’s declaration prints.', async () => {
  await expect(`${JSON.stringify(mappingJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../schema/mapping.schema.json',
  );
});

test('Every key of the language is described or says it by its name and values.', () => {
  const bare: string[] = [];
  const selfTelling = /^(title|about|publisher|url|bound|language|kind|kinds|placeType|format)$/;
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties } = node as { properties?: Record<string, { description?: string }> };
    for (const [key, inner] of Object.entries(properties ?? {}))
      if (!selfTelling.test(key) && !JSON.stringify(inner).includes('"description"'))
        bare.push(`${path}.${key}`);
    for (const [key, inner] of Object.entries(node)) visit(inner, `${path}/${key}`);
  };
  visit(mappingJsonSchema(), '');
  expect(bare.map((path) => path.split('.').at(-1))).toEqual([]);
});

test.each(shippedNames)(
  'The mapping %s reads, names the published schema and has its line in the README.',
  async (name) => {
    await expect(shipped(name)).resolves.toMatchObject({ content: { mapping: 1 } });
    const text = readFileSync(join(folder, `${name}.yaml`), 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../schema/mapping.schema.json');
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`(${name}.yaml)`);
  },
);

test('The example of the README reads.', () => {
  const [, example] = /```yaml\n(.*?)```/s.exec(readFileSync(join(folder, 'README.md'), 'utf8')) ?? [];
  const { entities } = mappingOf(
    (example ?? '').replace(/^mapping: 1[\s\S]*?^nothing:/m, 'nothing:'),
  ).content;
  expect(Object.keys(entities)).toEqual(['country', 'plant', 'owners', 'steel']);
});

const entities = `entities:
  firm: { kind: ORGANIZATION, names: [{ text: "{Firm}" }] }
  plant: { kind: FACILITY, names: [{ text: "{Plant}" }] }
`;

test.each<[what: string, parts: string, refusal: string]>([
  ['is not YAML', 'claims: [', 'test.yaml:5: not YAML: '],
  [
    'has a key that does not exist',
    `colour: red\n${entities}claims:\n  - { subject: firm, predicate: OWNS, object: plant }`,
    'test.yaml:5 (colour): Unrecognized key: "colour"',
  ],
  ['claims nothing', `${entities}claims: []`, 'test.yaml:8 (claims): Too small'],
  [
    'misspells a key within',
    `${entities}claims:\n  - { subject: firm, predicate: OWNS, object: plant, valeu: 1 }`,
    'test.yaml:9 (claims[0].valeu): Unrecognized key: "valeu"',
  ],
  [
    'uses an unknown predicate',
    `${entities}claims:\n  - { subject: firm, predicate: BUILDS, object: plant }`,
    'test.yaml:9 (claims[0].predicate): ',
  ],
  [
    'speaks of an entity that it does not have',
    `${entities}claims:\n  - { subject: firms, predicate: OWNS, object: plant }`,
    'test.yaml:9 (claims[0].subject): no entity "firms"; there are firm, plant',
  ],
  [
    'turns a predicate round',
    `${entities}claims:\n  - { subject: plant, predicate: OWNS, object: firm }`,
    'test.yaml:9 (claims[0].predicate): OWNS does not go from FACILITY (plant) to ORGANIZATION (firm)',
  ],
  [
    'gives money to a share',
    `${entities}claims:\n  - subject: firm\n    predicate: OWNS\n    object: plant\n    value: { column: x, unit: USD }`,
    'test.yaml:12 (claims[0].value): unit "USD" must be "%"',
  ],
  [
    'observes nothing',
    `${entities}claims:\n  - { subject: firm, predicate: OBSERVED, variable: x }`,
    'test.yaml:9 (claims[0].predicate): an OBSERVED claim has a value or a text',
  ],
  [
    'has a period in words',
    `${entities}claims:\n  - { subject: firm, predicate: OWNS, object: plant, period: last year }`,
    'test.yaml:9 (claims[0].period): "last year" is not a period in EDTF',
  ],
  [
    'lacks a value of each',
    `${entities}claims:\n  - { each: [{ a: x, b: y }, { a: z }], subject: firm, predicate: OWNS, object: plant }`,
    'test.yaml:9 (claims[0].each): each entry needs "b", as the others have it',
  ],
  [
    'makes a modality of each that is none',
    `${entities}claims:\n  - { each: [{ a: SOON }], subject: firm, predicate: OWNS, object: plant, modality: <a> }`,
    'test.yaml:9 (claims[0].modality): ',
  ],
  [
    'cites without saying how',
    `${entities}claims:\n  - { subject: firm, predicate: OWNS, object: plant, statedBy: cited }`,
    'test.yaml:9 (claims[0].statedBy): the mapping has no `cited`',
  ],
  [
    'compares names within what is no country',
    'entities:\n  firm:\n    kind: ORGANIZATION\n    names: [{ text: "{Firm}" }]\n    within: firm\nclaims:\n  - { subject: firm, predicate: PARTNERS_WITH, object: firm }',
    'test.yaml:9 (entities.firm.within): "firm" is no entity of this mapping that is a country',
  ],
])('A mapping that %s is refused with its line and path.', (_, parts, refusal) => {
  expect(() => mappingOf(parts)).toThrow(refusal);
});

test('A mapping that names a column which the table lacks says where, and which columns are nearest.', () => {
  const mapping = mappingOf(`${entities}claims:\n  - { subject: firm, predicate: OWNS, object: plant }`);
  expect(() => rowMapper(mapping, ['id', 'Firms', 'Plant', 'Country'])).toThrow(
    'test.yaml:6 (entities.firm.names[0].text): the table has no column "Firm"; the nearest are "Firms", ',
  );
});

test.each([
  ['semicolons', ';', 'id;"Firm";Plant, or mine'],
  ['tabs', '\t', 'Plant\tFirm\tid'],
  ['"|"', '|', 'id|Firm|Plant'],
])(
  'A table that looks parted by %s is told as such, with what the mapping has to say.',
  async (called, delimiter, head) => {
    const mapping = mappingOf(`${entities}claims:\n  - { subject: firm, predicate: OWNS, object: plant }`);
    const table = await openTable(fileOf(`${head}\n`), {});
    expect(() => rowMapper(mapping, table.header)).toThrow(
      `the table has no column "Firm"; it looks parted by ${called}: say so in the mapping with \`tables: [{ delimiter: ${JSON.stringify(delimiter)} }]\``,
    );
    await table.close();
  },
);

test('What the README says of semicolons reads such a table, with its decimal commas.', async () => {
  const [, layout = ''] =
    readFileSync(join(folder, 'README.md'), 'utf8').match(/(?<=```yaml\n).*?(?=```)/gs) ?? [];
  const value = '{ column: Capacity, unit: MW }';
  const mapping = mappingOf(
    `${layout}${entities}claims:\n  - { subject: plant, predicate: OBSERVED, variable: capacity, value: ${value} }`,
  );
  const file = fileOf('id;Firm;Plant;Capacity\n1;"A; B";P;1.234,5\n');
  const { header, rows } = await readTable(file, layoutOf(mapping, file));
  expect(said(rowMapper(mapping, header)(rows[0] ?? { values: [] }))).toEqual([
    'P OBSERVED capacity, 1234.5 MW, REALISED',
  ]);
});

test('A mapping that is missing is told in a sentence.', async () => {
  await expect(readMapping('/nowhere/mapping.yaml')).rejects.toThrow(
    '/nowhere/mapping.yaml cannot be read: ENOENT',
  );
});

test('The layout of a table goes by the end of its file’s name.', async () => {
  const coal = await shipped('gem-coal-project-finance');
  expect(layoutOf(coal, 'Tracker_April 2025.XLSX')).toEqual({ format: 'xlsx', sheet: 'Data', headerRow: 2 });
  expect(layoutOf(coal, 'tracker.csv.gz')).toEqual({});
});
