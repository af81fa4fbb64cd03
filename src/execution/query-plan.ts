import { collectFields, collectSubFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLString,
  getVariableValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import type { MaybePromise } from '../model/maybe-promise.ts';
import type { AnswerForm } from './answer-form.ts';
import { argumentsOf } from './field-arguments.ts';
import { infoOf, type Operation, type Path, type Run, type Told } from './planned-field.ts';

/** What does not simply succeed: the executor answers it, by the specification. */
class NotSimple extends Error {
  override readonly name = 'NotSimple';
}

type Fragments = Record<string, FragmentDefinitionNode>;

/** What becomes of a resolved value at a place; it may throw. */
type Complete<T> = (value: unknown, run: Run, info: GraphQLResolveInfo) => MaybePromise<T>;

/** What becomes of an object’s field; it may throw. */
type AnswerField<T> = (parent: unknown, run: Run) => MaybePromise<T>;

interface ObjectPlan<T> {
  readonly fields: readonly AnswerField<T>[];
  readonly make: (answers: readonly T[]) => T;
}

/**
 * A query’s fields, found out once: how each is resolved and what becomes of its value. What a resolver gives again at the same
 * place, the very object, is answered once, if it is of a type with an interface, and so has an identity: in a graph the same
 * neighbours are met again and again, and what loaders give is of one time. It knows success only: at the first error, or null
 * that must not be, it gives up, and the executor answers. Answers are in the form that it was made for.
 */
export class QueryPlan<T> {
  readonly #of: Operation;
  readonly #form: AnswerForm<T>;
  readonly #root: ObjectPlan<T>;
  #count = 0;

  private constructor(of: Operation, root: GraphQLObjectType, form: AnswerForm<T>) {
    const { schema, fragments, operation } = of;
    this.#of = of;
    this.#form = form;
    const { fields } = collectFields(schema, fragments as Fragments, {}, root, operation.selectionSet);
    this.#root = this.#planOf(root, fields, undefined);
  }

  /** The plan of a valid query of the plain sort; null where there is none. */
  static of<T>(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Fragments,
    form: AnswerForm<T>,
  ): QueryPlan<T> | null {
    const root = schema.getRootType(operation.operation);
    try {
      return root ? new QueryPlan({ schema, operation, fragments }, root, form) : null;
    } catch (error) {
      if (error instanceof NotSimple) return null;
      throw error;
    }
  }

  /** The answer’s data, or a promise that is not kept: then the executor answers. */
  run(rootValue: unknown, context: unknown, variables: unknown): MaybePromise<T> {
    const { schema, operation } = this.#of;
    const definitions = operation.variableDefinitions ?? [];
    const given = (variables ?? {}) as Record<string, unknown>;
    const { coerced, errors } = getVariableValues(schema, definitions, given, { maxErrors: 1 });
    if (errors) return Promise.reject(new NotSimple());
    const run: Run = { rootValue, context, variableValues: coerced, told: [], met: [] };
    try {
      return answerOf(this.#root, rootValue, run);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #planOf(type: GraphQLObjectType, fields: Map<string, FieldNode[]>, prev: Path | undefined): ObjectPlan<T> {
    const answers = [...fields].map(([key, nodes]): AnswerField<T> => {
      // It would be no field of the answer.
      if (key === '__proto__') throw new NotSimple();
      const name = nodes[0]?.name.value ?? '';
      if (name === '__typename') {
        const answer = this.#form.leaf(type.name);
        return () => answer;
      }
      const field = type.getFields()[name];
      if (!field) throw new NotSimple();
      return this.#fieldOf(type, field, nodes, { prev, key, typename: type.name });
    });
    return { fields: answers, make: this.#form.object([...fields.keys()]) };
  }

  #number(): number {
    this.#count += 1;
    return this.#count;
  }

  #fieldOf(
    parentType: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    nodes: FieldNode[],
    path: Path,
  ): AnswerField<T> {
    const { name, resolve } = field;
    const [first] = nodes as [FieldNode];
    const number = this.#number();
    const complete = this.#completeOf(field.type, nodes, path);
    const tell = (run: Run): Told => {
      const told = {
        args: argumentsOf(field, first, run.variableValues),
        info: infoOf(this.#of, { path, parentType, field, nodes }, run),
      };
      run.told[number] = told;
      return told;
    };
    return (parent, run) => {
      const { args, info } = run.told[number] ?? tell(run);
      const value = resolve
        ? resolve(parent, args, run.context, info)
        : propertyOf(parent, name, args, run, info);
      return value instanceof Promise
        ? value.then((read) => complete(read, run, info))
        : complete(value, run, info);
    };
  }

  #completeOf(type: GraphQLOutputType, nodes: FieldNode[], path: Path): Complete<T> {
    const isRequired = isNonNullType(type);
    const nullable = isRequired ? type.ofType : type;
    const complete = isListType(nullable)
      ? this.#listOf(nullable.ofType, nodes, path)
      : isLeafType(nullable)
        ? this.#leafOf(nullable)
        : isAbstractType(nullable)
          ? this.#abstractOf(nullable, nodes, path)
          : this.#objectOf(nullable, nodes, path);
    const { nothing } = this.#form;
    return (value, run, info) => {
      if (value === null || value === undefined) {
        if (isRequired) throw new NotSimple();
        return nothing;
      }
      if (value instanceof Error) throw value;
      return complete(value, run, info);
    };
  }

  #leafOf(type: GraphQLLeafType): Complete<T> {
    const form = this.#form;
    const isText = type === GraphQLString || type === GraphQLID;
    return (value) => {
      if (isText && typeof value === 'string') return form.leaf(value);
      const serialized = type.serialize(value);
      if (serialized === null || serialized === undefined) throw new NotSimple();
      return form.leaf(serialized);
    };
  }

  #listOf(type: GraphQLOutputType, nodes: FieldNode[], path: Path): Complete<T> {
    const form = this.#form;
    const complete = this.#completeOf(type, nodes, path);
    return (value, run, info) => {
      if (!Array.isArray(value)) throw new NotSimple();
      const items = new Array<MaybePromise<T>>(value.length);
      let isThere = true;
      try {
        for (let i = 0; i < value.length; i += 1) {
          const item: unknown = value[i];
          const done =
            item instanceof Promise
              ? item.then((read) => complete(read, run, info))
              : complete(item, run, info);
          if (done instanceof Promise) isThere = false;
          items[i] = done;
        }
      } catch (error) {
        return failed(error, items);
      }
      return isThere ? form.list(items as T[]) : Promise.all(items).then((read) => form.list(read));
    };
  }

  #objectOf(type: GraphQLObjectType, nodes: FieldNode[], path: Path): Complete<T> {
    if (type.isTypeOf) throw new NotSimple();
    const number = this.#number();
    // What is below is found out when there is such an object.
    let plan: ObjectPlan<T> | undefined;
    const answer = (value: unknown, run: Run): MaybePromise<T> => {
      plan ??= this.#planOf(type, this.#below(type, nodes), path);
      return answerOf(plan, value, run);
    };
    if (type.getInterfaces().length === 0) return answer;
    return (value, run) => {
      run.met[number] ??= new Map();
      const met = run.met[number] as Map<unknown, MaybePromise<T>>;
      const known = met.get(value);
      if (known !== undefined) return known;
      const object = answer(value, run);
      met.set(value, object);
      return object;
    };
  }

  #abstractOf(type: GraphQLAbstractType, nodes: FieldNode[], path: Path): Complete<T> {
    const { resolveType } = type;
    if (!resolveType) throw new NotSimple();
    const known = new Map<unknown, Complete<T>>();
    const completeAs = (name: unknown): Complete<T> => {
      const { schema } = this.#of;
      const found = typeof name === 'string' ? schema.getType(name) : undefined;
      if (!isObjectType(found) || !schema.isSubType(type, found)) throw new NotSimple();
      const complete = this.#objectOf(found, nodes, path);
      known.set(name, complete);
      return complete;
    };
    return (value, run, info) => {
      const name = resolveType(value, run.context, info, type);
      return name instanceof Promise
        ? name.then((read) => (known.get(read) ?? completeAs(read))(value, run, info))
        : (known.get(name) ?? completeAs(name))(value, run, info);
    };
  }

  #below(type: GraphQLObjectType, nodes: FieldNode[]): Map<string, FieldNode[]> {
    const { schema, fragments } = this.#of;
    return collectSubFields(schema, fragments as Fragments, {}, type, nodes).fields;
  }
}

