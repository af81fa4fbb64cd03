import { InvalidArgument } from '../errors.ts';
import { type EntityKind, kinds, type Modality, type Predicate } from '../ontology.ts';
import { compareDecimals, normaliseDecimal } from './decimal.ts';
import { oneLine } from './one-line.ts';
import type { Direction } from './page.ts';
import { figureRange, type KeyRange } from './value-key.ts';

/** FactFilter as a client gives it; every field narrows. */
export interface FactFilter {
  readonly predicates?: readonly Predicate[] | null | undefined;
  readonly modality?: readonly Modality[] | null | undefined;
  readonly value?:
    | {
        readonly unit: string;
        readonly min?: string | null | undefined;
        readonly max?: string | null | undefined;
      }
    | null
    | undefined;
  readonly variables?: readonly string[] | null | undefined;
  readonly validAt?: string | null | undefined;
  readonly validBetween?: { readonly from?: string | null; readonly to?: string | null } | null | undefined;
  readonly isDisputed?: boolean | null | undefined;
  readonly minSources?: number | null | undefined;
  readonly kinds?: readonly EntityKind[] | null | undefined;
  readonly within?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly object?: string | null | undefined;
  readonly subjectWithin?: string | null | undefined;
  readonly objectWithin?: string | null | undefined;
}

/** The `$where` of the statements: see cypher/fragments/fact-filter.cypher. */
export interface FactWhere {
  readonly modality: readonly Modality[] | null;
  /** Of the key by value. */
  readonly value: KeyRange | null;
  readonly valid: Validity | null;
  readonly isDisputed: boolean | null;
  readonly minSources: number | null;
  readonly kinds: readonly string[] | null;
  readonly within: string | null;
  /** Of lists that have no parent: where the subject lies, and where the object does. */
  readonly subjectWithin: string | null;
  readonly objectWithin: string | null;
  readonly farId: string | null;
  readonly variables: readonly string[] | null;
}

/** What had begun by one day, and lasted to another or longer. A day is both; days between which something holds come the later one first. */
interface Validity {
  readonly beganBy: string;
  readonly lastedTo: string;
}

/** Before and behind every day: see `project-fact.ts`. */
const NO_DAY = { from: '', to: '9999-99-99' } as const;

function bound(path: string, decimal: string | null | undefined): string | null {
  if (decimal == null) return null;
  try {
    return normaliseDecimal(decimal);
  } catch (error) {
    throw new InvalidArgument(path, (error as Error).message);
  }
}

/** What narrows a list beside its filter, from other arguments. */
interface FilteredBeside {
  readonly farId?: string | null;
  readonly variables?: readonly string[] | null;
}

/**
 * Reads a filter.
 * @throws InvalidArgument naming the field that cannot be answered.
 */
export function readFactFilter(filter: FactFilter | null | undefined, more: FilteredBeside = {}): FactWhere {
  return filter || more.farId || more.variables ? readAll(filter, more) : EVERYTHING;
}

function rangeOf({ unit, min, max }: NonNullable<FactFilter['value']>): KeyRange {
  if (unit.trim() === '')
    throw new InvalidArgument(
      'where.value.unit',
      'it is blank: name the unit to compare in, for example "USD"',
    );
  const [low, high] = [bound('where.value.min', min), bound('where.value.max', max)];
  if (low !== null && high !== null && compareDecimals(low, high) > 0)
    throw new InvalidArgument('where.value', `no figure lies between: min ${low} is above max ${high}`);
  return figureRange(unit, low, high);
}

function atLeast(path: string, least: number, given: number | null | undefined): number | null {
  if (given == null) return null;
  if (given < least) throw new InvalidArgument(path, `must be ${least} or more, not ${given}`);
  return given;
}

/** What holds at both. */
function both(one: Validity | null, other: Validity | null): Validity | null {
  if (!one || !other) return one ?? other;
  const [beganBy = ''] = [one.beganBy, other.beganBy].toSorted();
  const [, lastedTo = ''] = [one.lastedTo, other.lastedTo].toSorted();
  return { beganBy, lastedTo };
}

const onDay = (day: string | null | undefined): Validity | null =>
  day ? { beganBy: day, lastedTo: day } : null;

function validityOf(filter: FactFilter | null | undefined): Validity | null {
  const day = onDay(filter?.validAt);
  if (!filter?.validBetween) return day;
  const from = filter.validBetween.from ?? NO_DAY.from;
  const to = filter.validBetween.to ?? NO_DAY.to;
  if (from > to)
    throw new InvalidArgument('where.validBetween', `no day lies between: ${from} is after ${to}`);
  return both(day, { beganBy: to, lastedTo: from });
}

function readAll(filter: FactFilter | null | undefined, more: FilteredBeside): FactWhere {
  return {
    modality: filter?.modality ?? null,
    value: filter?.value ? rangeOf(filter.value) : null,
    valid: validityOf(filter),
    isDisputed: filter?.isDisputed ?? null,
    minSources: atLeast('where.minSources', 0, filter?.minSources),
    kinds: filter?.kinds?.map((kind) => kinds[kind].prefix) ?? null,
    within: filter?.within ?? null,
    subjectWithin: filter?.subjectWithin ?? null,
    objectWithin: filter?.objectWithin ?? null,
    farId: more.farId ?? null,
    variables: intersection(more.variables ?? null, filter?.variables ?? null)?.map(oneLine) ?? null,
  };
}

/** What passes without a filter: the very object each time, so that what is known by it is found again. */
const EVERYTHING = readAll(null, {});

/** What both lists hold; null stands for everything. */
function intersection(
  one: readonly string[] | null,
  other: readonly string[] | null,
): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((item) => other.includes(item));
}

/** A filter that also asks for what holds on the day that the question is about. */
export function validThen(
  where: FactWhere,
  { validAt: day }: { readonly validAt: string | null },
): FactWhere {
  return day === null ? where : { ...where, valid: both(where.valid, onDay(day)) };
}

/** Whether a filter lets everything pass: such a list has simpler statements. */
export const isUnfiltered = (where: FactWhere): boolean =>
  Object.values(where).every((value) => value === null);

/** FactOrder as a client gives it. */
export interface FactOrderInput {
  readonly by: 'RECENT' | 'VALUE';
  readonly direction?: Direction | null | undefined;
  readonly unit?: string | null | undefined;
}

export type FactOrder =
  | { readonly by: 'RECENT'; readonly direction: Direction }
  | { readonly by: 'VALUE'; readonly direction: Direction; readonly unit: string };

/** @throws InvalidArgument when VALUE comes without the unit to compare in, or RECENT with one. */
export function readFactOrder(order: FactOrderInput | null | undefined): FactOrder {
  const direction = order?.direction ?? 'DESC';
  if (order?.by !== 'VALUE') {
    if (order?.unit != null) throw new InvalidArgument('orderBy.unit', 'goes with `by: VALUE` only');
    return byPeriod[direction];
  }
  if (!order.unit)
    throw new InvalidArgument(
      'orderBy.unit',
      'VALUE compares figures in one unit: name it, for example {by: VALUE, unit: "USD"}',
    );
  return { by: 'VALUE', direction, unit: order.unit };
}

const byPeriod: Readonly<Record<Direction, FactOrder>> = {
  ASC: { by: 'RECENT', direction: 'ASC' },
  DESC: { by: 'RECENT', direction: 'DESC' },
};

/** An order's name in cursors. */
export const orderName = (order: FactOrder): string =>
  order.by === 'RECENT' ? `RECENT ${order.direction}` : `VALUE ${order.unit} ${order.direction}`;
