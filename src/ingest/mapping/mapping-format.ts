import { z } from 'zod';
import {
  allPredicates,
  entityKinds,
  nameKinds,
  type PlaceType,
  type Predicate,
  placeTypes,
} from '../../ontology.ts';
import {
  cellText,
  columnName,
  conditions,
  modalitySpec,
  numberFormat,
  period,
  template,
  text,
  value,
  words,
} from './cell-format.ts';

/**
 * The mapping language: how the rows of a table become claims. The published JSON Schema
 * (`schema/mapping.schema.json`) is printed from these declarations.
 */

const refName = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be a name in lower-case letters, digits and -');

const table = z
  .strictObject({
    files: text.optional().describe('The layout is for files whose name ends so: ".xlsx".'),
    format: z.enum(['csv', 'tsv', 'xlsx']).optional(),
    encoding: text.optional().describe('"auto" when left out.'),
    delimiter: text
      .optional()
      .describe(
        'Between two cells: ";" for CSV of an Excel whose decimal sign is a comma. A comma for CSV and a tab for TSV when left out.',
      ),
    headerRow: z
      .int()
      .positive()
      .optional()
      .describe('Which record holds the header, from 1; those above it are titles.'),
    sheet: text.optional().describe('The sheet of a workbook.'),
  })
  .describe('How the table lies in its file.');

const sourceFields = {
  title: text.optional(),
  url: text.optional(),
  publisher: text.optional(),
  publishedAt: z
    .union([text, z.number().transform(String)])
    .optional()
    .describe('When it was released, in EDTF: 2025-03.'),
  licence: text.optional().describe('Under which it is published: "CC BY 4.0".'),
  attribution: text.optional().describe('How it wants to be cited. Kept with the licence.'),
};
const source = z
  .strictObject({
    id: z
      .string()
      .regex(/^source_[a-z0-9][a-z0-9_-]*$/, 'must be a source id: source_…')
      .describe('One for all releases of a series, so that a later release takes back what it drops.'),
    ...sourceFields,
  })
  .describe('The document that the table is.');

const release = z.strictObject({
  columns: z
    .array(text)
    .min(1)
    .describe('Columns that the tables of this release have and those of the others have not.'),
  source: z.strictObject(sourceFields).describe('What to put in place of the same fields of `source`.'),
});

const citedSources = z
  .strictObject({
    column: columnName,
    separator: text.describe('What stands between two sources: "; ".'),
    kinds: z
      .array(text)
      .optional()
      .describe(
        'Words that may follow a URL after a comma: "URL, Media Report". They become the source’s title.',
      ),
    title: template.optional().describe('The title of each: {=kind} is the word that follows its URL.'),
    publisher: template.optional(),
    publishedAt: template.optional(),
    licence: template.optional(),
  })
  .describe(
    'Sources that a row cites in one cell, one or many. Claims with `statedBy: cited` are claims of each of them.',
  );

const split = z.strictObject({
  separator: text.describe('What stands between two items: ";" or ", ".'),
  notBefore: z
    .array(text)
    .optional()
    .describe('Words that belong to the item before them: "Ltd." in "Baoxin Materials Co., Ltd.".'),
});

const name = z.strictObject({
  text: words,
  language: text.optional().describe('BCP 47: en, kk. Left out when the column does not say.'),
  kind: z.enum(Object.keys(nameKinds) as [keyof typeof nameKinds]).optional(),
  list: split.optional().describe('The cell holds several names. Nothing is parted within brackets.'),
  fallback: z.boolean().optional().describe('Used only where the names above it say nothing.'),
  brackets: z
    .enum(['language', 'keep', 'drop'])
    .optional()
    .describe('What a last "(…)" is: the name of a language, part of the name, or a remark to drop.'),
});

const listSpec = z
  .strictObject({
    column: text.describe('The names, one or several in a cell.'),
    split: split.optional().describe('How they are parted; left out, the cell is one name.'),
    shares: z
      .boolean()
      .optional()
      .describe(
        'An item may end in its share, "Name A [60.0%]", which is kept to nine digits after the point. Without one its share is unknown: not 100, not an equal part.',
      ),
    kinds: z
      .array(text)
      .optional()
      .describe(
        'Words that may follow a name after a comma, and are no part of it: "Bank of China, State-Owned Company".',
      ),
    bracketedId: text
      .optional()
      .describe('A scheme: a number in brackets at the end is an identifier, "Sol Systems (61677)".'),
    language: text.optional().describe('BCP 47, of these names.'),
    ids: z
      .strictObject({
        column: columnName,
        scheme: text.describe('Who gives them: gem-entity, iso3166-2.'),
      })
      .optional()
      .describe(
        'The same things’ identifiers, parted alike. The two lists are not taken as parallel: see mappings/README.md.',
      ),
    localNames: text
      .optional()
      .describe(
        'A column with the name in another language; used where there is one item and one such name.',
      ),
  })
  .describe('Several entities in one cell.');

