import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import type { EntityColumns } from '../src/loaders/entities.ts';
import type { TotalColumns } from '../src/loaders/totals.ts';

/** How far below a field its selection is read: connection, edge, node, field. */
const DEPTH = 4;

type Fragments = GraphQLResolveInfo['fragments'];

function collect(
  set: SelectionSetNode,
  fragments: Fragments,
  prefix: string,
  depth: number,
  into: Set<string>,
): void {
  for (const selection of set.selections) {
    if (selection.kind === 'Field') {
      const path = prefix + selection.name.value;
      into.add(path);
      if (selection.arguments?.length) into.add(`${path}()`);
      if (selection.selectionSet && depth > 1)
        collect(selection.selectionSet, fragments, `${path}.`, depth - 1, into);
    } else {
      const inner =
        selection.kind === 'InlineFragment'
          ? selection.selectionSet
          : fragments[selection.name.value]?.selectionSet;
      if (inner) collect(inner, fragments, prefix, depth, into);
    }
  }
}

export type Selected = ReadonlySet<string>;

const remembered = new WeakMap<FieldNode, Selected>();

/**
 * The paths selected below a field, such as `edges.node.name`; `edges.node.name()` when it has arguments. Whatever a type
 * condition, `@skip` or `@include` may leave out counts as selected: reading too much is right, too little is not.
 */
export function selectedPaths(info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): Selected {
  const [first] = info.fieldNodes;
  const known = first && info.fieldNodes.length === 1 ? remembered.get(first) : undefined;
  if (known) return known;
  const paths = new Set<string>();
  for (const node of info.fieldNodes)
    if (node.selectionSet) collect(node.selectionSet, info.fragments, '', DEPTH, paths);
  if (first && info.fieldNodes.length === 1) remembered.set(first, paths);
  return paths;
}

/** Which groups of an entity's columns are selected below some prefixes, and whether any is. */
export function entityColumns(
  paths: ReadonlySet<string>,
  prefixes: readonly string[],
): EntityColumns & { readonly node: boolean } {
  const has = (field: string): boolean => prefixes.some((prefix) => paths.has(prefix + field));
  const details = has('description') || has('identifiers');
  const names = has('names') || has('name()');
  const type = has('type');
  return { type, details, names, node: type || details || names || has('name') };
}

/** Which groups of a total's columns are selected below a prefix. */
export const totalColumns = (paths: Selected, prefix: string): TotalColumns => ({
  range: paths.has(`${prefix}min`) || paths.has(`${prefix}max`),
  quality: paths.has(`${prefix}inexactCount`) || paths.has(`${prefix}disputedCount`),
});

const nested = new WeakMap<Selected, boolean>();

/** Whether anything is selected of what the fields below one give: else nothing but their values is. */
export function isNested(paths: Selected): boolean {
  const known = nested.get(paths) ?? [...paths].some((path) => path.includes('.'));
  nested.set(paths, known);
  return known;
}
