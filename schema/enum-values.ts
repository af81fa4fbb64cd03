import { GraphQLError, type GraphQLSchema, isEnumType } from 'graphql';

/**
 * Has an enum that is given what is none of its values tell them: graphql-js does where one is alike. What hides suggestions
 * (`src/plugins/introspection.ts`) hides these.
 */
export function suggestEnumValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type) || type.name.startsWith('__')) continue;
    const names = type.getValues().map(({ name }) => name);
    const suggesting =
      <Given extends unknown[], Value>(parse: (...given: Given) => Value) =>
      (...given: Given): Value => {
        try {
          return parse.apply(type, given);
        } catch (error) {
          // Both ways of parsing are told last whether suggestions are hidden.
          const isHidden = given.at(-1) === true;
          if (!(error instanceof GraphQLError) || isHidden || error.message.includes(' Did you mean '))
            throw error;
          const message = `${error.message} Did you mean one of ${names.join(', ')}?`;
          throw new GraphQLError(message, { nodes: error.nodes ?? null });
        }
      };
    type.parseValue = suggesting(type.parseValue);
    type.parseLiteral = suggesting(type.parseLiteral);
  }
}
