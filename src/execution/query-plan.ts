import { collectFields, collectSubFields } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { after, type MaybePromise } from '../model/maybe-promise.ts';
import { argumentsOf } from './field-arguments.ts';
import { Info, type Operation, type Path, type PlannedField, type Run } from './planned-field.ts';

/** What does not simply succeed: the executor answers it, by the specification. */
class NotSimple extends Error {
  override readonly name = 'NotSimple';
}

type Fragments = Record<string, FragmentDefinitionNode>;

/** What becomes of a resolved value at a place; it may throw. */
type Complete = (
  value: unknown,
  run: Run,
  path: Path | undefined,
  info: GraphQLResolveInfo,
) => MaybePromise<unknown>;

interface FieldPlan extends PlannedField {
  readonly number: number;
  readonly field: GraphQLField<unknown, unknown>;
  /** Whether there is nothing below. */
  readonly isLeaf: boolean;
  readonly complete: Complete;
}

/** The fields of an object; of `__typename` only the name in the answer. */
type ObjectPlan = readonly (FieldPlan | { readonly key: string; readonly typeName: string })[];

/**
 * A query’s fields, found out once: how each is resolved and what becomes of its value. What a resolver gives again at the same
 * place, the very object, is answered once, if it is of a type with an interface, and so has an identity: in a graph the same
 * neighbours are met again and again, and what loaders give is of one time. It knows success only: at the first error, or null
 * that must not be, it gives up, and the executor answers.
 */
export class QueryPlan {
  readonly #of: Operation;
  readonly #root: ObjectPlan;
  #count = 0;

  private constructor(of: Operation, root: GraphQLObjectType) {
    const { schema, fragments, operation } = of;
    this.#of = of;
    const { fields } = collectFields(schema, fragments as Fragments, {}, root, operation.selectionSet);
    this.#root = this.#planOf(root, fields);
  }

  /** The plan of a valid query of the plain sort; null where there is none. */
  static of(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Fragments,
  ): QueryPlan | null {
    const root = schema.getRootType(operation.operation);
    try {
      return root ? new QueryPlan({ schema, operation, fragments }, root) : null;
    } catch (error) {
      if (error instanceof NotSimple) return null;
      throw error;
    }
  }

  /** The answer, or a promise that is not kept: then the executor answers. */
  run(rootValue: unknown, context: unknown, variables: unknown): MaybePromise<ExecutionResult> {
    const { schema, operation } = this.#of;
    const definitions = operation.variableDefinitions ?? [];
    const given = (variables ?? {}) as Record<string, unknown>;
    const { coerced, errors } = getVariableValues(schema, definitions, given, { maxErrors: 1 });
    if (errors) return Promise.reject(new NotSimple());
    const run: Run = { rootValue, context, variableValues: coerced, args: [], met: [] };
    return after(this.#object(this.#root, rootValue, run, undefined), (data) => ({ data }));
  }

  #planOf(type: GraphQLObjectType, fields: Map<string, FieldNode[]>): ObjectPlan {
    return [...fields].map(([key, nodes]) => {
      // It would be no field of the answer.
      if (key === '__proto__') throw new NotSimple();
      const name = nodes[0]?.name.value ?? '';
      if (name === '__typename') return { key, typeName: type.name };
      const field = type.getFields()[name];
      if (!field) throw new NotSimple();
      const isLeaf = isLeafType(getNamedType(field.type));
      const complete = this.#completeOf(field.type, nodes);
      return { key, number: this.#number(), parentType: type, field, nodes, isLeaf, complete };
    });
  }

  #number(): number {
    this.#count += 1;
    return this.#count;
  }

