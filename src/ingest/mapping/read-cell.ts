import { resolveQuantity } from '../../model/quantity.ts';
import type { Measure } from '../../ontology.ts';
import type { Condition, ModalitySpec, NumberFormat, PeriodSpec, ValueSpec, Words } from './cell-format.ts';
import { type Cells, lookUp } from './cells.ts';
import { type MappedClaim, RowProblem } from './mapped.ts';
import { readDate } from './read-date.ts';
import { finishNumber, readNumber } from './read-number.ts';
import { fillTemplate } from './template.ts';

/** Lets a reader's RangeError name its cell. */
function inCell<T>(column: string, value: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new RowProblem(column, value, error.message);
    throw error;
  }
}

/** The words that a cell or a template says; null when nothing. */
export function readWords(cells: Cells, spec: Words): string | null {
  if (typeof spec === 'string') return fillTemplate(spec, (column) => cells.get(column));
  const said = cells.get(spec.column, spec.nothing);
  if (said === null) return null;
  const kept = spec.lowerCase ? said.toLowerCase() : said;
  if (!spec.values) return kept;
  const translated = lookUp(spec.values, said);
  if (translated !== undefined) return translated;
  if (spec.otherwise === 'keep') return kept;
  if (spec.otherwise === 'leave out') return null;
  throw new RowProblem(spec.column, said, 'the mapping’s `values` do not have these words');
}

/** How many of an entity a row names: those that are somebody, and all that its cell lists. */
export interface Named {
  readonly items: readonly unknown[];
  readonly count: number;
}

/** Whether all conditions hold. */
export function holds(
  cells: Cells,
  spec: Condition | readonly Condition[],
  named: (entity: string) => Named,
): boolean {
  return [spec].flat().every(({ column, is, isNot, entity, has }) => {
    if (column === undefined) {
      const { items, count } = named(entity ?? '');
      if (has === 'none') return items.length === 0;
      if (has === 'one') return count === 1;
      return has === 'several' ? count > 1 : items.length > 0;
    }
    const raw = cells.raw(column).toLowerCase();
    const isNothing = cells.get(column) === null;
    const among = (words: readonly string[]): boolean =>
      words.some((word) => (word === '' ? isNothing : word.trim().toLowerCase() === raw));
    return (is === undefined || among(is)) && (isNot === undefined || !among(isNot));
  });
}

/** The figure of a cell with its unit; null when the cell says nothing, or nobody knows its unit. */
export function readValue(
  cells: Cells,
  spec: Exclude<ValueSpec, { share: string }>,
  numbers: NumberFormat,
  measure: Measure,
  note: (text: string) => void,
): MappedClaim['value'] | null {
  const said = cells.get(spec.column, spec.nothing);
  if (said === null) return null;
  const amount = inCell(spec.column, said, () =>
    finishNumber(readNumber(said, spec.format ?? numbers), spec.multiply, spec.round),
  );
  const unitColumn = typeof spec.unit === 'string' ? null : spec.unit.column;
  const unit = typeof spec.unit === 'string' ? spec.unit : readWords(cells, spec.unit);
  if (unit === null) {
    note(`${spec.column} ${said} has no unit (${unitColumn}: "${cells.raw(unitColumn ?? '')}"): left out`);
    return null;
  }
  const bound = spec.bound ?? 'EXACT';
  inCell(spec.column, `${said} ${unit}`, () => resolveQuantity({ amount, unit, bound }, measure));
  return { amount, unit, ...(spec.bound ? { bound } : {}) };
}

/** The period of the first date that says something, in EDTF. */
export function readPeriod(
  cells: Cells,
  spec: PeriodSpec,
  named: (entity: string) => Named,
  note: (text: string) => void,
): string | null {
  if (typeof spec === 'string') return spec;
  for (const date of [spec].flat()) {
    const said = cells.get(date.column, date.nothing);
    if (said === null) continue;
    const read = inCell(date.column, said, () => readDate(said, date));
    if (read.note) note(`${date.column}: ${read.note}`);
    const isUncertain = date.uncertain !== undefined && holds(cells, date.uncertain, named);
    return isUncertain ? `${read.edtf}?` : read.edtf;
  }
  return null;
}

/** The modality that a status means. @throws RowProblem when the mapping does not know the status. */
export function readModality(
  cells: Cells,
  spec: ModalitySpec | undefined,
): NonNullable<MappedClaim['modality']> {
  if (spec === undefined) return 'REALISED';
  if (typeof spec === 'string') return spec as NonNullable<MappedClaim['modality']>;
  const said = cells.get(spec.column, spec.nothing) ?? '';
  const modality = lookUp(spec.values, said);
  if (!modality)
    throw new RowProblem(
      spec.column,
      cells.raw(spec.column),
      `no modality for it in the mapping (it has ${Object.keys(spec.values).join(', ')})`,
    );
  return modality;
}
