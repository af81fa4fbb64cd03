import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { readShape } from './read-shape.ts';
import { AFTER, CHANGE, FIRST, type TableDocuments, tableDocuments } from './table-document.ts';
import { TableRefused } from './table-error.ts';
import type { TableShape } from './table-shape.ts';

/** How a table is asked for, whatever the values of its variables. */
interface TablePlan {
  readonly shape: TableShape;
  readonly documents: TableDocuments;
}

/** A table as it is asked for once. */
export interface AskedTable extends TablePlan {
  /** The client’s variables, without those of pages. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** So many items of the outermost list, of those behind a cursor; null for all. */
  readonly first: number | null;
  readonly after: string | null;
}

export interface TableQuestion {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** So many plans of one document, one for each way in which its variables leave something out. */
const MOST_PLANS = 16;

const PAGING: ReadonlySet<string> = new Set(['first', 'last', 'before', 'after']);

/** Names of the variables whose values decide about a table’s shape: whether fields are left out, and pages are asked for. */
function decisiveVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    enter(node) {
      const decides =
        node.kind === Kind.DIRECTIVE || (node.kind === Kind.ARGUMENT && PAGING.has(node.name.value));
      if (!decides) return;
      visit(node, {
        enter(below) {
          if (below.kind === Kind.VARIABLE) names.add(below.name.value);
        },
      });
    },
  });
  return [...names];
}

/** Plans of documents, made once; a document that is asked again is then planned once, too. */
export class TablePlans {
  readonly #nestedSize: number;
  readonly #decisive = new WeakMap<DocumentNode, readonly string[]>();
  readonly #plans = new WeakMap<DocumentNode, Map<string, TablePlan>>();

  /** @param nestedSize how many items of a list within the rows are read. */
  constructor(nestedSize: number) {
    this.#nestedSize = nestedSize;
  }

  /**
   * How an operation is asked for as a table; null when its variables are no good, which its execution tells.
   * @throws TableRefused when it makes no table.
   */
  of(question: TableQuestion): AskedTable | null {
    const { schema, document, operationName } = question;
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    if (operation.operation !== 'query')
      throw new TableRefused(
        `A table is the answer to a query, and this is a ${operation.operation}: ask for JSON.`,
      );
    const { coerced } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      question.variables ?? {},
    );
    const root = schema.getQueryType();
    if (!coerced || !root) return null;
    const plan = this.#known(document, operationName, coerced, () => {
      const fragments = new Map(
        document.definitions
          .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
          .map((fragment) => [fragment.name.value, fragment]),
      );
      const shape = readShape(
        { type: root, set: operation.selectionSet },
        { schema, fragments, variables: coerced },
      );
      return { shape, documents: tableDocuments(document, operation, shape, this.#nestedSize) };
    });
    const { first, after } = plan.shape.paged ?? {};
    return {
      ...plan,
      variables: question.variables ?? {},
      first: first ? Number(valueFromASTUntyped(first, coerced)) : null,
      after: after ? String(valueFromASTUntyped(after, coerced)) : null,
    };
  }

  #known(
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>>,
    make: () => TablePlan,
  ): TablePlan {
    const decisive = this.#decisive.get(document) ?? decisiveVariables(document);
    this.#decisive.set(document, decisive);
    const values = decisive.map((name) => {
      const value = variables[name];
      return typeof value === 'boolean' ? value : value != null;
    });
    const key = JSON.stringify([operationName ?? null, ...values]);
    const plans = this.#plans.get(document) ?? new Map<string, TablePlan>();
    this.#plans.set(document, plans);
    const plan = plans.get(key) ?? make();
    if (plans.size >= MOST_PLANS) plans.clear();
    plans.set(key, plan);
    return plan;
  }
}

/** The variables by which a page is asked for: so many items after a cursor, as of a change or of now. */
export const pageVariables = (
  { variables }: AskedTable,
  first: number,
  after: string | null,
  change: number | null,
): Record<string, unknown> => ({ ...variables, [FIRST]: first, [AFTER]: after, [CHANGE]: change });
