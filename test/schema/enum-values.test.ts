import { type GraphQLError, getVariableValues, type OperationDefinitionNode, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../schema/schema.ts';

const literal = (value: string, hideSuggestions = false): string[] =>
  validate(schema, parse(`{ facts(orderBy: { by: ${value} }) { totalCount } }`), undefined, {
    hideSuggestions,
  }).map(({ message }) => message);

const variable = (value: unknown): string[] => {
  const { definitions } = parse('query ($o: FactOrder) { facts(orderBy: $o) { totalCount } }');
  const { variableDefinitions = [] } = definitions[0] as OperationDefinitionNode;
  const { errors = [] } = getVariableValues(schema, variableDefinitions, { o: { by: value } });
  return errors.map(({ message }: GraphQLError) => message);
};

test('An enum that is given something else tells its values.', () => {
  const unknown = 'Value "PERIOD" does not exist in "FactOrderBy" enum. Did you mean one of RECENT, VALUE?';
  expect(literal('PERIOD')).toEqual([unknown]);
  expect(literal('3')).toEqual([
    'Enum "FactOrderBy" cannot represent non-enum value: 3. Did you mean one of RECENT, VALUE?',
  ]);
  expect(variable('PERIOD')).toEqual([`Variable "$o" got invalid value "PERIOD" at "o.by"; ${unknown}`]);
});

test('Where one is alike, it alone is told; where suggestions are hidden, none is.', () => {
  expect(literal('RECEMT')).toEqual([
    'Value "RECEMT" does not exist in "FactOrderBy" enum. Did you mean the enum value "RECENT"?',
  ]);
  expect(literal('PERIOD', true)).toEqual(['Value "PERIOD" does not exist in "FactOrderBy" enum.']);
  expect(literal('VALUE')).toEqual([]);
  expect(variable('VALUE')).toEqual([]);
});
