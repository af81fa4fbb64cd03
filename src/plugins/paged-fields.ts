import { type GraphQLNamedType, getNullableType, isListType, isObjectType } from 'graphql';

/**
 * How many items a field has for each item of the page that is asked for with the field before it, for fields that hold such a
 * page: a connection's `edges` and `nodes`, and those whose `extensions.itemsEach` says so. Undefined for others.
 */
export function itemsEach(parent: GraphQLNamedType, name: string): number | undefined {
  const field = isObjectType(parent) ? parent.getFields()[name] : undefined;
  // `Query.nodes(ids: …)` has a size of its own.
  if (!field || field.args.length > 0 || !isListType(getNullableType(field.type))) return undefined;
  const { itemsEach: told } = field.extensions;
  if (typeof told === 'number') return told;
  return name === 'edges' || name === 'nodes' ? 1 : undefined;
}

const connections = new WeakMap<GraphQLNamedType, boolean>();

/** Whether a page is asked for with the fields that give a type. */
export function isConnection(type: GraphQLNamedType): boolean {
  const known = connections.get(type);
  if (known !== undefined) return known;
  const names = isObjectType(type) ? Object.keys(type.getFields()) : [];
  const is = names.some((name) => itemsEach(type, name) !== undefined);
  connections.set(type, is);
  return is;
}
