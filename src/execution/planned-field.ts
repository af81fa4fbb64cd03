import type { FieldNode, GraphQLField, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';

export type Path = GraphQLResolveInfo['path'];
export type Operation = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation'>;

/** What resolvers of one field are told in one answering, whoever the parents are. */
export interface Told {
  readonly args: Record<string, unknown>;
  readonly info: GraphQLResolveInfo;
}

/** One answering of a query. */
export interface Run {
  readonly rootValue: unknown;
  readonly context: unknown;
  readonly variableValues: Record<string, unknown>;
  /** By the field’s number. */
  readonly told: (Told | undefined)[];
  /** What became of objects at each place, by its number. */
  readonly met: (Map<unknown, unknown> | undefined)[];
}

/** Where a field stands in a query. */
export interface PlannedField {
  /** Its name in the answer, and those above it. Positions in lists are left out: it is one path for all parents. */
  readonly path: Path;
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
}

/** What a resolver is told of its field. */
export const infoOf = (
  { schema, fragments, operation }: Operation,
  { path, parentType, field, nodes }: PlannedField,
  { rootValue, variableValues }: Run,
): GraphQLResolveInfo => ({
  fieldName: field.name,
  fieldNodes: nodes,
  returnType: field.type,
  parentType,
  path,
  schema,
  fragments,
  rootValue,
  operation,
  variableValues,
});
