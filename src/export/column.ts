import { type GraphQLLeafType, isEnumType } from 'graphql';

/** What a column holds. Decimals are kept as the texts that they are: no format's numbers hold every digit of all of them. */
export type ColumnType = 'text' | 'decimal' | 'integer' | 'number' | 'boolean' | 'date' | 'moment';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** A value as GraphQL answers it: decimals, days and moments as texts. */
export type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

const types: Readonly<Record<string, ColumnType>> = {
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'moment',
  Decimal: 'decimal',
  Float: 'number',
  Int: 'integer',
};

export const columnTypeOf = (type: GraphQLLeafType): ColumnType =>
  isEnumType(type) ? 'text' : (types[type.name] ?? 'text');
