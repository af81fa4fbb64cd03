import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isAbstractType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  valueFromASTUntyped,
} from 'graphql';
import { isConnection, itemsEach } from './paged-fields.ts';

/** Arguments of fields and directives that a measure depends on. */
export const MEASURED_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'last', 'ids', 'if']);

/** What an operation asks for at most. Every number stops at `Number.MAX_SAFE_INTEGER`. */
export interface OperationMeasure {
  /** Levels of fields, leaves included. */
  readonly depth: number;
  /** Aliases and directives count once for each place their fragment is spread, and when `@skip` leaves them out. */
  readonly aliases: number;
  readonly directives: number;
  /** Objects the answer can hold, edges and `pageInfo` included, and a fixed sum for counts and totals. */
  readonly cost: number;
}

export interface MeasureOptions {
  readonly schema: GraphQLSchema;
  /** A validated document. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  /** As the client sent them. */
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  /** Items of a paged field that names neither `first` nor `last`. */
  readonly defaultPage: number;
  /** Taken where a page size cannot be read; the execution then refuses the value. */
  readonly maxPage: number;
}

/** Items of a list without a page: names, identifiers. A field's `extensions.listSize` says otherwise. */
const UNPAGED_LIST = 5;
/**
 * Reading beside the objects: a count is one index or degree look-up, totals read every fact that passes, a search for paths or a
 * neighbourhood thousands, candidates for merging every name; counts of another time read what they count.
 */
const EXTRA_COST: ReadonlyMap<string, number> = new Map([
  ['totalCount', 1],
  ['totals', 20],
  ['neighbourhood', 100],
  ['paths', 500],
  ['pathSearch', 500],
  ['asOf', 500],
  ['mergeCandidates', 5_000],
]);
/**
 * Introspection measured like any other selection, its lists taken as unpaged: GraphiQL's question makes 2,740.
 * So much of it costs 100 at most; aliased copies that go beyond cost what they measure.
 */
const INTROSPECTION_ALLOWANCE = 5_000;
const INTROSPECTION_COST = 100;

/** Selection sets within selection sets: past so many nothing is measured, for the stack ends at some 1,500. */
const MAX_NESTING = 500;

/** A selection's part in the measure. */
interface Weight extends OperationMeasure {
  /** Cost of one item of the connection that these selections belong to. */
  readonly costPerItem: number;
  readonly introspection: number;
}

const nothing: Weight = { depth: 0, aliases: 0, directives: 0, cost: 0, costPerItem: 0, introspection: 0 };
const endless: Weight = {
  depth: Number.MAX_SAFE_INTEGER,
  aliases: Number.MAX_SAFE_INTEGER,
  directives: Number.MAX_SAFE_INTEGER,
  cost: Number.MAX_SAFE_INTEGER,
  costPerItem: Number.MAX_SAFE_INTEGER,
  introspection: Number.MAX_SAFE_INTEGER,
};

/** Keeps numbers finite: with Infinity, an empty page of endless items would be NaN and pass every limit. */
const capped = (value: number): number => Math.min(value, Number.MAX_SAFE_INTEGER);

/** Two selections of the same object. */
const beside = (a: Weight, b: Weight): Weight => ({
  depth: Math.max(a.depth, b.depth),
  aliases: capped(a.aliases + b.aliases),
  directives: capped(a.directives + b.directives),
  cost: capped(a.cost + b.cost),
  costPerItem: capped(a.costPerItem + b.costPerItem),
  introspection: capped(a.introspection + b.introspection),
});

/** Two selections of which an object answers one. */
const either = (a: Weight, b: Weight): Weight => ({
  ...beside(a, b),
  cost: Math.max(a.cost, b.cost),
  costPerItem: Math.max(a.costPerItem, b.costPerItem),
  introspection: Math.max(a.introspection, b.introspection),
});

