import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  separateOperations,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { InvalidArgument } from '../errors.ts';
import { readCursor } from '../model/cursor.ts';
import { type PageLimits, readPageArguments } from '../model/page.ts';
import { isConnection } from './paged-fields.ts';

interface Mutation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null;
}

/**
 * What is wrong with the pages that a mutation asks for of what it wrote: found before anything is written, as an error
 * after that would hide what was done.
 */
export function pageProblems(
  { schema, document, operationName, variableValues }: Mutation,
  limits: PageLimits,
): GraphQLError[] {
  // Fragments that this operation does not use are not looked at.
  const used = separateOperations(document)[operationName ?? ''] ?? document;
  const types = new TypeInfo(schema);
  const problems: GraphQLError[] = [];
  const look = (nodes: FieldNode): void => {
    const given = Object.fromEntries(
      (nodes.arguments ?? []).map(({ name, value }) => [
        name.value,
        valueFromASTUntyped(value, variableValues),
      ]),
    );
    try {
      readPageArguments({ first: given.first, last: given.last } as PageSize, '', limits);
      for (const name of ['after', 'before'] as const)
        if (typeof given[name] === 'string') readCursor(given[name], name);
    } catch (error) {
      if (!(error instanceof InvalidArgument)) throw error;
      problems.push(new GraphQLError(error.message, { nodes, extensions: error.extensions }));
    }
  };
  visit(
    used,
    visitWithTypeInfo(types, {
      Field(node) {
        const type = types.getType();
        const isPayload = getNamedType(types.getParentType())?.name.endsWith('Payload') === true;
        if (type && (isConnection(getNamedType(type)) || isPayload)) look(node);
      },
    }),
  );
  return problems;
}

type PageSize = { readonly first?: number; readonly last?: number };
