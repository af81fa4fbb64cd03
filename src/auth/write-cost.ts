import {
  type DocumentNode,
  type FieldNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** What writing one claim costs, in objects read: measured, 1,000 of them take as long as some 10,000 objects. */
export const COST_OF_WRITING = 10;

/** The fields at an operation's root by their response names, each once, as the execution collects them. */
function rootFields(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, FieldNode> {
  const fields = new Map<string, FieldNode>();
  const spread = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) fields.set((node.alias ?? node.name).value, node);
      else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet);
      else if (!spread.has(node.name.value)) {
        spread.add(node.name.value);
        for (const definition of document.definitions)
          if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === node.name.value)
            collect(definition.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  return fields;
}

/** How much an input asks to write: the length of its longest list, of claims or their ids; at least 1. */
function itemsIn(input: unknown): number {
  const parts = typeof input === 'object' && input !== null ? Object.values(input) : [];
  return Math.max(1, ...parts.map((part) => (Array.isArray(part) ? part.length : 1)));
}

/** What the inputs of a mutation cost to write; 0 for any other operation. */
export function writeCost(
  document: DocumentNode,
  operationName: string | null | undefined,
  given: Readonly<Record<string, unknown>> | null | undefined,
): number {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'mutation') return 0;
  const variables: Record<string, unknown> = Object.create(null);
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (given && Object.hasOwn(given, name)) variables[name] = given[name];
    else if (defaultValue) variables[name] = valueFromASTUntyped(defaultValue);
  }
  const inputs = [...rootFields(document, operation).values()].flatMap((field) => field.arguments ?? []);
  return inputs.reduce(
    (sum, { value }) => sum + itemsIn(valueFromASTUntyped(value, variables)) * COST_OF_WRITING,
    0,
  );
}