function fieldOf(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

class Measuring {
  readonly #options: MeasureOptions;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #measured = new Map<string, Weight>();
  #nesting = 0;
  readonly #operation: OperationDefinitionNode;
  #values: Record<string, unknown> | undefined;

  constructor(options: MeasureOptions, operation: OperationDefinitionNode) {
    this.#options = options;
    this.#operation = operation;
    for (const node of options.document.definitions)
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
  }

  /** Values of variables that were given or have a default; the others leave their arguments out. */
  get #variables(): Record<string, unknown> {
    if (this.#values) return this.#values;
    const values: Record<string, unknown> = Object.create(null);
    const { variables } = this.#options;
    for (const { variable, defaultValue } of this.#operation.variableDefinitions ?? []) {
      const name = variable.name.value;
      if (variables && Object.hasOwn(variables, name)) values[name] = variables[name];
      else if (defaultValue) values[name] = valueFromASTUntyped(defaultValue);
    }
    this.#values = values;
    return values;
  }

  /** An argument's value; undefined where it is not given. */
  #given(node: Pick<FieldNode, 'arguments'>, name: string): unknown {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (!value) return undefined;
    return valueFromASTUntyped(value, this.#variables);
  }

  #isLeftOut(node: SelectionNode): boolean {
    return (node.directives ?? []).some(
      (directive) =>
        (directive.name.value === 'skip' && this.#given(directive, 'if') === true) ||
        (directive.name.value === 'include' && this.#given(directive, 'if') === false),
    );
  }

  /** How many items a list or connection can have. */
  #size(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const ids = field.args.some(({ name }) => name === 'ids') ? this.#given(node, 'ids') : undefined;
    // A single value stands for a list of one.
    if (ids != null) return Array.isArray(ids) ? ids.length : 1;
    const paging = field.args.filter(({ name }) => name === 'first' || name === 'last');
    if (paging.length === 0 && !isConnection(getNamedType(field.type))) {
      const { listSize } = field.extensions;
      return typeof listSize === 'number' ? listSize : UNPAGED_LIST;
    }
    // A resolver sees an explicit null as no value and falls back on the default, so both count alike.
    const sizes = paging
      .map(({ name, defaultValue }) => this.#given(node, name) ?? defaultValue)
      .filter((size) => size != null)
      .map((size) => (typeof size === 'number' && size >= 0 ? Math.ceil(size) : this.#options.maxPage));
    return sizes.length === 0 ? this.#options.defaultPage : capped(Math.max(...sizes));
  }

  #field(node: FieldNode, parent: GraphQLNamedType): Weight {
    const name = node.name.value;
    const field = fieldOf(parent, name);
    const each = itemsEach(parent, name);
    const own: Weight = {
      ...nothing,
      depth: 1,
      aliases: node.alias ? 1 : 0,
      cost: each === undefined ? (EXTRA_COST.get(name) ?? 0) : 0,
    };
    if (!field || !node.selectionSet) return own;

    const type = getNamedType(field.type);
    const inner = this.selections(node.selectionSet, type);
    const isList = isListType(getNullableType(field.type));
    // An object is 1; a connection's page stands in `costPerItem` until the field with its arguments is reached.
    const one = 1 + inner.cost + (isConnection(type) ? this.#size(node, field) * inner.costPerItem : 0);
    const all = capped(one * (each ?? (isList ? this.#size(node, field) : 1)));

    const isIntrospection = field === SchemaMetaFieldDef || field === TypeMetaFieldDef;
    const shared = beside(own, { ...inner, cost: 0, costPerItem: 0 });
    return {
      ...shared,
      // `ofType` ends by itself, at the type's own brackets: the usual introspection query nests nine.
      depth: capped(inner.depth + (parent.name === '__Type' && name === 'ofType' ? 0 : 1)),
      cost: each !== undefined || isIntrospection ? own.cost : capped(own.cost + all),
      costPerItem: each !== undefined ? all : 0,
      introspection: isIntrospection ? all : inner.introspection,
    };
  }

  /** Measured once, wherever it is spread: a selection costs the same in each place. */
  #fragment(fragment: FragmentDefinitionNode): Weight {
    const name = fragment.name.value;
    const known = this.#measured.get(name);
    if (known) return known;
    // Found again while it is being measured, a fragment contains itself. Validation refuses that.
    this.#measured.set(name, endless);
    const type = this.#options.schema.getType(fragment.typeCondition.name.value);
    const own = { ...nothing, directives: fragment.directives?.length ?? 0 };
    const weight = type ? beside(own, this.selections(fragment.selectionSet, type)) : own;
    this.#measured.set(name, weight);
    return weight;
  }

  /** A selection, and the type it is limited to, if any. */
  #selection(node: SelectionNode, parent: GraphQLNamedType): { weight: Weight; condition?: string } {
    if (node.kind === Kind.FIELD) return { weight: this.#field(node, parent) };
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
    const condition = fragment?.typeCondition?.name.value ?? parent.name;
    if (!fragment) return { weight: nothing };
    if (fragment.kind === Kind.FRAGMENT_DEFINITION) return { weight: this.#fragment(fragment), condition };
    const type = this.#options.schema.getType(condition) ?? parent;
    return { weight: this.selections(fragment.selectionSet, type), condition };
  }

  selections(set: SelectionSetNode, parent: GraphQLNamedType): Weight {
    if (this.#nesting === MAX_NESTING) return endless;
    this.#nesting += 1;
    let common = nothing;
    // An object has one type, so of the selections limited to this or that type, the costliest counts.
    const byType = new Map<string, Weight>();
    for (const node of set.selections) {
      const { weight: selected, condition } = this.#selection(node, parent);
      const counted = this.#isLeftOut(node)
        ? { ...nothing, aliases: selected.aliases, directives: selected.directives }
        : selected;
      const directives = capped(counted.directives + (node.directives?.length ?? 0));
      const weight = { ...counted, directives };
      if (
        condition !== undefined &&
        isAbstractType(parent) &&
        isObjectType(this.#options.schema.getType(condition))
      )
        byType.set(condition, beside(byType.get(condition) ?? nothing, weight));
      else common = beside(common, weight);
    }
    this.#nesting -= 1;
    return beside(common, [...byType.values()].reduce(either, nothing));
  }
}

/**
 * Measures an operation before it runs, from the values its variables have, in time linear in the document's length
 * whatever its fragments multiply to. It errs upward only: the answer never holds more objects than `cost`, unpaged lists
 * aside, which are taken at their usual length.
 *
 * Without the operation that `operationName` asks for, nothing runs and all is 0.
 */
export function measureOperation(options: MeasureOptions): OperationMeasure {
  const operation = getOperationAST(options.document, options.operationName);
  const root = operation && options.schema.getRootType(operation.operation);
  if (!operation || !root) return { depth: 0, aliases: 0, directives: 0, cost: 0 };
  const measuring = new Measuring(options, operation);
  const { depth, aliases, directives, cost, introspection } = measuring.selections(
    operation.selectionSet,
    root,
  );
  const variableDirectives = (operation.variableDefinitions ?? []).flatMap((node) => node.directives ?? []);
  const introspectionCost =
    introspection > INTROSPECTION_ALLOWANCE ? introspection : Math.min(introspection, INTROSPECTION_COST);
  return {
    depth,
    aliases,
    directives: capped(directives + (operation.directives?.length ?? 0) + variableDirectives.length),
    cost: capped(cost + introspectionCost),
  };
}
