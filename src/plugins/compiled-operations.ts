import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';
import { countFields, isPlain } from './compilable.ts';

/** An operation is compiled when it is asked this often: 1 to 20 ms, which the next ones gain. */
const ASKED = 3;
/** Fields of one operation, on each type they can be on: what its compiled code grows with. */
const MOST_FIELDS = 3_000;
/** Fields of all compiled operations together; about 1 kB each. */
const MOST_FIELDS_OF_ALL = 60_000;

interface Known {
  asked: number;
  fields: number;
  query?: CompiledQuery['query'] | undefined;
}

interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
}

/** Queries that were asked again and again, as functions of their own, which answer a large one in half the time. */
export class CompiledOperations {
  // Documents are remembered by the parser's cache; what is compiled of them goes with them.
  readonly #operations = new WeakMap<DocumentNode, Map<string, Known>>();
  /** In the order in which they were compiled. */
  readonly #compiled = new Set<Known>();
  #fieldsOfAll = 0;

  /** What an operation was compiled to, if it was: then its document is valid, and it is a query. */
  find(document: DocumentNode, operationName?: string | null): CompiledQuery['query'] | undefined {
    return this.#operations.get(document)?.get(operationName ?? '')?.query;
  }

  /** The same of an operation that is asked now, and compiled when it has been asked often enough. */
  meet(operation: Operation): CompiledQuery['query'] | undefined {
    const { document, operationName } = operation;
    if (getOperationAST(document, operationName)?.operation !== 'query') return undefined;
    const ofDocument = this.#operations.get(document) ?? new Map<string, Known>();
    this.#operations.set(document, ofDocument);
    const known = ofDocument.get(operationName ?? '') ?? { asked: 0, fields: 0 };
    ofDocument.set(operationName ?? '', known);
    known.asked += 1;
    if (known.asked === ASKED) this.#compile(known, operation);
    return known.query;
  }

  #compile(known: Known, { schema, document, operationName }: Operation): void {
    known.fields = isPlain(document)
      ? countFields(schema, document, operationName ?? null)
      : Number.POSITIVE_INFINITY;
    if (known.fields > MOST_FIELDS) return;
    const result = compileQuery(schema, document, operationName ?? undefined, {
      disablingCapturingStackErrors: true,
    });
    if (!isCompiledQuery(result)) return;
    known.query = result.query;
    this.#compiled.add(known);
    this.#fieldsOfAll += known.fields;
    for (const oldest of this.#compiled) {
      if (this.#fieldsOfAll <= MOST_FIELDS_OF_ALL) break;
      this.#compiled.delete(oldest);
      this.#fieldsOfAll -= oldest.fields;
      oldest.query = undefined;
      oldest.asked = 0;
    }
  }
}

/**
 * Answers compiled queries by what they were compiled to. Whatever does not simply succeed (values of variables that are not
 * good, a resolver's error) is answered by the executor, so that errors are those of the specification.
 */
export const useCompiledOperations = (operations: CompiledOperations): Plugin => ({
  onExecute({ args, executeFn, setExecuteFn }) {
    const query = operations.meet(args);
    if (!query) return;
    setExecuteFn(async (given: ExecutionArgs): Promise<ExecutionResult> => {
      const result = await query(given.rootValue, given.contextValue, given.variableValues);
      return result.errors ? executeFn(given) : result;
    });
  },
});
