import SchemaBuilder from '@pothos/core';
import { GraphQLError, type ValueNode, valueFromASTUntyped } from 'graphql';
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

/** A value as an error shows it: not all of a long one. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/**
 * A scalar that is a string.
 * @param read gives the text to be kept; throws RangeError with the reason why a value cannot stand.
 */
function textScalar(
  name: 'Decimal' | 'Date' | 'DateTime',
  about: { readonly description: string; readonly specifiedByURL?: string },
  read: (value: unknown) => string,
): void {
  const parse = (value: unknown, nodes?: ValueNode): string => {
    try {
      return read(value);
    } catch (error) {
      throw new GraphQLError(`${name}: ${(error as Error).message}`, { nodes });
    }
  };
  builder.scalarType(name, {
    ...about,
    serialize: (value) => value,
    parseValue: (value) => parse(value),
    parseLiteral: (node, variables) => parse(valueFromASTUntyped(node, variables), node),
  });
}

textScalar(
  'Decimal',
  {
    description:
      'An exact decimal number as a string in plain notation, such as "100000000" or "34.2". As input, an integer literal will do too.',
  },
  (value) => {
    const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
    if (typeof text === 'string') return normaliseDecimal(text);
    throw new RangeError(`give a string such as "34.2" (a number would lose digits), not ${shown(value)}`);
  },
);

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;

textScalar(
  'Date',
  {
    description: 'A day of the Gregorian calendar, ISO 8601: "2024-12-31".',
    specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
  },
  (value) => {
    if (typeof value === 'string' && isDay(value)) return value;
    throw new RangeError(`give a day such as "2024-12-31", not ${shown(value)}`);
  },
);

textScalar('DateTime', { description: 'A moment in UTC, ISO 8601: "2026-11-24T13:20:05.120Z".' }, (value) => {
  const isMoment =
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    isDay(value.slice(0, 10));
  const time = isMoment ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new RangeError(
    `give a moment with its time zone, such as "2026-11-24T13:20:05Z", not ${shown(value)}`,
  );
});
