import type { Columns } from '../graph/row.ts';
import type { Period } from '../model/period.ts';
import type { Quantity } from '../model/quantity.ts';
import type { Bound } from '../ontology.ts';
import { column } from './read.ts';

/** The figures of facts or claims, by position; null where there is none or they were not selected. */
export function quantityColumns(row: Columns | undefined): (i: number) => Quantity | null {
  const get = <T = string>(name: string): readonly (T | null)[] => column<T | null>(row, name) ?? [];
  const [units, bounds, amounts] = [get('unit'), get<Bound>('bound'), get('amount')];
  const [lowers, uppers] = [get('lower'), get('upper')];
  return (i) => {
    const unit = units[i] ?? null;
    if (unit === null) return null;
    return {
      unit,
      bound: bounds[i] ?? 'EXACT',
      amount: amounts[i] ?? null,
      lower: lowers[i] ?? null,
      upper: uppers[i] ?? null,
    };
  };
}

/** Days that stand for an end of time that is not known: facts have them, so that every fact is in every index. */
const ENDS_OF_TIME = new Set<string | null>(['0000-00-00', '9999-99-99']);
const dayOrNull = (day: string | null | undefined): string | null =>
  day === undefined || ENDS_OF_TIME.has(day) ? null : day;

/** The periods of facts or claims, by position; null where there is none or they were not selected. */
export function periodColumns(row: Columns | undefined): (i: number) => Period | null {
  const get = (name: string): readonly (string | null)[] => column<string | null>(row, name) ?? [];
  const [periods, starts, ends] = [get('period'), get('start'), get('end')];
  return (i) => {
    const edtf = periods[i] ?? null;
    return edtf === null ? null : { edtf, start: dayOrNull(starts[i]), end: dayOrNull(ends[i]) };
  };
}
