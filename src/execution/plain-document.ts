import {
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The extension of a field below which each of its objects may be of another time. */
export const OF_ANOTHER_TIME = { isOfAnotherTime: true } as const;

/**
 * Whether a document is of the plain sort that plans answer to the letter: directives, introspection and other times are
 * left to the executor.
 */
export function isPlain(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let isOther = false;
  const look = {
    enter(node: { readonly kind: Kind }) {
      if (node.kind === Kind.DIRECTIVE) isOther = true;
      if (node.kind === Kind.FIELD) {
        const field = types.getFieldDef();
        const isLeft = field?.extensions.isOfAnotherTime === true || field?.name.startsWith('__');
        if (isLeft && field?.name !== '__typename') isOther = true;
      }
      return isOther ? BREAK : undefined;
    },
  };
  visit(document, visitWithTypeInfo(types, look));
  return !isOther;
}
