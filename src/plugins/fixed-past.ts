import { collectFields } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  visit,
} from 'graphql';

const AS_OF = 'asOf';

interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
}

interface Times {
  readonly change?: number | null;
  readonly knownAt?: string | null;
}

/** The latest change and the latest moment that an operation names, where it asks about nothing later. */
export interface FixedPast {
  readonly change: number | null;
  /** ISO 8601. */
  readonly at: string | null;
}

/** Every field of a name in a document, its fragments included. */
function fieldsNamed(document: DocumentNode, name: string): FieldNode[] {
  const found: FieldNode[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD && node.name.value === name) found.push(node);
    },
  });
  return found;
}

const latest = <T>(values: readonly T[]): T | null =>
  values.toSorted((one, other) => (one < other ? -1 : 1)).at(-1) ?? null;

/**
 * The past that all of an operation is about: each of its root fields is an `asOf` that says what was known by `knownAt` or
 * `change`. Null when it asks about the present too, or cannot be executed.
 */
export function fixedPast({ schema, document, operationName, variableValues }: Operation): FixedPast | null {
  const operation = getOperationAST(document, operationName);
  const root = operation?.operation === 'query' ? schema.getQueryType() : null;
  const field = root?.getFields()[AS_OF];
  if (!operation || !root || !field) return null;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  if (!coerced) return null;
  const fragments = Object.fromEntries(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const rootFields = [
    ...collectFields(schema, fragments, coerced, root, operation.selectionSet).fields.values(),
  ].flat();
  try {
    const timesOf = (node: FieldNode): Times => getArgumentValues(field, node, coerced);
    const says = ({ change, knownAt }: Times): boolean => change != null || knownAt != null;
    if (!rootFields.every((node) => node.name.value === AS_OF && says(timesOf(node)))) return null;
    const times = fieldsNamed(document, AS_OF).map(timesOf);
    const change = latest(times.flatMap((one) => one.change ?? []));
    const at = latest(times.flatMap((one) => one.knownAt ?? []));
    return change === null && at === null ? null : { change, at };
  } catch {
    return null;
  }
}