  #completeOf(type: GraphQLOutputType, nodes: FieldNode[]): Complete {
    if (isNonNullType(type)) {
      const complete = this.#completeOf(type.ofType, nodes);
      return (value, run, path, info) => after(complete(value, run, path, info), present);
    }
    const complete = isListType(type)
      ? this.#listOf(type.ofType, nodes)
      : isLeafType(type)
        ? (value: unknown) => present(type.serialize(value))
        : isAbstractType(type)
          ? this.#abstractOf(type, nodes)
          : this.#objectOf(type, nodes);
    return (value, run, path, info) => {
      if (value instanceof Error) throw value;
      return value === null || value === undefined ? null : complete(value, run, path, info);
    };
  }

  #listOf(type: GraphQLOutputType, nodes: FieldNode[]): Complete {
    const complete = this.#completeOf(type, nodes);
    return (value, run, path, info) => {
      if (!Array.isArray(value)) throw new NotSimple();
      let isThere = true;
      const items = value.map((item: unknown, key): unknown => {
        const at: Path = { prev: path, key, typename: undefined };
        try {
          const done =
            item instanceof Promise
              ? item.then((read) => complete(read, run, at, info))
              : complete(item, run, at, info);
          if (done instanceof Promise) isThere = false;
          return done;
        } catch (error) {
          isThere = false;
          return Promise.reject(error);
        }
      });
      return isThere ? items : Promise.all(items);
    };
  }

  #objectOf(type: GraphQLObjectType, nodes: FieldNode[]): Complete {
    if (type.isTypeOf) throw new NotSimple();
    const number = this.#number();
    // What is below is found out when there is such an object.
    let plan: ObjectPlan | undefined;
    const answer = (
      value: unknown,
      run: Run,
      path: Path | undefined,
    ): MaybePromise<Record<string, unknown>> => {
      plan ??= this.#planOf(type, this.#below(type, nodes));
      return this.#object(plan, value, run, path);
    };
    if (type.getInterfaces().length === 0) return answer;
    return (value, run, path) => {
      run.met[number] ??= new Map();
      const met = run.met[number];
      const known = met.get(value);
      if (known) return known;
      const object = answer(value, run, path);
      met.set(value, object);
      return object;
    };
  }

  #abstractOf(type: GraphQLAbstractType, nodes: FieldNode[]): Complete {
    const { resolveType } = type;
    if (!resolveType) throw new NotSimple();
    const known = new Map<unknown, Complete>();
    const completeAs = (name: unknown): Complete => {
      const { schema } = this.#of;
      const found = typeof name === 'string' ? schema.getType(name) : undefined;
      if (!isObjectType(found) || !schema.isSubType(type, found)) throw new NotSimple();
      const complete = this.#objectOf(found, nodes);
      known.set(name, complete);
      return complete;
    };
    return (value, run, path, info) =>
      after(resolveType(value, run.context, info, type), (name) =>
        (known.get(name) ?? completeAs(name))(value, run, path, info),
      );
  }

  #below(type: GraphQLObjectType, nodes: FieldNode[]): Map<string, FieldNode[]> {
    const { schema, fragments } = this.#of;
    return collectSubFields(schema, fragments as Fragments, {}, type, nodes).fields;
  }

  #object(
    plan: ObjectPlan,
    value: unknown,
    run: Run,
    path: Path | undefined,
  ): MaybePromise<Record<string, unknown>> {
    const object: Record<string, unknown> = {};
    let pending: Promise<unknown>[] | undefined;
    for (const field of plan) {
      const { key } = field;
      const done = 'typeName' in field ? field.typeName : this.#field(field, value, run, path);
      if (done instanceof Promise) {
        // Fields keep their order.
        object[key] = null;
        pending ??= [];
        pending.push(
          done.then((read) => {
            object[key] = read;
          }),
        );
      } else object[key] = done;
    }
    return pending ? Promise.all(pending).then(() => object) : object;
  }

  /** What it throws is a promise that is not kept, so that whatever else was begun is waited for. */
  #field(plan: FieldPlan, parent: unknown, run: Run, prev: Path | undefined): MaybePromise<unknown> {
    const { field, nodes, number, isLeaf, complete } = plan;
    const resolve = field.resolve ?? defaultFieldResolver;
    const info = new Info(this.#of, plan, run, prev);
    try {
      // They are the same for all parents.
      run.args[number] ??= argumentsOf(field, nodes[0] as FieldNode, run.variableValues);
      const value = resolve(parent, run.args[number], run.context, info);
      const path = isLeaf ? undefined : info.path;
      return value instanceof Promise
        ? value.then((read) => complete(read, run, path, info))
        : complete(value, run, path, info);
    } catch (error) {
      return Promise.reject(error);
    }
  }
}

function present<T>(value: T): T {
  if (value === null || value === undefined) throw new NotSimple();
  return value;
}
