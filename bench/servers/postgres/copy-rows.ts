import type { PlacedClaim } from '../../../src/ingest/place-claims.ts';
import type { GraphEntity } from '../../graph/entities.ts';
import type { GraphFact } from '../../graph/facts.ts';
import type { GraphChange } from '../../graph/model.ts';

type Field = string | number | bigint | boolean | null | undefined;

/** A row for a table of bench/peers/postgraphile/tables.sql, its fields in the table's order. */
export interface TableRow {
  readonly table: string;
  readonly fields: readonly Field[];
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A row in PostgreSQL's text format for COPY. */
export const copyLine = (fields: readonly Field[]): string =>
  `${fields
    .map((field) => (field == null ? '\\N' : String(field).replace(/[\\\t\n\r]/g, (c) => ESCAPES[c] ?? c)))
    .join('\t')}\n`;

function* entityRows({ id, kind, name, placeType, parentId, countryId }: GraphEntity): Generator<TableRow> {
  yield { table: 'entity', fields: [id, kind, name, placeType, countryId] };
  const places = new Set([parentId, countryId].filter((place) => place !== null && place !== id));
  for (const place of places) yield { table: 'place_within', fields: [id, place] };
}

function factRow({ factId, predicate, fromId, toId, properties: p }: GraphFact): TableRow {
  const value: Field[] = [p.amount, p.unit, p.bound, p.lower, p.upper];
  const rest: Field[] = [
    p.modality,
    p.period,
    p.start,
    p.end,
    p.sourceCount,
    p.isDisputed,
    p.byValue,
    p.recent,
  ];
  return predicate === 'OBSERVED'
    ? { table: 'observation', fields: [factId, fromId, p.variable, ...value, p.text, ...rest] }
    : { table: predicate.toLowerCase(), fields: [factId, fromId, toId, ...value, ...rest] };
}

function claimRow(claim: PlacedClaim, recordedAt: string, position: number): TableRow {
  const { id, predicate, value, modality, period, sourceId, locator, quote, place } = claim;
  return {
    table: 'claim',
    fields: [
      ...[id, place.factId, sourceId, predicate],
      ...[value?.amount, value?.unit, value?.bound, value?.lower, value?.upper],
      ...[modality, period?.edtf, locator, quote, recordedAt, position],
    ],
  };
}

/** The rows that a batch of the graph comes to. */
export function* rowsOf({ at, sources, entities, facts }: GraphChange): Generator<TableRow> {
  for (const { id, title, url, publisher, publishedAt } of sources)
    yield { table: 'source', fields: [id, title, url, publisher, publishedAt] };
  for (const entity of entities) yield* entityRows(entity);
  let position = 0;
  for (const fact of facts) {
    yield factRow(fact);
    for (const claim of fact.claims) {
      yield claimRow(claim, at, position);
      position += 1;
    }
  }
}
