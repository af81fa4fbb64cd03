import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';

/** A selection on a type. */
export interface Part {
  readonly type: GraphQLNamedType;
  readonly set: SelectionSetNode;
}

/** A field as the answer has it under one key, wherever it is selected. */
export interface SelectedField {
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: FieldNode[];
  /** What is selected below it; empty for a leaf. */
  readonly parts: Part[];
}

export interface Selection {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

function isLeftOut(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if === false
  );
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** The fields of selections on one object, in the order in which they are written; those of all types that it may have. */
export function selectedFields(parts: readonly Part[], selection: Selection): SelectedField[] {
  const { schema, fragments, variables } = selection;
  const selected = new Map<string, SelectedField>();
  const add = (node: FieldNode, type: GraphQLNamedType): void => {
    const field = fieldOf(type, node.name.value);
    if (!field) return;
    const key = node.alias?.value ?? node.name.value;
    const known = selected.get(key) ?? { key, field, nodes: [], parts: [] };
    selected.set(key, known);
    known.nodes.push(node);
    if (node.selectionSet) known.parts.push({ type: getNamedType(field.type), set: node.selectionSet });
  };
  const collect = ({ type, set }: Part): void => {
    for (const node of set.selections) {
      if (isLeftOut(node, variables)) continue;
      if (node.kind === Kind.FIELD) {
        add(node, type);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const condition = fragment?.typeCondition?.name.value;
      const narrowed = condition === undefined ? type : schema.getType(condition);
      // On an interface's selection a narrower type may be met; on an object's only a wider one, which changes nothing.
      if (fragment && narrowed)
        collect({ type: isObjectType(type) ? type : narrowed, set: fragment.selectionSet });
    }
  };
  for (const part of parts) collect(part);
  return [...selected.values()];
}
