import {
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';

/** An operation is compiled when it is asked this often: 1 to 20 ms, which the next ones gain. */
const ASKED = 3;
/** Fields of one operation, on each type they can be on: what its compiled code grows with. */
const MOST_FIELDS = 3_000;
/** Fields of all compiled operations together; about 1 kB each. */
const MOST_FIELDS_OF_ALL = 60_000;

/** Fields that are left to the executor. */
const LEFT: ReadonlySet<string> = new Set(['asOf', '__schema', '__type']);

interface Known {
  asked: number;
  fields: number;
  query?: CompiledQuery['query'] | undefined;
}

/**
 * Whether a document is of the plain sort that the compiler answers to the letter: directives it reads otherwise or not at
 * all, introspection and other times are left to the executor.
 */
function isPlain(document: DocumentNode): boolean {
  let isOther = false;
  visit(document, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE) isOther = true;
      if (node.kind === Kind.FIELD && LEFT.has(node.name.value)) isOther = true;
      return isOther ? BREAK : undefined;
    },
  });
  return !isOther;
}

/** How many fields the compiler will write code for: below an interface, those of each type of it. */
function countFields(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): number {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return Number.POSITIVE_INFINITY;
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const counted = new Map<SelectionSetNode, Map<string, number>>();
  const ofField = (type: GraphQLNamedType, { name, selectionSet }: FieldNode): number => {
    const field = isObjectType(type) ? type.getFields()[name.value] : undefined;
    const below = field && getNamedType(field.type);
    return 1 + (below && selectionSet ? ofSet(below, selectionSet) : 0);
  };
  const ofSet = (type: GraphQLNamedType, set: SelectionSetNode): number => {
    if (!isCompositeType(type)) return 0;
    if (isAbstractType(type))
      return schema.getPossibleTypes(type).reduce((sum, possible) => sum + ofSet(possible, set), 0);
    const known = counted.get(set)?.get(type.name);
    if (known !== undefined) return known;
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum += ofField(type, selection);
      else {
        const part =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = part?.typeCondition && schema.getType(part.typeCondition.name.value);
        const isMet =
          !condition ||
          condition === type ||
          (isAbstractType(condition) && schema.isSubType(condition, type as never));
        if (part && isMet) sum += ofSet(type, part.selectionSet);
      }
    }
    counted.set(set, (counted.get(set) ?? new Map<string, number>()).set(type.name, sum));
    return sum;
  };
  return ofSet(root, operation.selectionSet);
}

/**
 * Compiles queries that are asked again and again to functions of their own, which answer a large one in half the time. Whatever does
 * not simply succeed (values of variables that are not good, a resolver's error) is answered by the executor, so that errors are
 * those of the specification.
 */
export function useCompiledOperations(): Plugin {
  // Documents are remembered by the parser's cache; what is compiled of them goes with them.
  const operations = new WeakMap<DocumentNode, Map<string, Known>>();
  /** In the order in which they were compiled. */
  const compiled = new Set<Known>();
  let fieldsOfAll = 0;

  const compile = (known: Known, { schema, document, operationName }: ExecutionArgs): void => {
    known.fields = isPlain(document)
      ? countFields(schema, document, operationName ?? null)
      : Number.POSITIVE_INFINITY;
    if (known.fields > MOST_FIELDS) return;
    const result = compileQuery(schema, document, operationName ?? undefined, {
      disablingCapturingStackErrors: true,
    });
    if (!isCompiledQuery(result)) return;
    known.query = result.query;
    compiled.add(known);
    fieldsOfAll += known.fields;
    for (const oldest of compiled) {
      if (fieldsOfAll <= MOST_FIELDS_OF_ALL) break;
      compiled.delete(oldest);
      fieldsOfAll -= oldest.fields;
      oldest.query = undefined;
      oldest.asked = 0;
    }
  };

  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { document, operationName } = args;
      if (getOperationAST(document, operationName)?.operation !== 'query') return;
      const ofDocument = operations.get(document) ?? new Map<string, Known>();
      operations.set(document, ofDocument);
      const known = ofDocument.get(operationName ?? '') ?? { asked: 0, fields: 0 };
      ofDocument.set(operationName ?? '', known);
      known.asked += 1;
      if (known.asked === ASKED) compile(known, args);
      const { query } = known;
      if (!query) return;
      setExecuteFn(async (given: ExecutionArgs): Promise<ExecutionResult> => {
        const result = await query(given.rootValue, given.contextValue, given.variableValues);
        return result.errors ? executeFn(given) : result;
      });
    },
  };
}
