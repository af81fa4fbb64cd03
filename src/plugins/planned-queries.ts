import {
  type DocumentNode,
  type ExecutionArgs,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { asJson, asValues } from '../execution/answer-form.ts';
import { isPlain } from '../execution/plain-document.ts';
import { QueryPlan } from '../execution/query-plan.ts';

interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
}

/** The plans of a query: in front of Yoga it is answered as it is sent. */
export interface PlannedQuery {
  readonly values: QueryPlan<unknown>;
  readonly json: QueryPlan<string>;
}

function planOf({ schema, document, operationName }: Operation): PlannedQuery | null {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'query' || !isPlain(schema, document)) return null;
  const definitions = document.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const fragments = Object.fromEntries(definitions.map((fragment) => [fragment.name.value, fragment]));
  const values = QueryPlan.of(schema, operation, fragments, asValues);
  const json = QueryPlan.of(schema, operation, fragments, asJson);
  return values && json && { values, json };
}

/** The plans of queries that were asked before. */
export class PlannedQueries {
  // Documents are remembered by the parser's cache; what is planned of them goes with them.
  readonly #plans = new WeakMap<DocumentNode, Map<string, PlannedQuery | null>>();

  /** The plan of an operation that was asked before, if it has one: then its document is valid, and it is a query. */
  find(document: DocumentNode, operationName?: string | null): PlannedQuery | null | undefined {
    return this.#plans.get(document)?.get(operationName ?? '');
  }

  /** The same of an operation of a valid document. */
  meet(operation: Operation): PlannedQuery | null {
    const { document, operationName } = operation;
    const known = this.find(document, operationName);
    if (known !== undefined) return known;
    const plan = planOf(operation);
    const ofDocument = this.#plans.get(document) ?? new Map<string, PlannedQuery | null>();
    this.#plans.set(document, ofDocument.set(operationName ?? '', plan));
    return plan;
  }
}

/**
 * Answers plain queries by their plans. Whatever does not simply succeed (values of variables that are not good, a resolver's
 * error) is answered by the executor, so that errors are those of the specification.
 */
export const usePlannedQueries = (operations: PlannedQueries): Plugin => ({
  onExecute({ args, executeFn, setExecuteFn }) {
    const plan = operations.meet(args);
    if (!plan) return;
    setExecuteFn(async (given: ExecutionArgs) => {
      try {
        return { data: await plan.values.run(given.rootValue, given.contextValue, given.variableValues) };
      } catch {
        return executeFn(given);
      }
    });
  },
});
