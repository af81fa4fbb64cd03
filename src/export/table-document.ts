import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { PAGE } from './rows.ts';
import type { TableShape } from './table-shape.ts';

/** Variables that pages are asked for with, beside the client’s. */
export const FIRST = 'steppeFirst';
export const AFTER = 'steppeAfter';
export const CHANGE = 'steppeChange';
/** What the answer as of a change is under. */
export const THEN = 'steppeThen';

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
const variable = (of: string): ValueNode => ({ kind: Kind.VARIABLE, name: name(of) });
const argument = (of: string, value: ValueNode): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: name(of),
  value,
});
const definition = (of: string, type: string): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: name(of) },
  type: { kind: Kind.NAMED_TYPE, name: name(type) },
});
const leaf = (of: string): FieldNode => ({ kind: Kind.FIELD, name: name(of) });

/** A connection that also tells whether there is more; with these arguments in place of its own of the same names. */
function withPage(node: FieldNode, given: readonly ArgumentNode[], told: readonly string[]): FieldNode {
  const names = new Set(given.map((one) => one.name.value));
  const pageInfo: FieldNode = {
    kind: Kind.FIELD,
    alias: name(PAGE),
    name: name('pageInfo'),
    selectionSet: { kind: Kind.SELECTION_SET, selections: told.map(leaf) },
  };
  return {
    ...node,
    arguments: [...(node.arguments ?? []).filter((one) => !names.has(one.name.value)), ...given],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...(node.selectionSet?.selections ?? []), pageInfo],
    },
  };
}

/** A query as it is asked page by page: of now, and as of a change. */
export interface TableDocuments {
  readonly now: DocumentNode;
  readonly asOf: DocumentNode;
}

function within(operation: OperationDefinitionNode): OperationDefinitionNode {
  const asOf: FieldNode = {
    kind: Kind.FIELD,
    alias: name(THEN),
    name: name('asOf'),
    arguments: [argument('change', variable(CHANGE))],
    selectionSet: operation.selectionSet,
  };
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [asOf] };
  return { ...operation, selectionSet };
}

/**
 * The documents by which a table’s pages are asked for. They are made of the client’s own nodes, so that errors tell where in
 * its text they belong.
 * @param nestedSize how many items of a list within the rows are read.
 */
export function tableDocuments(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { paged, nested }: TableShape,
  nestedSize: number,
): TableDocuments {
  const outermost = new Set(paged?.nodes ?? []);
  const whole = new Set(nested);
  const pages = [argument('first', variable(FIRST)), argument('after', variable(AFTER))];
  const most = [argument('first', { kind: Kind.INT, value: String(nestedSize) })];
  const own = [definition(FIRST, 'Int'), definition(AFTER, 'String'), definition(CHANGE, 'Int')];
  const now = visit(document, {
    Field(node) {
      if (outermost.has(node)) return withPage(node, pages, ['hasNextPage', 'endCursor']);
      return whole.has(node) ? withPage(node, most, ['hasNextPage']) : undefined;
    },
    OperationDefinition(node) {
      if (node !== operation) return undefined;
      return { ...node, variableDefinitions: [...(node.variableDefinitions ?? []), ...own] };
    },
  }) as DocumentNode;
  const position = document.definitions.indexOf(operation);
  return {
    now,
    asOf: {
      ...now,
      definitions: now.definitions.map((one, i) =>
        i === position ? within(one as OperationDefinitionNode) : one,
      ),
    },
  };
}
