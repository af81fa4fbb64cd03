import { builder, type Types } from './builder.ts';
import {
  BoundEnum,
  EntityKindEnum,
  ModalityEnum,
  NameKindEnum,
  PlaceTypeEnum,
  PredicateEnum,
  RankEnum,
} from './enums.ts';

const StatedNameInput = builder.inputType('StatedName', {
  description: 'A name of an entity, as it is to be known.',
  fields: (t) => ({
    text: t.string({ required: true, description: 'The name as written.' }),
    language: t.string({ description: 'Its language, BCP 47: `kk`.' }),
    script: t.string({ description: 'Its script, ISO 15924: `Cyrl`. Left out, it is read off the letters.' }),
    kind: t.field({ type: NameKindEnum, defaultValue: 'OFFICIAL', description: 'What sort of name it is.' }),
  }),
});

const StatedIdentifierInput = builder.inputType('StatedIdentifier', {
  description: 'What a registry calls an entity. An identifier names one entity in the whole graph.',
  fields: (t) => ({
    scheme: t.string({
      required: true,
      description: 'The registry: `wikidata`, `iso3166-1`, `geonames`, `lei`, `gem`.',
    }),
    value: t.string({ required: true, description: 'The identifier there: `KZ`.' }),
  }),
});

/** What an entity is described by. */
const descriptionFields = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  kind: t.field({ type: EntityKindEnum, required: true, description: 'What sort of thing it is.' }),
  names: t.field({ type: [StatedNameInput], description: 'Its names. A new entity has at least one.' }),
  identifiers: t.field({
    type: [StatedIdentifierInput],
    description: 'What registries call it. These decide which entity is meant.',
  }),
  country: t.string({
    description:
      'The country it belongs to, ISO 3166-1 alpha-2: `KZ`. A name means an entity of this country, as far as known. It is kept for that, of a new entity, and shown nowhere: claim LOCATED_IN to say so.',
  }),
  placeType: t.field({ type: PlaceTypeEnum, description: 'What sort of place it is; for a PLACE only.' }),
  description: t.string({ description: 'One sentence on what it is. One that is known already stays.' }),
});

const EntityDescriptionInput = builder.inputType('EntityDescription', {
  description:
    'An entity by what it is known by. Identifiers decide which one is meant; a name alone means the only entity of that kind with that name, in that country as far as known. Whoever is not found is new; whoever is found is added to.',
  fields: descriptionFields,
});

const EntityReferenceInput = builder.inputType('EntityReference', {
  description: 'An entity that a claim speaks of: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'By the id of one that is there: `org_allurgroup`.' }),
    described: t.field({
      type: EntityDescriptionInput,
      description: 'By what it is known by; it is put into the graph if it is not there.',
    }),
  }),
});

const SourceInput = builder.inputType('StatedSource', {
  description:
    'The document that says so: one that is there by its `id` alone, or what is known of it. Without an id of your choice it gets one from its fields, the same every time. Of a known source, what was unknown is filled in.',
  fields: (t) => ({
    id: t.id({ description: 'Its id: `source_annual_report`, in lower-case letters, digits, `_` and `-`.' }),
    title: t.string({ description: 'Its title.' }),
    url: t.string({ description: 'Where it can be read.' }),
    publisher: t.string({ description: 'Who published it.' }),
    publishedAt: t.string({ description: 'When it was published, in EDTF: a day, a month or a year.' }),
    retrievedAt: t.string({ description: 'When it was read, ISO 8601 in UTC: `2026-11-24T13:20:05Z`.' }),
    licence: t.string({ description: 'The licence of its content.' }),
    sha256: t.string({ description: 'SHA-256 of its content, 64 hexadecimal digits.' }),
  }),
});

const StatedQuantityInput = builder.inputType('StatedQuantity', {
  description: 'A figure as stated: `amount` and `unit`, or for a RANGE `lower`, `upper` and `unit`.',
  fields: (t) => ({
    amount: t.field({ type: 'Decimal', description: 'The figure; not with a RANGE.' }),
    unit: t.string({
      required: true,
      description: 'An ISO 4217 currency (`USD`), `%`, or a UCUM code (`{vehicle}/a`).',
    }),
    bound: t.field({ type: BoundEnum, defaultValue: 'EXACT', description: 'What the figure stands for.' }),
    lower: t.field({ type: 'Decimal', description: 'The lower end of a RANGE.' }),
    upper: t.field({ type: 'Decimal', description: 'The upper end of a RANGE.' }),
  }),
});

