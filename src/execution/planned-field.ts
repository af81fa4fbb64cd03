import type {
  FieldNode,
  GraphQLField,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { MaybePromise } from '../model/maybe-promise.ts';

export type Path = GraphQLResolveInfo['path'];
export type Operation = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation'>;

/** One answering of a query. */
export interface Run {
  readonly rootValue: unknown;
  readonly context: unknown;
  readonly variableValues: Record<string, unknown>;
  /** The arguments of each field, by its number. */
  readonly args: (Record<string, unknown> | undefined)[];
  /** What became of objects at each place, by its number. */
  readonly met: (Map<unknown, MaybePromise<Record<string, unknown>>> | undefined)[];
}

/** Where a field stands in a query. */
export interface PlannedField {
  /** Its name in the answer. */
  readonly key: string;
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
}

/** What a resolver is told of its field. Few look at more than a little of it, so the rest is made when they do. */
export class Info implements GraphQLResolveInfo {
  readonly #of: Operation;
  readonly #place: PlannedField;
  readonly #run: Run;
  readonly #prev: Path | undefined;
  #path: Path | undefined;

  constructor(of: Operation, place: PlannedField, run: Run, prev: Path | undefined) {
    this.#of = of;
    this.#place = place;
    this.#run = run;
    this.#prev = prev;
  }

  get fieldName(): string {
    return this.#place.field.name;
  }
  get fieldNodes(): readonly FieldNode[] {
    return this.#place.nodes;
  }
  get returnType(): GraphQLOutputType {
    return this.#place.field.type;
  }
  get parentType(): GraphQLObjectType {
    return this.#place.parentType;
  }
  /** The very object each time, and for all below: views are found by it. */
  get path(): Path {
    const { key, parentType } = this.#place;
    this.#path ??= { prev: this.#prev, key, typename: parentType.name };
    return this.#path;
  }
  get schema(): GraphQLSchema {
    return this.#of.schema;
  }
  get fragments(): GraphQLResolveInfo['fragments'] {
    return this.#of.fragments;
  }
  get operation(): OperationDefinitionNode {
    return this.#of.operation;
  }
  get rootValue(): unknown {
    return this.#run.rootValue;
  }
  get variableValues(): Record<string, unknown> {
    return this.#run.variableValues;
  }
}
