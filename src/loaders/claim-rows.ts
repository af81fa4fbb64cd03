import type { Columns } from '../graph/row.ts';
import type { Period } from '../model/period.ts';
import type { Said } from '../model/said.ts';
import type { Modality, Predicate, Rank } from '../ontology.ts';
import { propertyGroups } from './properties.ts';
import { column, requiredColumn } from './read.ts';
import { type SourceColumns, type SourceRow, sourceProperties, sourceRows } from './sources.ts';
import { periodColumns, quantityColumns } from './value-columns.ts';

/** A claim as read; what was not selected is null or blank. */
export interface ClaimRow extends Said {
  readonly id: string;
  readonly key: string;
  readonly factId: string;
  readonly period: Period | null;
  readonly rank: Rank;
  readonly sourceId: string;
  /** Read with the claim when the selection needs it. */
  readonly source: SourceRow | null;
  readonly locator: string | null;
  readonly quote: string | null;
  readonly attributedToId: string | null;
  readonly recordedAt: string;
  readonly retractedAt: string | null;
}

/** Which groups of a claim’s columns are read. */
export interface ClaimColumns {
  readonly id: boolean;
  readonly key: boolean;
  readonly fact: boolean;
  readonly predicate: boolean;
  readonly ends: boolean;
  readonly words: boolean;
  readonly value: boolean;
  readonly bounds: boolean;
  readonly modality: boolean;
  readonly period: boolean;
  readonly days: boolean;
  readonly rank: boolean;
  readonly place: boolean;
  /** The id of its source. */
  readonly source: boolean;
  /** Of its source itself. */
  readonly sources: SourceColumns | null;
  readonly authority: boolean;
  readonly recorded: boolean;
}

/** All that a claim says; its source by its id. */
export const claimColumns: ClaimColumns = {
  id: true,
  key: true,
  fact: true,
  predicate: true,
  ends: true,
  words: true,
  value: true,
  bounds: true,
  modality: true,
  period: true,
  days: true,
  rank: true,
  place: true,
  source: true,
  sources: null,
  authority: true,
  recorded: true,
};

const claimProperties = propertyGroups<Exclude<keyof ClaimColumns, 'place' | 'sources'>>({
  id: ['id'],
  key: ['key'],
  fact: ['factId'],
  predicate: ['predicate'],
  ends: ['subjectId', 'objectId'],
  words: ['variable', 'text'],
  value: ['unit', 'amount'],
  bounds: ['bound', 'lower', 'upper'],
  modality: ['modality'],
  period: ['period'],
  days: ['start', 'end'],
  rank: ['rank'],
  source: ['sourceId'],
  authority: ['attributedToId'],
  recorded: ['recordedAt', 'retractedAt'],
});
const placeProperties = propertyGroups<'place'>({ place: ['locator', 'quote'] });

/** What fragments/claim-columns takes. */
export const askOfClaims = (columns: ClaimColumns) => ({
  claims: claimProperties(columns).names,
  places: placeProperties(columns).names,
  sources: columns.sources && sourceProperties(columns.sources).names,
});

/** The claims of a row that has fragments/claim-columns, in its order, read with a selection of columns. */
export function claimRows(row: Columns | undefined, columns: ClaimColumns, parent = 'parent'): ClaimRow[] {
  const claims = claimProperties(columns).read(row?.get('claims'));
  const places = placeProperties(columns).read(row?.get('places'));
  const get = <T>(name: string): readonly (T | null)[] => column<T | null>(claims, name) ?? [];
  const sources = new Map(
    columns.sources && sourceRows(row, columns.sources).map((source) => [source.id, source]),
  );
  const [ids, keys, factIds, subjects] = [
    get<string>('id'),
    get<string>('key'),
    get<string>('factId'),
    get<string>('subjectId'),
  ];
  const [sourceIds, recordedAt] = [get<string>('sourceId'), get<string>('recordedAt')];
  const predicates = get<Predicate>('predicate');
  const [modality, rank] = [get<Modality>('modality'), get<Rank>('rank')];
  const [objects, variables, texts] = [get<string>('objectId'), get<string>('variable'), get<string>('text')];
  const [quantityAt, periodAt] = [quantityColumns(claims), periodColumns(claims)];
  const [locator, quote] = [column<string>(places, 'locator') ?? [], column<string>(places, 'quote') ?? []];
  const authority = get<string>('attributedToId');
  const retractedAt = get<string>('retractedAt');
  return requiredColumn<number>(row, parent).map(
    (_, i): ClaimRow => ({
      id: ids[i] ?? '',
      key: keys[i] ?? '',
      factId: factIds[i] ?? '',
      predicate: predicates[i] as Predicate,
      subjectId: subjects[i] ?? '',
      objectId: objects[i] ?? null,
      variable: variables[i] ?? null,
      value: quantityAt(i),
      text: texts[i] ?? null,
      modality: modality[i] as Modality,
      period: periodAt(i),
      rank: rank[i] as Rank,
      sourceId: sourceIds[i] ?? '',
      source: sources.get(sourceIds[i] ?? '') ?? null,
      locator: locator[i] ?? null,
      quote: quote[i] ?? null,
      attributedToId: authority[i] ?? null,
      recordedAt: recordedAt[i] ?? '',
      retractedAt: retractedAt[i] ?? null,
    }),
  );
}
