import { type FieldNode, type GraphQLField, getArgumentValues, Kind, type ValueNode } from 'graphql';

type Arguments = Record<string, unknown>;

const holdsVariable = (value: ValueNode): boolean =>
  value.kind === Kind.VARIABLE ||
  (value.kind === Kind.LIST && value.values.some(holdsVariable)) ||
  (value.kind === Kind.OBJECT && value.fields.some((field) => holdsVariable(field.value)));

/** Of fields that name no variable, the values of their arguments; null of the others. */
const known = new WeakMap<FieldNode, Map<GraphQLField<unknown, unknown>, Arguments | null>>();

/**
 * The values of a field's arguments. Where they name no variable it is the very object each time that the document is asked,
 * so that what is made of it can be remembered by it: nobody may change it.
 */
export function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variableValues: Record<string, unknown>,
): Arguments {
  const ofNode = known.get(node) ?? new Map<GraphQLField<unknown, unknown>, Arguments | null>();
  const values = ofNode.get(field);
  if (values) return values;
  const found = getArgumentValues(field, node, variableValues);
  if (values === null) return found;
  const isFixed = !node.arguments?.some(({ value }) => holdsVariable(value));
  known.set(node, ofNode.set(field, isFixed ? Object.freeze(found) : null));
  return found;
}
