import { expect, test } from 'vitest';
import { mapped, mappingOf, mapRow, said } from './map-row.ts';

const claimsOn = (claims: string, more = '') =>
  mappingOf(`nothing: [unknown, N/A]
nobody: [other, natural person(s)]
${more}
entities:
  country: { country: Country, places: { International: "", "Africa, regional": Africa } }
  firms:
    kind: ORGANIZATION
    list: { column: Firms, split: { separator: ";" }, shares: true }
    within: country
  plant: { kind: FACILITY, names: [{ text: "{Plant}" }] }
  steel: { kind: PRODUCT, id: steel, names: [{ text: steel }] }
claims:
${claims}`);

const owns = '  - { subject: firms, predicate: OWNS, object: plant, value: { share: firms } }';
const row = { id: '1', Plant: 'Mill', Firms: 'A [60.0%]; B; other [10%]', Country: 'Kazakhstan' };

test('Items of a list own each its share; a share that is not stated is left open, and nobody owns nothing.', () => {
  expect(said(mapRow(claimsOn(owns), row))).toEqual(['A OWNS Mill, 60 %, REALISED', 'B OWNS Mill, REALISED']);
});

test('Only entities that claims speak of are described, those of a country with its code.', () => {
  const { entities } = mapped(mapRow(claimsOn(owns), row));
  expect(entities.map(({ names, country }) => [names[0]?.text, country])).toEqual([
    ['A', 'KZ'],
    ['Mill', undefined],
    ['B', 'KZ'],
  ]);
});

test('Claims carry the locator of the record, or one that repeated claims share.', () => {
  const mapping = claimsOn(
    `${owns}\n  - { subject: plant, predicate: LOCATED_IN, object: country, locator: "plant {Plant}" }`,
  );
  const [source] = mapped(mapRow(mapping, row)).sources;
  expect(source?.claims.map(({ predicate, locator }) => `${predicate} at ${locator}`)).toEqual([
    'OWNS at record 1',
    'OWNS at record 1',
    'LOCATED_IN at plant Mill',
  ]);
});

const invested = `  - subject: firms
    predicate: INVESTED_IN
    object: plant
    value: { column: Amount, unit: { column: Currency }, wholeOf: firms, multiply: 1000 }`;

test('The amount of a record is its investor’s own where it has one, and nobody’s where it has several.', () => {
  const mapping = claimsOn(invested);
  const paid = { ...row, Amount: '1.5', Currency: 'EUR' };
  expect(said(mapRow(mapping, { ...paid, Firms: 'A' }))).toEqual(['A INVESTED_IN Mill, 1500 EUR, REALISED']);
  expect(said(mapRow(mapping, { ...paid, Firms: 'A; other' }))).toEqual(['A INVESTED_IN Mill, REALISED']);
});

test('An amount without a unit is left out, and a note says so; one in an unknown unit refuses the row.', () => {
  const mapping = claimsOn(invested);
  const result = mapped(mapRow(mapping, { ...row, Firms: 'A', Amount: '5', Currency: '' }));
  expect(said(result)).toEqual(['A INVESTED_IN Mill, REALISED']);
  expect(result.notes).toEqual(['Amount 5 has no unit (Currency: ""): left out']);
  expect(mapRow(mapping, { ...row, Firms: 'A', Amount: '5', Currency: 'D' })).toMatchObject({
    kind: 'refused',
    column: 'Amount',
    value: '5 D',
  });
});

const produces = `  - subject: plant
    predicate: PRODUCES
    object: steel
    value: { column: Capacity, unit: kt/a, nothing: [0] }
    needs: [value]
    period: { column: Since, formats: [D/M/YYYY, M/D/YYYY], open: after, uncertain: { column: Sure, is: ["False"] } }
    modality: { column: Status, values: { operating: REALISED, "": PLANNED } }`;

test('A status is a modality by the mapping’s table, whatever its case; one that it does not have refuses the row.', () => {
  const mapping = claimsOn(produces);
  const made = { ...row, Capacity: '300', Since: '31/12/2020' };
  expect(said(mapRow(mapping, { ...made, Status: ' Operating ' }))).toEqual([
    'Mill PRODUCES steel, 300 kt/a, 2020-12-31/.., REALISED',
  ]);
  expect(said(mapRow(mapping, { ...made, Status: 'unknown' }))).toEqual([
    'Mill PRODUCES steel, 300 kt/a, 2020-12-31/.., PLANNED',
  ]);
  expect(mapRow(mapping, { ...made, Status: 'idled' })).toEqual({
    kind: 'refused',
    column: 'Status',
    value: 'idled',
    reason: 'no modality for it in the mapping (it has operating, )',
  });
});

test('A cell that says nothing makes no claim that needs it, and the row is skipped when nothing is left.', () => {
  for (const Capacity of ['', 'unknown', 'n/a', ' N/A ', '0'])
    expect(mapRow(claimsOn(produces), { ...row, Capacity, Status: 'operating' })).toEqual({
      kind: 'skipped',
      rule: 'nothing to claim',
    });
});

test('A figure or a date that cannot be read refuses the row with its column and words.', () => {
  const mapping = claimsOn(produces);
  expect(mapRow(mapping, { ...row, Capacity: '3,5', Status: 'operating' })).toEqual({
    kind: 'refused',
    column: 'Capacity',
    value: '3,5',
    reason: '"3,5" is not a number in the mapping’s format',
  });
  expect(mapRow(mapping, { ...row, Capacity: '3', Since: 'last year', Status: 'operating' })).toMatchObject({
    kind: 'refused',
    column: 'Since',
    value: 'last year',
  });
});

