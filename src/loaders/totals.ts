import neo4j from 'neo4j-driver';
import type { Branch, FactList } from '../graph/branches.ts';
import type { Columns } from '../graph/row.ts';
import { decimalOf, partsOf } from '../model/decimal.ts';
import { type FactWhere, isUnfiltered, validThen } from '../model/fact-query.ts';
import { figureOf } from '../model/value-key.ts';
import { factTotalsStatement } from './fact-statements.ts';
import { wholeList } from './facts.ts';
import { type Batch, isPast, type Reader, requiredColumn } from './read.ts';
import { byParent, type ShapedLoader } from './shaped-loader.ts';

export const totalKeys = {
  PREDICATE: 'The kind of fact.',
  SUBJECT: 'The entity the facts are about.',
  OBJECT: 'The entity at the other end.',
  SUBJECT_COUNTRY: 'The country that contains the subject.',
  OBJECT_COUNTRY: 'The country that contains the object.',
  VARIABLE: 'The variable of an observation.',
  YEAR: 'The year in which the period ends, or begins when its end is open.',
  MODALITY: 'Planned, realised, estimated.',
} as const;
export type TotalKey = keyof typeof totalKeys;

/** Those whose values are the ids of entities. */
export const entityKeys: ReadonlySet<TotalKey> = new Set([
  'SUBJECT',
  'OBJECT',
  'SUBJECT_COUNTRY',
  'OBJECT_COUNTRY',
]);

/** What figures in one unit and group add up to. Decimals are exact. */
export interface TotalRow {
  readonly keys: readonly { readonly key: TotalKey; readonly value: string | null }[];
  readonly unit: string;
  readonly sum: string;
  readonly count: number;
  readonly inexactCount: number;
  /** Facts in the unit that are ranges, and so in no sum. */
  readonly omittedCount: number;
  readonly disputedCount: number;
  readonly min: string | null;
  readonly max: string | null;
}

/** Which groups of columns are added up beside the sum and the count. */
export interface TotalColumns {
  /** The smallest and the largest figure. */
  readonly range: boolean;
  /** How many are inexact and disputed. */
  readonly quality: boolean;
}

export interface TotalShape {
  readonly list: FactList;
  readonly branches: readonly Branch[];
  readonly where: FactWhere;
  readonly groupBy: readonly TotalKey[];
  readonly limit: number;
  readonly columns: TotalColumns;
}

const keysOfCountries: readonly TotalKey[] = ['PREDICATE', 'SUBJECT_COUNTRY', 'OBJECT_COUNTRY', 'MODALITY'];

/** Whether the index of what is summed by country holds all that a question reads, if its subjects lie in a country. */
const isOfCountry = (reader: Reader, { list, branches, where, groupBy, columns }: TotalShape): boolean =>
  !list.isAnchored &&
  !isPast(reader) &&
  where.subjectWithin !== null &&
  isUnfiltered({ ...where, subjectWithin: null, modality: null }) &&
  !branches.includes('OBSERVED OUT') &&
  groupBy.every((key) => keysOfCountries.includes(key)) &&
  !columns.range;

/** The totals of an answer by parent. */
function totalsByParent(
  row: Columns | undefined,
  groupBy: readonly TotalKey[],
  parents: number,
): TotalRow[][] {
  const get = <T>(name: string): readonly T[] => requiredColumn<T>(row, name);
  const [groupKeys, whole, fraction] = [
    get<(string | null)[]>('keys'),
    get<string>('whole'),
    get<string>('fraction'),
  ];
  const [counts, inexact] = [get<number>('facts'), get<number>('inexact')];
  const [omitted, disputed] = [get<number>('omitted'), get<number>('disputed')];
  const figure = (key: string | undefined): string | null => (key ? figureOf(key) : null);
  const [min, max] = [get<string>('min'), get<string>('max')];
  const totals = get<string>('unit').map(
    (unit, i): TotalRow => ({
      keys: groupBy.map((key, k) => ({ key, value: groupKeys[i]?.[k] ?? null })),
      unit,
      sum: decimalOf(partsOf(whole[i] ?? '0', fraction[i] ?? '0')),
      count: counts[i] ?? 0,
      inexactCount: inexact[i] ?? 0,
      omittedCount: omitted[i] ?? 0,
      disputedCount: disputed[i] ?? 0,
      min: figure(min[i]),
      max: figure(max[i]),
    }),
  );
  return byParent(get<number>('parent'), totals, parents);
}

const askOf = ({ branches, where, groupBy, columns, limit }: Omit<TotalShape, 'list'>) => ({
  branches,
  where,
  groupBy,
  columns,
  limit: neo4j.int(limit),
});

/** Totals of each parent's facts, one a unit and group; within a unit the largest first. */
export const totalsOf: Batch<TotalShape, TotalRow[]> = async (reader, asked, keys) => {
  const shape = { ...asked, where: validThen(asked.where, reader.moment) };
  const { list, where, groupBy } = shape;
  const statement = factTotalsStatement(reader.statements, list, wholeList(reader, list, where));
  const [row] = await reader.read(statement, { keys, ...askOf(shape) });
  return totalsByParent(row, groupBy, keys.length);
};

interface TotalLoaders {
  readonly totals: ShapedLoader<TotalShape, TotalRow[]>;
  readonly countryTotals: ShapedLoader<Omit<TotalShape, 'list'>, TotalRow[] | null>;
}

/** Totals of a list that is not anchored, by the index of what is summed by country where it holds all that is asked for. */
export async function loadTotals(
  { reader, loaders }: { readonly reader: Reader; readonly loaders: TotalLoaders },
  shape: TotalShape,
  key: string,
): Promise<readonly TotalRow[]> {
  const { list: _, ...ofCountry } = shape;
  const { subjectWithin: country } = shape.where;
  if (country !== null && isOfCountry(reader, { ...shape, where: validThen(shape.where, reader.moment) })) {
    const where = { ...shape.where, subjectWithin: null };
    const found = await loaders.countryTotals.load({ ...ofCountry, where }, country);
    if (found) return found;
  }
  return loaders.totals.load(shape, key);
}
