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

interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null;
}

/** The names of what mutations and subscriptions give: their own lists are pages, too. */
const givenTypes = (schema: GraphQLSchema): ReadonlySet<string> =>
  new Set(
    [schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
      Object.values(root?.getFields() ?? {}).map(({ type }) => getNamedType(type).name),
    ),
  );

/**
 * What is wrong with the pages that an operation asks for, found before it does anything: of what a mutation wrote, as an error
 * after that would hide what was done, and of what a subscription tells, as it would come with each event.
 */
export function pageProblems(
  { schema, document, operationName, variableValues }: Operation,
  limits: PageLimits,
): GraphQLError[] {
  // Fragments that this operation does not use are not looked at.
  const used = separateOperations(document)[operationName ?? ''] ?? document;
  const types = new TypeInfo(schema);
  const given = givenTypes(schema);
  const problems: GraphQLError[] = [];
  const look = (nodes: FieldNode): void => {
    const values = Object.fromEntries(
      (nodes.arguments ?? []).map(({ name, value }) => [
        name.value,
        valueFromASTUntyped(value, variableValues),
      ]),
    );
    try {
      readPageArguments({ first: values.first, last: values.last } as PageSize, '', limits);
      for (const name of ['after', 'before'] as const)
        if (typeof values[name] === 'string') readCursor(values[name], name);
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
        const isGiven = given.has(getNamedType(types.getParentType())?.name ?? '');
        if (type && (isConnection(getNamedType(type)) || isGiven)) look(node);
      },
    }),
  );
  return problems;
}

type PageSize = { readonly first?: number; readonly last?: number };
