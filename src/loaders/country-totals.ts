import type { Columns } from '../graph/row.ts';
import { decimalOf, partsOf } from '../model/decimal.ts';
import type { Modality } from '../ontology.ts';
import { countryTotalsStatement } from './fact-statements.ts';
import { type Batch, requiredColumn } from './read.ts';
import type { TotalKey, TotalRow, TotalShape } from './totals.ts';

/** What is added up in one unit and group, in parts of 10^-12. */
interface Sum {
  readonly values: readonly (string | null)[];
  readonly unit: string;
  total: bigint;
  count: number;
  found: number;
  inexact: number;
  disputed: number;
}

const comparing = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** As fact-totals.cypher has them: of a unit the largest sum first, then by keys, where none is behind all others. */
function inOrder(a: Sum, b: Sum): number {
  const first = comparing(a.unit, b.unit) || comparing(b.total, a.total);
  if (first !== 0) return first;
  for (const [k, value] of a.values.entries()) {
    const other = b.values[k] ?? null;
    if (value !== other) return value === null ? 1 : other === null ? -1 : comparing(value, other);
  }
  return 0;
}

const rowOf =
  (groupBy: readonly TotalKey[]) =>
  ({ values, unit, total, count, found, inexact, disputed }: Sum): TotalRow => ({
    keys: groupBy.map((key, k) => ({ key, value: values[k] ?? null })),
    unit,
    sum: decimalOf(total),
    count,
    inexactCount: inexact,
    omittedCount: found - count,
    disputedCount: disputed,
    min: null,
    max: null,
  });

type CountryShape = Omit<TotalShape, 'list'>;

/** What the groups of an answer that are meant add up to, by parent. */
function sumsByParent(
  row: Columns | undefined,
  { where, groupBy, columns }: CountryShape,
  parents: number,
): Sum[][] {
  const get = <T>(name: string): readonly T[] => requiredColumn<T>(row, name);
  const isMeant = (modality: Modality): boolean =>
    where.modality === null ? modality !== 'DENIED' : where.modality.includes(modality);
  const [parent, unit] = [get<number>('parent'), get<string>('unit')];
  const groups = groupBy.map((key) => get<string>(key));
  const [whole, fraction] = [get<string>('whole'), get<string>('fraction')];
  const [facts, found] = [get<number>('facts'), get<number>('found')];
  const [disputed, inexact] = columns.quality ? [get<number>('disputed'), get<number>('inexact')] : [];
  const sums = Array.from({ length: parents }, () => new Map<string, Sum>());
  for (const [i, modality] of get<Modality>('MODALITY').entries()) {
    const ofParent = sums[parent[i] ?? -1];
    if (!ofParent || !isMeant(modality)) continue;
    const values = groups.map((group) => group[i] || null);
    const name = `${unit[i]}\t${values.join('\t')}`;
    let sum = ofParent.get(name);
    if (!sum) {
      sum = { values, unit: unit[i] ?? '', total: 0n, count: 0, found: 0, inexact: 0, disputed: 0 };
      ofParent.set(name, sum);
    }
    sum.total += partsOf(whole[i] ?? '0', fraction[i] ?? '0');
    sum.count += facts[i] ?? 0;
    sum.found += found[i] ?? 0;
    sum.inexact += inexact?.[i] ?? 0;
    sum.disputed += disputed?.[i] ?? 0;
  }
  return sums.map((ofParent) => [...ofParent.values()]);
}

/** Totals of facts whose subjects lie in a country, by countries, one a unit and group; null for what is none. */
export const totalsOfCountries: Batch<CountryShape, TotalRow[] | null> = async (reader, shape, keys) => {
  const { branches, groupBy, columns, limit } = shape;
  const statement = countryTotalsStatement(reader.statements, branches, {
    isByObject: groupBy.includes('OBJECT_COUNTRY'),
    isWithQuality: columns.quality,
  });
  const [row] = await reader.read(statement, { keys, branches, groupBy });
  const countries = new Set(requiredColumn<number>(row, 'countries'));
  return sumsByParent(row, shape, keys.length).map((sums, i) =>
    countries.has(i) ? sums.sort(inOrder).slice(0, limit).map(rowOf(groupBy)) : null,
  );
};
