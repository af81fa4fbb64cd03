import { collectSubFields } from '@graphql-tools/utils';
import {
  type ASTNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  isObjectType,
  Kind,
  visit,
} from 'graphql';
import type { RequestContext, View } from '../src/context.ts';
import { argumentsOf } from '../src/execution/field-arguments.ts';
import { isNested, selectedPaths } from './selection.ts';
import { viewOf } from './view.ts';

/** Where a field stands in an operation: all that is known of it before its parents are. */
export interface Place
  extends Pick<GraphQLResolveInfo, 'fieldNodes' | 'schema' | 'fragments' | 'variableValues'> {
  readonly context: RequestContext;
  readonly view: View;
  /** The names that the answer gives it and those above it; positions in lists may be among them. */
  readonly path: GraphQLResolveInfo['path'];
}

export const placeOf = (context: RequestContext, info: GraphQLResolveInfo): Place => ({
  fieldNodes: info.fieldNodes,
  schema: info.schema,
  fragments: info.fragments,
  variableValues: info.variableValues,
  context,
  view: viewOf(context, info),
  path: info.path,
});

/** The place of a field that is selected below one. */
const below = (place: Place, name: string, fieldNodes: FieldNode[]): Place => ({
  ...place,
  fieldNodes,
  path: { prev: place.path, key: name, typename: undefined },
});

/**
 * Reads what a field will need for many parents, in one statement for all of them, and what is selected below. A field has
 * one as its extension `readAhead`; its resolver then finds everything there and returns it without a promise.
 */
export type ReadAhead<Parent, Args = never> = (
  parents: readonly Parent[],
  args: Args,
  place: Place,
) => Promise<unknown> | undefined;

/** The extension of a field that reads ahead. */
export const readsAhead = <Parent, Args>(readAhead: ReadAhead<Parent, Args>) => ({ readAhead });

const readAheadOf = (field: GraphQLField<unknown, unknown>): ReadAhead<unknown, unknown> | undefined =>
  field.extensions.readAhead as ReadAhead<unknown, unknown> | undefined;

const conditional = new WeakMap<FieldNode, boolean>();

/** Whether something below a field has a directive: then what is selected may depend on variables. */
function isConditional(node: FieldNode, fragments: Place['fragments']): boolean {
  const known = conditional.get(node);
  if (known !== undefined) return known;
  let found = false;
  const seen = new Set<FragmentDefinitionNode>();
  const look = (at: ASTNode): void => {
    visit(at, {
      enter(part) {
        if (part.kind === Kind.DIRECTIVE) found = true;
        const fragment = part.kind === Kind.FRAGMENT_SPREAD ? fragments[part.name.value] : undefined;
        if (fragment && !seen.has(fragment)) {
          seen.add(fragment);
          look(fragment);
        }
      },
    });
  };
  look(node);
  conditional.set(node, found);
  return found;
}

/** Where no variable decides what is selected, it is found out once a document: `collectSubFields` remembers what it was given. */
const NO_VARIABLES = {};

/** The fields selected below one, on objects of a type, by the names that the answer gives them. */
function selectedBelow(place: Place, typeName: string): Iterable<[string, FieldNode[]]> {
  const { schema, fragments, variableValues, fieldNodes } = place;
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return [];
  const variables = fieldNodes.some((node) => isConditional(node, fragments)) ? variableValues : NO_VARIABLES;
  return collectSubFields(schema, fragments, variables, type, fieldNodes as FieldNode[]).fields;
}

/** The same field wherever it is selected below one under any name: a place for each name. */
export const placesBelow = (place: Place, typeName: string, field: string): Place[] =>
  [...selectedBelow(place, typeName)].flatMap(([name, fieldNodes]) =>
    fieldNodes[0]?.name.value === field ? [below(place, name, fieldNodes)] : [],
  );

/** Whether something may be read ahead below a field: nothing is where only values are selected. */
export const readsBelow = (place: Place): boolean => isNested(selectedPaths(place));

/**
 * Reads ahead whatever is selected below a field on the objects that it gave. What cannot be read is left to the resolvers,
 * which tell it where it belongs.
 */
export async function readAheadBelow<Parent>(
  place: Place,
  parents: Iterable<Parent>,
  typeOf: (parent: Parent) => string | undefined,
): Promise<void> {
  if (!readsBelow(place)) return;
  const groups = new Map<string, Parent[]>();
  for (const parent of parents) {
    const type = typeOf(parent);
    if (type === undefined) continue;
    const group = groups.get(type);
    if (group) group.push(parent);
    else groups.set(type, [parent]);
  }
  const reading: Promise<unknown>[] = [];
  for (const [typeName, group] of groups) {
    const type = place.schema.getType(typeName);
    if (!isObjectType(type)) continue;
    for (const [name, fieldNodes] of selectedBelow(place, typeName)) {
      const [node] = fieldNodes;
      const field = node && type.getFields()[node.name.value];
      const readAhead = field && readAheadOf(field);
      if (!readAhead) continue;
      try {
        const args = argumentsOf(field, node, place.variableValues);
        const pending = readAhead(group, args, below(place, name, fieldNodes));
        if (pending) reading.push(pending.catch(() => undefined));
      } catch {
        // The resolver refuses it again, and is heard.
      }
    }
  }
  if (reading.length > 0) await Promise.all(reading);
}

const told = new WeakMap<GraphQLResolveInfo, unknown>();

/** What follows from what a resolver is told of its field: plans tell it the same `info` for all parents. */
export function oncePerInfo<T>(info: GraphQLResolveInfo, make: () => T): T {
  const known = told.get(info);
  if (known !== undefined) return known as T;
  const made = make();
  told.set(info, made);
  return made;
}

interface Made {
  readonly fieldNodes: readonly FieldNode[];
  readonly of: string;
  readonly what: unknown;
}

const remembered = new WeakMap<object, Map<FieldNode, Made[]>>();

/** What is made for a field is made once for an owner, as long as there is one; `of` tells fields of one name apart. */
function once<T>(owner: object, { fieldNodes }: Place, of: string, make: () => T): T {
  const [first] = fieldNodes;
  if (!first) return make();
  const places = remembered.get(owner) ?? new Map<FieldNode, Made[]>();
  remembered.set(owner, places);
  const made = places.get(first) ?? [];
  places.set(first, made);
  for (const known of made)
    if (
      known.of === of &&
      known.fieldNodes.length === fieldNodes.length &&
      fieldNodes.every((node, i) => node === known.fieldNodes[i])
    )
      return known.what as T;
  const what = make();
  made.push({ fieldNodes, of, what });
  return what;
}

/** What follows from a field’s place and arguments alone is made once a request, not for each parent. */
export const oncePerPlace = <T>(place: Place, of: string, make: () => T): T =>
  once(place.view, place, of, make);

/** What follows from what a field selects, its arguments and the limits of pages is made once a document, if no variable is among the arguments. */
export function oncePerDocument<T>(place: Place, args: object, of: string, make: () => T): T {
  const { defaultSize, maxSize } = place.context.pageLimits;
  // Arguments that hold a variable are new objects each time.
  return Object.isFrozen(args) ? once(args, place, `${of} ${defaultSize} ${maxSize}`, make) : make();
}