const entity = z.union([
  z.strictObject({
    country: z.union([
      text.describe('A column with the name or the ISO 3166-1 code of a country.'),
      z.strictObject({ is: text.describe('The same country for every row: its name or code.') }),
    ]),
    split: split.optional().describe('How several are parted.'),
    places: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        'Words of this column that are no country: to the name of a group of countries ("Africa"), or "" for nothing.',
      ),
  }),
  z.strictObject({
    kind: z.enum(entityKinds as [(typeof entityKinds)[number], ...typeof entityKinds]),
    placeType: z.enum(Object.keys(placeTypes) as [PlaceType, ...PlaceType[]]).optional(),
    id: template
      .optional()
      .describe(
        'A fixed id, without its prefix, made of folded words: "{=country}_{Region}" gives place_kazakhstan_kostanay. {=country} is the country of `within`, {=name} the first name.',
      ),
    names: z.array(name).optional(),
    identifiers: z
      .record(z.string(), template)
      .optional()
      .describe('From the scheme to the value: {gem-plant: "{plant-id}"}. Identifiers decide who is meant.'),
    list: listSpec.optional(),
    within: text
      .optional()
      .describe('The entity that is its country: names are compared within a country only.'),
    description: template.optional(),
  }),
]);

export const claimFormat = z.strictObject({
  about: text.optional().describe('What the claim says, for the reader of the mapping.'),
  each: z
    .array(z.record(refName, cellText))
    .min(1)
    .optional()
    .describe(
      'The claim is written out once for each entry, with <name> replaced by the entry’s value in all of its texts.',
    ),
  when: conditions.optional(),
  subject: z
    .union([refName, z.array(refName).min(1)])
    .describe('An entity; of several, the first that the row has. Of a list, one claim for each item.'),
  predicate: z.enum(allPredicates as [Predicate, ...Predicate[]]).describe('What it says of the subject.'),
  object: z
    .union([refName, z.array(refName).min(1)])
    .optional()
    .describe('The other end, named like the subject; left out with OBSERVED.'),
  variable: words.optional().describe('What was observed; only with OBSERVED.'),
  value: value.optional(),
  text: words.optional().describe('A value that is words.'),
  period: period.optional(),
  modality: modalitySpec.optional().describe('REALISED when left out.'),
  needs: z
    .array(z.enum(['value', 'text', 'period']))
    .optional()
    .describe('Without these there is no claim. OBSERVED needs a value or a text anyway.'),
  fact: template
    .optional()
    .describe(
      'Names the fact, where subject, predicate, object and period do not tell one from another. {=text}, {=period}, {=amount}, {=unit}, {=modality} are those of the claim.',
    ),
  locator: template
    .optional()
    .describe(
      'Instead of the mapping’s. A claim that many rows repeat is said once when its locator is the same on all of them.',
    ),
  statedBy: z.enum(['table', 'cited']).optional().describe('Whose claim it is; the table’s when left out.'),
});

export const mappingFormat = z.strictObject({
  mapping: z.literal(1).describe('The version of this language.'),
  title: text,
  about: text.optional(),
  tables: z
    .array(table)
    .optional()
    .describe('Layouts; the first whose `files` fits is used, one without fits all.'),
  columns: z
    .record(z.string(), z.array(text).min(1))
    .optional()
    .describe('Names for columns that releases head differently: the first that the header has.'),
  optional: z.array(text).optional().describe('Columns that a table may lack; they then say nothing.'),
  source,
  releases: z.array(release).optional(),
  cited: citedSources.optional(),
  locator: template.describe(
    'Where in the source a claim stands: a record’s own id, which the next release has too, not a row number.',
  ),
  nothing: z
    .array(cellText)
    .optional()
    .describe('Cells that say nothing, whatever their case: "unknown", "N/A". A blank cell always does.'),
  nobody: z
    .array(cellText)
    .optional()
    .describe(
      'Names and identifiers that stand in lists and are nobody in particular: "natural person(s)", "other".',
    ),
  numbers: numberFormat.optional(),
  skip: z
    .array(z.strictObject({ rule: text.describe('Its name, shown with the count.'), when: conditions }))
    .optional()
    .describe('Rows to leave out.'),
  entities: z.record(refName, entity),
  claims: z.array(claimFormat).min(1),
});

export type MappingContent = z.output<typeof mappingFormat>;
export type EntitySpec = MappingContent['entities'][string];
export type CountrySpec = Extract<EntitySpec, { country: unknown }>;
export type KindedSpec = Extract<EntitySpec, { kind: unknown }>;
export type ListSpec = z.output<typeof listSpec>;
export type Split = z.output<typeof split>;
export type NameSpec = z.output<typeof name>;
export type ClaimSpec = z.output<typeof claimFormat>;
export type CitedSpec = z.output<typeof citedSources>;
export type TableSpec = z.output<typeof table>;

/** The language as JSON Schema, for editors. */
export function mappingJsonSchema(): unknown {
  return {
    title: 'Steppe mapping: how a table becomes claims',
    ...z.toJSONSchema(mappingFormat, { io: 'input', unrepresentable: 'any' }),
  };
}
