import { z } from 'zod';
import { oneLine } from '../model/one-line.ts';
import {
  allPredicates,
  bounds,
  entityKinds,
  kinds,
  modalities,
  nameKinds,
  placeTypes,
  ranks,
} from '../ontology.ts';

/**
 * The claims file format: JSON Lines, one object a line, told apart by `type`. The published JSON Schema
 * (`schema/claims-file.schema.json`) is printed from these declarations.
 */

const keysOf = <T extends Record<string, unknown>>(table: T) =>
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];

const prefixes = Object.values(kinds).map((kind) => kind.prefix);
const text = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  // Neither can be kept as it is.
  .refine(
    (given) => !/[\0\p{Cs}]/u.test(given),
    'must hold no NUL and no half of a character (a lone surrogate)',
  );
const nullableText = text.nullish().transform((value) => value ?? null);
const entityId = z
  .string()
  .max(200)
  .regex(
    new RegExp(`^(${prefixes.join('|')})_[a-z0-9][a-z0-9_-]*$`),
    `must be an entity id: ${prefixes.map((prefix) => `${prefix}_…`).join(', ')} in lower-case letters, digits, _ and -`,
  );
const sourceId = z
  .string()
  .max(200)
  .regex(
    /^source_[a-z0-9][a-z0-9_-]*$/,
    'must be a source id: source_… in lower-case letters, digits, _ and -',
  );
const decimal = z.string().describe('A decimal in plain notation, as a string so that no digit is lost.');

export const sourceLine = z
  .strictObject({
    type: z.literal('source'),
    id: sourceId.optional().describe('Chosen by the author; left out, it is derived from the fields below.'),
    title: nullableText,
    url: nullableText.pipe(
      z
        .url({
          protocol: /^(https?|ftp)$/,
          error: 'must be an address that begins with https://, http:// or ftp://',
        })
        .nullable(),
    ),
    publisher: nullableText,
    publishedAt: nullableText.describe('When it was published, in EDTF: a day, a month or a year.'),
    retrievedAt: nullableText
      .pipe(z.iso.datetime('must be a moment in UTC, such as 2026-11-24T13:20:05Z').nullable())
      .describe('When it was read, ISO 8601 in UTC.'),
    licence: nullableText,
    sha256: nullableText.pipe(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
        .nullable(),
    ),
  })
  .describe('A document. The claims and retractions below it, up to the next source line, are its own.');

const nameEntry = z.strictObject({
  text,
  language: nullableText.describe('BCP 47, for example "kk".'),
  script: nullableText.describe('ISO 15924, for example "Cyrl"; left out, it is read off the letters.'),
  kind: z.enum(keysOf(nameKinds)).default('OFFICIAL'),
});

export const entityLine = z
  .strictObject({
    type: z.literal('entity'),
    id: entityId,
    kind: z.enum(entityKinds as [(typeof entityKinds)[number], ...typeof entityKinds]),
    placeType: z.enum(keysOf(placeTypes)).optional().describe('For places only.'),
    names: z
      .array(nameEntry)
      .describe(
        'Well-known names; they are not claims of the source. Without any, it is known by its identifiers.',
      ),
    description: nullableText,
    identifiers: z
      .array(z.strictObject({ scheme: text, value: text }))
      .default([])
      .describe('For example {"scheme": "iso3166-1", "value": "KZ"}.'),
  })
  .describe('A thing that claims speak of. Said again, its names and identifiers are added to.');

const quantity = z.strictObject({
  amount: decimal.optional(),
  unit: text.describe('ISO 4217 currency, "%", or a UCUM code such as "{vehicle}/a".'),
  bound: z.enum(keysOf(bounds)).default('EXACT'),
  lower: decimal.optional(),
  upper: decimal.optional(),
});

export const claimLine = z
  .strictObject({
    type: z.literal('claim'),
    subject: entityId,
    predicate: z.enum(allPredicates as [(typeof allPredicates)[number], ...typeof allPredicates]),
    object: entityId.optional().describe('The other end; left out when the predicate is OBSERVED.'),
    variable: text.transform(oneLine).optional().describe('What was observed; only with OBSERVED.'),
    value: quantity.optional(),
    text: text.optional().describe('A value that is words.'),
    period: text.optional().describe('When it holds, in EDTF: 2024, 2021-01/2021-03, 2024/.., [..2024].'),
    modality: z.enum(keysOf(modalities)).default('REALISED'),
    rank: z.enum(keysOf(ranks)).default('NORMAL'),
    fact: text
      .optional()
      .describe(
        'A key of the author’s choice: claims of one subject, predicate and object with one key make one fact, whatever their periods.',
      ),
    locator: text.optional().describe('Where in the source: "paragraph 3, sentence 1", "row 17", "p. 4".'),
    quote: text.optional().describe('The source’s own words.'),
    attributedTo: entityId.optional().describe('Whom the source cites for it.'),
  })
  .describe('What the source above says.');

export const retractionLine = z
  .strictObject({
    type: z.literal('retraction'),
    claim: z.string().regex(/^claim_[0-9a-f]{24}$/, 'must be a claim id: claim_ and 24 hexadecimal digits'),
  })
  .describe('Takes back a claim of the source above. The claim is kept, marked as retracted.');

export const mergeLine = z
  .strictObject({
    type: z.literal('merge'),
    entity: entityId.describe('Which entity is another one.'),
    into: entityId.describe('Which one stands for it from now on.'),
  })
  .describe(
    'Has one entity stand for another of its kind. Both ids lead to it, and the merge can be undone.',
  );

export const claimsFileLine = z.discriminatedUnion('type', [
  sourceLine,
  entityLine,
  claimLine,
  retractionLine,
  mergeLine,
]);

export type SourceLine = z.output<typeof sourceLine>;
export type EntityLine = z.output<typeof entityLine>;
export type ClaimLine = z.output<typeof claimLine>;
export type MergeLine = z.output<typeof mergeLine>;
export type ClaimsFileLine = z.output<typeof claimsFileLine>;

/** The format as JSON Schema, for editors and other tools. */
export function claimsFileJsonSchema(): unknown {
  return {
    title: 'Steppe claims file, one line',
    ...z.toJSONSchema(claimsFileLine, { io: 'input', unrepresentable: 'any' }),
  };
}
