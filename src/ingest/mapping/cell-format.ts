import { z } from 'zod';
import { modalities } from '../../ontology.ts';

/** The part of the mapping language that says how a cell is read: a column, words, a number, a date, a condition. */

export const text = z.string().min(1);
/** YAML reads a bare `1` or `true` as a number or a boolean; in a table it is the text of a cell. */
export const cellText = z.union([z.string(), z.number(), z.boolean()]).transform(String);
export const template = text.describe(
  'Words with {column} in them, each replaced by that cell. When one of these cells says nothing, the whole says nothing.',
);

const nothing = z
  .array(cellText)
  .describe('Cells of this column that say nothing, besides those of the mapping’s own `nothing`.');

export const columnName = text.describe('The column, as the header has it or as `columns` names it.');

export const cellSource = {
  column: columnName,
  nothing: nothing.optional(),
};

export const words = z
  .union([
    template,
    z.strictObject({
      ...cellSource,
      values: z
        .record(z.string(), text)
        .optional()
        .describe('A table from the cell’s words to those to keep. Case and outer blanks do not count.'),
      otherwise: z
        .enum(['keep', 'leave out', 'refuse'])
        .optional()
        .describe(
          'What to do with words that `values` does not have: refuse the row (when left out), keep them, or say nothing.',
        ),
      lowerCase: z.boolean().optional().describe('Keeps the words in lower case.'),
    }),
  ])
  .describe('Words: a template, or a column whose words may be translated by a table.');

export const condition = z
  .strictObject({
    column: text.optional().describe('The column to look at.'),
    is: z.array(cellText).optional().describe('The cell is one of these; "" is a cell that says nothing.'),
    isNot: z.array(cellText).optional().describe('The cell is none of these.'),
    entity: text.optional().describe('The entity to look at, instead of a column.'),
    has: z
      .enum(['none', 'some', 'one', 'several'])
      .optional()
      .describe(
        'How many of this entity the row names: none, at least one, one and no other, several. Items that are nobody count for one and several.',
      ),
  })
  .refine((it) => (it.column !== undefined) !== (it.entity !== undefined), 'names a `column` or an `entity`')
  .refine(
    (it) => (it.column === undefined ? it.has !== undefined : it.is !== undefined || it.isNot !== undefined),
    'a column goes with `is` or `isNot`, an entity with `has`',
  );
export const conditions = z
  .union([condition, z.array(condition).min(1)])
  .describe('One condition, or several that must all hold.');

export const numberFormat = z.strictObject({
  decimal: z.enum(['.', ',']).optional().describe('The decimal sign; "." when left out.'),
  thousands: z
    .enum([',', '.', ' ', "'"])
    .optional()
    .describe('The sign between thousands; none when left out. It must part groups of three digits.'),
  prefix: text.optional().describe('What may stand before the number: "$".'),
  suffix: text.optional().describe('What may stand after it: "%".'),
});

export const unit = z.union([
  text.describe('ISO 4217 currency, "%" or a UCUM code: USD, kt/a.'),
  z.strictObject({
    ...cellSource,
    values: z.record(z.string(), text).optional().describe('From the cell’s words to the unit.'),
  }),
]);

export const value = z.union([
  z.strictObject({
    ...cellSource,
    unit: unit.describe('The unit of the figure once it is multiplied.'),
    multiply: cellText
      .optional()
      .describe('What the figure is multiplied by, exactly: 1000000 for a column in millions.'),
    round: z
      .int()
      .min(0)
      .max(12)
      .optional()
      .describe(
        'Digits after the point that are kept: 2 for money that a spreadsheet has as 17333333.333333332. Left out, a figure with more than 12 refuses its row.',
      ),
    bound: z.enum(['EXACT', 'APPROXIMATE', 'AT_LEAST', 'AT_MOST']).optional(),
    format: numberFormat.optional().describe('Instead of the mapping’s `numbers`.'),
    wholeOf: text
      .optional()
      .describe(
        'An entity that may be a list: the figure is that of the whole list, so it is claimed only where the list has one item.',
      ),
  }),
  z.strictObject({
    share: text.describe('An entity that is a list whose items carry a share: "Name A [60.0%]".'),
  }),
]);

export const dateCell = z.strictObject({
  ...cellSource,
  formats: z
    .array(text)
    .min(1)
    .describe(
      'Ways to read the cell, of YYYY, YY, MM, M, DD, D, MMMM (name of a month in English); other characters stand for themselves, and YYYY-YYYY is an interval. Every format that fits is a reading; what all readings agree on is kept, so with D/M/YYYY and M/D/YYYY 03/04/2019 keeps its year alone.',
    ),
  uncertain: conditions.optional().describe('Rows whose date the table doubts: 2011 becomes 2011?.'),
  open: z
    .enum(['after', 'before'])
    .optional()
    .describe('Makes it open: `after` is 2019/.., `before` is [..2019].'),
});
export const period = z.union([
  text.describe('In EDTF, the same for every row: "2023".'),
  dateCell,
  z.array(dateCell).min(1).describe('The first that says something.'),
]);

const modality = z.enum(Object.keys(modalities) as [keyof typeof modalities]);
export const modalitySpec = z.union([
  modality,
  z
    .string()
    .regex(/^<[a-z][a-z0-9-]*>$/)
    .describe('A value of `each`.'),
  z.strictObject({
    ...cellSource,
    values: z
      .record(z.string(), modality)
      .describe(
        'From the cell’s words to the modality. Words that are not here refuse the row, so that a new status is seen.',
      ),
  }),
]);

export type Words = z.output<typeof words>;
export type Condition = z.output<typeof condition>;
export type NumberFormat = z.output<typeof numberFormat>;
export type ValueSpec = z.output<typeof value>;
export type PeriodSpec = z.output<typeof period>;
export type DateCell = z.output<typeof dateCell>;
export type ModalitySpec = z.output<typeof modalitySpec>;
