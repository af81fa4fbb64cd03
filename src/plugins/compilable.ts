import {
  BREAK,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** Fields that are left to the executor. */
const LEFT: ReadonlySet<string> = new Set(['asOf', '__schema', '__type']);

/**
 * Whether a document is of the plain sort that the compiler answers to the letter: directives it reads otherwise or not at
 * all, introspection and other times are left to the executor.
 */
export function isPlain(document: DocumentNode): boolean {
  let isOther = false;
  visit(document, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE) isOther = true;
      if (node.kind === Kind.FIELD && LEFT.has(node.name.value)) isOther = true;
      return isOther ? BREAK : undefined;
    },
  });
  return !isOther;
}

/** How many fields the compiler will write code for: below an interface, those of each type of it. */
export function countFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): number {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return Number.POSITIVE_INFINITY;
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const counted = new Map<SelectionSetNode, Map<string, number>>();
  const ofField = (type: GraphQLNamedType, { name, selectionSet }: FieldNode): number => {
    const field = isObjectType(type) ? type.getFields()[name.value] : undefined;
    const below = field && getNamedType(field.type);
    return 1 + (below && selectionSet ? ofSet(below, selectionSet) : 0);
  };
  const ofSet = (type: GraphQLNamedType, set: SelectionSetNode): number => {
    if (!isCompositeType(type)) return 0;
    if (isAbstractType(type))
      return schema.getPossibleTypes(type).reduce((sum, possible) => sum + ofSet(possible, set), 0);
    const known = counted.get(set)?.get(type.name);
    if (known !== undefined) return known;
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum += ofField(type, selection);
      else {
        const part =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = part?.typeCondition && schema.getType(part.typeCondition.name.value);
        const isMet =
          !condition ||
          condition === type ||
          (isAbstractType(condition) && schema.isSubType(condition, type as never));
        if (part && isMet) sum += ofSet(type, part.selectionSet);
      }
    }
    counted.set(set, (counted.get(set) ?? new Map<string, number>()).set(type.name, sum));
    return sum;
  };
  return ofSet(root, operation.selectionSet);
}
