import { declarationOf, OBSERVED } from '../../ontology.ts';
import type { NumberFormat } from './cell-format.ts';
import type { Cells } from './cells.ts';
import type { EntitiesOfRow, RowEntity } from './describe-entities.ts';
import type { MappedClaim } from './mapped.ts';
import type { ClaimSpec } from './mapping-format.ts';
import { holds, readModality, readPeriod, readValue, readWords } from './read-cell.ts';
import { fillTemplate } from './template.ts';

/** What claims of one row are made of. */
export interface ClaimingRow {
  readonly cells: Cells;
  readonly entities: EntitiesOfRow;
  readonly numbers: NumberFormat;
  /** Where the row stands in its source. */
  readonly locator: string;
  readonly note: (text: string) => void;
}

type Value = MappedClaim['value'] | null;

/** The first of the named entities that the row has. */
function firstOf(
  entities: EntitiesOfRow,
  names: string | readonly string[],
): { name: string; items: readonly RowEntity[] } {
  for (const name of [names].flat()) {
    const { items } = entities.get(name);
    if (items.length > 0) return { name, items };
  }
  return { name: '', items: [] };
}

function wholeValue(spec: ClaimSpec, row: ClaimingRow): Value {
  if (!spec.value || 'share' in spec.value) return null;
  const { wholeOf } = spec.value;
  if (wholeOf !== undefined && row.entities.get(wholeOf).count > 1) return null;
  const measure = spec.predicate === OBSERVED ? 'quantity' : declarationOf(spec.predicate).value?.measure;
  return measure ? readValue(row.cells, spec.value, row.numbers, measure, row.note) : null;
}

/** Entries that say something: a claim has no key without a value. */
const withoutNothing = <T extends object>(entries: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== null && value !== undefined),
  ) as {
    [K in keyof T]: NonNullable<T[K]>;
  };

/**
 * The claims that one claim of the mapping becomes in a row: none, one, or one for each item of its lists.
 * @throws RowProblem when a cell cannot be read.
 */
export function claimsOfRow(spec: ClaimSpec, row: ClaimingRow): MappedClaim[] {
  const { cells, entities } = row;
  const named = (name: string) => entities.get(name);
  if (spec.when && !holds(cells, spec.when, named)) return [];
  const subjects = firstOf(entities, spec.subject);
  const objects = spec.object === undefined ? null : firstOf(entities, spec.object);
  if (subjects.items.length === 0 || objects?.items.length === 0) return [];

  const variable = spec.variable === undefined ? null : readWords(cells, spec.variable);
  const text = spec.text === undefined ? null : readWords(cells, spec.text);
  const whole = wholeValue(spec, row);
  if (
    spec.predicate === OBSERVED &&
    (variable === null || (whole === null && text === null && !hasShare(spec)))
  )
    return [];
  const period = spec.period === undefined ? null : readPeriod(cells, spec.period, named, row.note);
  const said = { value: whole, text, period };
  if (spec.needs?.some((part) => said[part] === null)) return [];
  const modality = readModality(cells, spec.modality);
  const computed = { text, period, amount: whole?.amount, unit: whole?.unit, modality };
  const cell = (column: string): string => cells.get(column) ?? '';
  const common = withoutNothing({
    predicate: spec.predicate,
    variable,
    text,
    period,
    modality,
    fact: spec.fact === undefined ? null : fillTemplate(spec.fact, cell, computed),
    locator: spec.locator === undefined ? row.locator : fillTemplate(spec.locator, cell, computed),
  });
  const shareOf = spec.value && 'share' in spec.value ? spec.value.share : null;
  const claim = (subject: RowEntity, object: RowEntity | null): MappedClaim[] => {
    // An owner that is its own parent owns nothing by it.
    if (object?.ref === subject.ref) return [];
    const share =
      shareOf === subjects.name ? subject.share : shareOf === objects?.name ? object?.share : null;
    const value = share ? { amount: share, unit: '%' } : whole;
    if (spec.predicate === OBSERVED && value === null && text === null) return [];
    return [
      {
        ...common,
        subject: subject.ref,
        ...(object ? { object: object.ref } : {}),
        ...(value ? { value } : {}),
      },
    ];
  };
  return subjects.items.flatMap((subject) =>
    objects ? objects.items.flatMap((object) => claim(subject, object)) : claim(subject, null),
  );
}

const hasShare = (spec: ClaimSpec): boolean => spec.value !== undefined && 'share' in spec.value;