const StatedClaimInput = builder.inputType('StatedClaim', {
  description:
    'What the source says. A claim that says the same at the same place of the same source is the same claim.',
  fields: (t) => ({
    subject: t.field({
      type: EntityReferenceInput,
      required: true,
      description: 'Whom or what it is about.',
    }),
    predicate: t.field({ type: PredicateEnum, required: true, description: 'What it says of it.' }),
    object: t.field({
      type: EntityReferenceInput,
      description: 'The other end; left out with OBSERVED.',
    }),
    variable: t.string({ description: 'What was observed; only with OBSERVED, and needed there.' }),
    value: t.field({ type: StatedQuantityInput, description: 'The figure, if any.' }),
    text: t.string({ description: 'What is said in words, if so.' }),
    period: t.string({
      description: 'When it holds, in EDTF: `2024`, `2021-01/2021-03`, `2024/..`, `[..2024]`.',
    }),
    modality: t.field({
      type: ModalityEnum,
      defaultValue: 'REALISED',
      description: 'In what way it is said.',
    }),
    rank: t.field({
      type: RankEnum,
      defaultValue: 'NORMAL',
      description: 'How it ranks beside others. A claim that is there keeps its own: see `setRank`.',
    }),
    factKey: t.string({
      description:
        'A key of your choice: claims of one subject, predicate and object with one key make one fact, whatever their periods.',
    }),
    locator: t.string({ description: 'Where in the source: `paragraph 3, sentence 1`, `row 17`, `p. 4`.' }),
    quote: t.string({ description: 'The source’s own words.' }),
    attributedTo: t.field({
      type: EntityReferenceInput,
      description: 'Whom the source cites for it: “according to …”.',
    }),
  }),
});

export const AssertClaimsInput = builder.inputType('AssertClaimsInput', {
  description: 'A source and what it says.',
  fields: (t) => ({
    source: t.field({ type: SourceInput, required: true, description: 'The document that says so.' }),
    claims: t.field({
      type: [StatedClaimInput],
      required: true,
      description: 'What it says: 1 to 1,000 claims.',
    }),
  }),
});

export const RetractClaimsInput = builder.inputType('RetractClaimsInput', {
  description: 'Claims that their source takes back.',
  fields: (t) => ({
    source: t.id({ required: true, description: 'The source; only its own claims can be taken back by it.' }),
    claims: t.idList({ required: true, description: 'Ids of 1 to 1,000 claims of it.' }),
  }),
});

export const SetRankInput = builder.inputType('SetRankInput', {
  description: 'How claims are to rank.',
  fields: (t) => ({
    claims: t.idList({ required: true, description: 'Ids of 1 to 1,000 claims, of any source.' }),
    rank: t.field({ type: RankEnum, required: true, description: 'Their rank from now on.' }),
  }),
});

export const PutEntityInput = builder.inputType('PutEntityInput', {
  description:
    'What an entity is known by. With an `id` that entity, new or not; without one it is found as `EntityDescription` says.',
  fields: (t) => ({
    id: t.id({
      description:
        'Its id, beginning as its kind’s ids do: `product_bus`, in lower-case letters, digits, `_` and `-`.',
    }),
    ...descriptionFields(t),
  }),
});

export const MergeEntitiesInput = builder.inputType('MergeEntitiesInput', {
  description: 'Two entities that are one.',
  fields: (t) => ({
    from: t.id({
      required: true,
      description: 'The one to give up. Its id goes on naming what it is merged into.',
    }),
    into: t.id({ required: true, description: 'The one that stands for both; of the same kind.' }),
  }),
});

export const UnmergeEntitiesInput = builder.inputType('UnmergeEntitiesInput', {
  description: 'An entity that is not the one it was merged into.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id that was given up: `from` of the merge.' }),
  }),
});

export type DescriptionShape = typeof EntityDescriptionInput.$inferInput;
export type ReferenceShape = typeof EntityReferenceInput.$inferInput;
export type SourceShape = typeof SourceInput.$inferInput;
export type ClaimShape = typeof StatedClaimInput.$inferInput;
export type AssertClaimsShape = typeof AssertClaimsInput.$inferInput;
export type RetractClaimsShape = typeof RetractClaimsInput.$inferInput;
export type SetRankShape = typeof SetRankInput.$inferInput;
export type PutEntityShape = typeof PutEntityInput.$inferInput;
export type MergeEntitiesShape = typeof MergeEntitiesInput.$inferInput;
export type UnmergeEntitiesShape = typeof UnmergeEntitiesInput.$inferInput;