test('An ambiguous date keeps its year, and a note says which column and how it can be read.', () => {
  const result = mapped(
    mapRow(claimsOn(produces), { ...row, Capacity: '3', Since: '03/04/2019', Status: 'operating' }),
  );
  expect(said(result)).toEqual(['Mill PRODUCES steel, 3 kt/a, 2019/.., REALISED']);
  expect(result.notes).toEqual(['Since: 03/04/2019 is ambiguous (2019-04-03 or 2019-03-04): kept 2019/..']);
});

const located = '  - { subject: plant, predicate: LOCATED_IN, object: country }';

test('A country is found by its name; words that are none are told by the mapping or refuse the row.', () => {
  const mapping = claimsOn(located);
  const inCountry = (Country: string) => mapRow(mapping, { ...row, Country });
  expect(said(inCountry(' Viet Nam '))).toEqual(['Mill LOCATED_IN Vietnam, REALISED']);
  expect(said(inCountry('Africa, regional'))).toEqual(['Mill LOCATED_IN Africa, REALISED']);
  expect(inCountry('International')).toMatchObject({ kind: 'skipped' });
  expect(inCountry('Atlantis')).toMatchObject({ kind: 'refused', column: 'Country', value: 'Atlantis' });
});

test('A rule leaves rows out by its name, the first that holds.', () => {
  const mapping = claimsOn(
    owns,
    'skip:\n  - { rule: umbrella record, when: { column: Umbrella, is: [1] } }\n  - { rule: no firm, when: { entity: firms, has: none } }',
  );
  expect(mapRow(mapping, { ...row, Umbrella: '1', Firms: '' })).toEqual({
    kind: 'skipped',
    rule: 'umbrella record',
  });
  expect(mapRow(mapping, { ...row, Firms: 'other' })).toEqual({ kind: 'skipped', rule: 'no firm' });
  expect(mapRow(mapping, { ...row, Umbrella: '0' }).kind).toBe('mapped');
});

test('A row whose locator says nothing is refused.', () => {
  expect(mapRow(claimsOn(owns), { ...row, id: ' ' })).toMatchObject({
    kind: 'refused',
    column: 'record {id}',
  });
});

test('An owner that is its own parent owns nothing by it.', () => {
  const mapping = mappingOf(`entities:
  owners: { kind: ORGANIZATION, list: { column: Owner, ids: { column: Owner id, scheme: x } } }
  parents: { kind: ORGANIZATION, list: { column: Parent, ids: { column: Parent id, scheme: x } } }
claims:
  - { subject: parents, predicate: OWNS, object: owners }`);
  const of = (parentId: string) =>
    mapRow(mapping, { id: '1', Owner: 'A', 'Owner id': 'E1', Parent: 'A Group', 'Parent id': parentId });
  expect(of('E1')).toMatchObject({ kind: 'skipped' });
  expect(said(of('E2'))).toEqual(['A Group OWNS A, REALISED']);
});

test('A row’s own sources each say what the mapping has them say, once; a row that cites nobody speaks for the table.', () => {
  const mapping = claimsOn(
    `${owns}\n  - { statedBy: cited, subject: plant, predicate: LOCATED_IN, object: country }`,
    'cited: { column: Sources, separator: "; ", kinds: ["Media, print", Other], title: "{=kind}" }',
  );
  const cite = (Sources: string) =>
    mapped(mapRow(mapping, { ...row, Sources })).sources.map(({ source, claims }) => [
      source.url ?? source.id,
      source.title,
      claims.map(({ predicate }) => predicate),
    ]);
  expect(
    cite(
      'https://a.example/x?p=1&amp;q=2,3, Media, print; https://b.example/, Other; https://b.example/; Factiva no. 7',
    ),
  ).toEqual([
    ['source_test', undefined, ['OWNS', 'OWNS']],
    ['https://a.example/x?p=1&amp;q=2,3', 'Media, print', ['LOCATED_IN']],
    ['https://b.example/', null, ['LOCATED_IN']],
    [expect.stringMatching(/^source_[0-9a-f]{24}$/), 'Factiva no. 7', ['LOCATED_IN']],
  ]);
  expect(cite('N/A')).toEqual([['source_test', undefined, ['OWNS', 'OWNS', 'LOCATED_IN']]]);
});

test('A release is told by its columns and brings its own date; the source stays one.', () => {
  const mapping = claimsOn(
    owns,
    'columns: { Share: [New share, Old share] }\nreleases:\n  - { columns: [New share], source: { publishedAt: 2025-04 } }\n  - { columns: [Old share], source: { publishedAt: 2024-04 } }',
  );
  const sourceOf = (column: string) => mapped(mapRow(mapping, { ...row, [column]: '' })).sources[0]?.source;
  expect(sourceOf('New share')).toMatchObject({ id: 'source_test', publishedAt: '2025-04' });
  expect(sourceOf('Old share')).toMatchObject({ id: 'source_test', publishedAt: '2024-04' });
});

test('What is written once for each entry has its texts filled in.', () => {
  const mapping = claimsOn(`  - each: [{ year: 2022 }, { year: 2023 }]
    subject: plant
    predicate: PRODUCED
    object: steel
    value: { column: "Output <year>", unit: kt }
    period: "<year>"`);
  expect(said(mapRow(mapping, { ...row, 'Output 2022': '5', 'Output 2023': '6' }))).toEqual([
    'Mill PRODUCED steel, 5 kt, 2022, REALISED',
    'Mill PRODUCED steel, 6 kt, 2023, REALISED',
  ]);
});
