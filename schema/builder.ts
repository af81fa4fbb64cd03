import SchemaBuilder from '@pothos/core';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../src/context.ts';
import { normaliseDecimal } from '../src/model/decimal.ts';

interface OwnTypes {
  Context: RequestContext;
  Scalars: {
    ID: { Input: string; Output: string };
    Decimal: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
  };
}

/** The schema's types, for functions that add fields to more than one of them. */
export type Types = PothosSchemaTypes.ExtendDefaultTypes<OwnTypes>;
export type FieldsOf<Parent> = PothosSchemaTypes.ObjectFieldBuilder<Types, Parent>;

export const builder = new SchemaBuilder<OwnTypes>({});

builder.scalarType('Decimal', {
  description:
    'An exact decimal number as a string in plain notation, such as "100000000" or "34.2". As input, an integer literal will do too.',
  serialize: (value) => value,
  parseValue: (value) => {
    const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
    if (typeof text !== 'string')
      throw new GraphQLError('Decimal: give a string such as "34.2" (a number would lose digits)');
    try {
      return normaliseDecimal(text);
    } catch (error) {
      throw new GraphQLError(`Decimal: ${(error as Error).message}`);
    }
  },
});

builder.scalarType('Date', {
  description: 'A day of the Gregorian calendar, ISO 8601: "2024-12-31".',
  serialize: (value) => value,
  parseValue: (value) => {
    const isDay =
      typeof value === 'string' &&
      /^\d{4}-\d{2}-\d{2}$/.test(value) &&
      new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;
    if (!isDay) throw new GraphQLError('Date: give a day such as "2024-12-31"');
    return value;
  },
});

builder.scalarType('DateTime', {
  description: 'A moment in UTC, ISO 8601: "2026-11-24T13:20:05.120Z".',
  serialize: (value) => value,
  parseValue: (value) => {
    const isMoment =
      typeof value === 'string' &&
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value);
    const time = isMoment ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time))
      throw new GraphQLError('DateTime: give a moment with its time zone, such as "2026-11-24T13:20:05Z"');
    return new Date(time).toISOString();
  },
});
