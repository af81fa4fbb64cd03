import { builder } from './builder.ts';
import { EntityKindEnum, ModalityEnum, OrderDirectionEnum, PredicateEnum, RankEnum } from './enums.ts';

const QuantityFilterInput = builder.inputType('QuantityFilter', {
  description:
    'Figures in one unit, between two ends. Figures in other units do not pass: they cannot be compared.',
  fields: (t) => ({
    unit: t.string({
      required: true,
      description: 'ISO 4217 currency, `%` or UCUM code, exactly as stored.',
    }),
    min: t.field({
      type: 'Decimal',
      description:
        'This figure or more. A range (90 to 110) counts by its lower end, “up to” and “at least” by the figure stated.',
    }),
    max: t.field({ type: 'Decimal', description: 'This figure or less, counted in the same way.' }),
  }),
});

const DateRangeInput = builder.inputType('DateRange', {
  description: 'Days from one to another, both counted. Without one of them there is no end on that side.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'The first day.' }),
    to: t.field({ type: 'Date', description: 'The last day.' }),
  }),
});

export const FactFilterInput = builder.inputType('FactFilter', {
  description: 'Which facts to list or add up. Every field given narrows.',
  fields: (t) => ({
    predicates: t.field({ type: [PredicateEnum], description: 'Facts of these kinds.' }),
    modality: t.field({
      type: [ModalityEnum],
      description:
        'Facts shown as planned, realised, estimated or denied. Totals leave out denied ones unless named here.',
    }),
    value: t.field({ type: QuantityFilterInput, description: 'Facts whose shown figure lies between.' }),
    variables: t.stringList({
      description:
        'Observations under these variables, exactly as named. Other facts have none and do not pass.',
    }),
    validAt: t.field({
      type: 'Date',
      description:
        'Facts whose period, from its first possible day to its last, includes this day; those without a period do.',
    }),
    validBetween: t.field({
      type: DateRangeInput,
      description:
        'Facts whose period, from its first possible day to its last, has a day in common with these; those without a period do.',
    }),
    isDisputed: t.boolean({ description: 'Facts on which sources disagree (true), or do not (false).' }),
    minSources: t.int({ description: 'Facts that at least so many sources speak of.' }),
    kinds: t.field({
      type: [EntityKindEnum],
      description:
        'Facts whose other end is of these kinds; in `Query.facts` and `Query.totals` either end, unless `subject` or `object` is given.',
    }),
    within: t.id({
      description:
        'A place: facts whose other end is or lies in it; in `Query.facts` and `Query.totals` either end, unless `subject` or `object` is given. An observation counts by its subject.',
    }),
    subjectWithin: t.id({
      description:
        'Only in `Query.facts` and `Query.totals`, without `subject` and `object`: facts whose subject is or lies in this place, such as the investments of a country’s investors.',
    }),
    objectWithin: t.id({
      description:
        'Only in `Query.facts` and `Query.totals`, without `subject` and `object`: facts whose object is or lies in this place.',
    }),
    subject: t.id({ description: 'Only in `Query.facts` and `Query.totals`: facts about this entity.' }),
    object: t.id({
      description: 'Only in `Query.facts` and `Query.totals`: facts with this entity at the other end.',
    }),
  }),
});

const FactOrderByEnum = builder.enumType('FactOrderBy', {
  description: 'What facts are ordered by.',
  values: {
    RECENT: {
      value: 'RECENT' as const,
      description:
        'The end of the period, or its beginning when it is open. Facts without a period count as earliest.',
    },
    VALUE: {
      value: 'VALUE' as const,
      description: 'The shown figure in one unit. Facts not stated in it follow at the end, latest first.',
    },
  },
});

export const FactOrderInput = builder.inputType('FactOrder', {
  description: 'The order of facts. Ties are broken by id, so that it is the same every time.',
  fields: (t) => ({
    by: t.field({ type: FactOrderByEnum, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirectionEnum,
      defaultValue: 'DESC',
      description: 'Latest or largest first, or last.',
    }),
    unit: t.string({
      description: 'The unit to compare in; goes with VALUE and must be given there: `USD`.',
    }),
  }),
});

export const ClaimFilterInput = builder.inputType('ClaimFilter', {
  description:
    'Which claims to list. Every field given narrows; retracted claims are left out unless asked for.',
  fields: (t) => ({
    includeRetracted: t.boolean({
      defaultValue: false,
      description: 'Also claims that their source has taken back; `retractedAt` says when.',
    }),
    predicates: t.field({ type: [PredicateEnum], description: 'Claims of these kinds.' }),
    modality: t.field({ type: [ModalityEnum], description: 'Claims made in these ways.' }),
    rank: t.field({ type: [RankEnum], description: 'Claims of these ranks.' }),
    fact: t.id({ description: 'Claims that speak of this fact.' }),
    subject: t.id({ description: 'Claims about this entity.' }),
    object: t.id({ description: 'Claims with this entity at the other end.' }),
    source: t.id({ description: 'Claims of this source.' }),
    attributedTo: t.id({ description: 'Claims for which the source cites this entity.' }),
  }),
});

export const EntityFilterInput = builder.inputType('EntityFilter', {
  description: 'Which entities to list. Every field given narrows.',
  fields: (t) => ({
    nameStartsWith: t.string({
      description:
        'Entities whose shown name begins so, whatever the case, accents and script. To find any name, use `search`.',
    }),
  }),
});

const EntityOrderByEnum = builder.enumType('EntityOrderBy', {
  description: 'What entities are ordered by.',
  values: {
    NAME: { value: 'NAME' as const, description: 'The shown name, without case, accents and script.' },
  },
});

export const EntityOrderInput = builder.inputType('EntityOrder', {
  description: 'The order of entities. Ties are broken by id.',
  fields: (t) => ({
    by: t.field({ type: EntityOrderByEnum, defaultValue: 'NAME', description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirectionEnum,
      defaultValue: 'ASC',
      description: 'First or last in the alphabet first.',
    }),
  }),
});

const IdentifierInput = builder.inputType('IdentifierInput', {
  description: 'An identifier that some registry gives.',
  fields: (t) => ({
    scheme: t.string({
      required: true,
      description: 'For example `wikidata`, `iso3166-1`, `geonames`, `lei`, `gem`.',
    }),
    value: t.string({ required: true, description: 'For example `KZ`.' }),
  }),
});

export const EntityByInput = builder.inputType('EntityBy', {
  description: 'How to find one entity: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'By id: `place_kostanay`.' }),
    name: t.string({
      description:
        'By a whole name in any script and case: `Қостанай`. Several with that name are an error that lists them.',
    }),
    identifier: t.field({
      type: IdentifierInput,
      description: 'By an identifier: `{scheme: "iso3166-1", value: "KZ"}`.',
    }),
  }),
});