/** What a field without a resolver gives, as the executor finds it. */
function propertyOf(
  parent: unknown,
  name: string,
  args: Told['args'],
  { context }: Run,
  info: GraphQLResolveInfo,
): unknown {
  if (parent === null || (typeof parent !== 'object' && typeof parent !== 'function')) return undefined;
  const value = (parent as Record<string, unknown>)[name];
  return typeof value === 'function' ? value.call(parent, args, context, info) : value;
}

function answerOf<T>({ fields, make }: ObjectPlan<T>, value: unknown, run: Run): MaybePromise<T> {
  const answers = new Array<T>(fields.length);
  let pending: Promise<unknown>[] | undefined;
  try {
    for (let i = 0; i < fields.length; i += 1) {
      const done = (fields[i] as AnswerField<T>)(value, run);
      if (done instanceof Promise) {
        pending ??= [];
        pending.push(
          done.then((read) => {
            answers[i] = read;
          }),
        );
      } else answers[i] = done;
    }
  } catch (error) {
    return failed(error, pending ?? []);
  }
  return pending ? Promise.all(pending).then(() => make(answers)) : make(answers);
}

/** Gives up, and so does what was begun before. @throws the error, where nothing was. */
function failed(error: unknown, begun: readonly unknown[]): Promise<never> {
  const promises = begun.filter((one) => one instanceof Promise);
  if (promises.length === 0) throw error;
  return Promise.all([...promises, Promise.reject(error)]) as Promise<never>;
}
