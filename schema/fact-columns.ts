import type { Branch, FactList, Side } from '../src/graph/branches.ts';
import type { EntityColumns } from '../src/loaders/entities.ts';
import type { FactColumns, FactRow } from '../src/loaders/fact-rows.ts';
import { entityColumns, type Selected } from './selection.ts';

/** What decides the columns of a list of facts, beside what is selected. */
export interface ListedColumns {
  readonly list: FactList;
  readonly branches: readonly Branch[];
  /** Of its GraphQL types: `Investment` has `InvestmentConnection`. */
  readonly name: string;
  /** Name of the edge's value field, for a typed connection, whose nodes are far ends; those of others are facts. */
  readonly valueField?: string | undefined;
  readonly isOfFarEnds?: boolean;
}

/** The columns that a selection needs; the far end of a list’s facts is the one that the list’s parent is not. */
function factColumns(paths: Selected, query: ListedColumns): FactColumns {
  const { branches, valueField = 'value', isOfFarEnds } = query;
  const has = (field: string): boolean =>
    paths.has(`edges.${field}`) || paths.has(`edges.node.${field}`) || paths.has(`nodes.${field}`);
  const hasSide = (side: Side): boolean => branches.some((branch) => branch.endsWith(side));
  return {
    ...entityColumns(paths, ['edges.node.', 'nodes.']),
    id: !isOfFarEnds || has('factId') || has('claims') || has('sources'),
    predicate: !isOfFarEnds && has('predicate'),
    from: isOfFarEnds ? hasSide('IN') : has('subject'),
    to: isOfFarEnds ? hasSide('OUT') : has('object'),
    key: paths.has('edges.cursor') || paths.has('pageInfo.startCursor') || paths.has('pageInfo.endCursor'),
    modality: has('modality'),
    sources: has('sourceCount') || has('isDisputed'),
    value: has(valueField),
    bounds: has(`${valueField}.bound`) || has(`${valueField}.lower`) || has(`${valueField}.upper`),
    words: has('text') || has('variable'),
    period: has('period'),
    days: has('period.start') || has('period.end'),
  };
}

const remembered = new WeakMap<Selected, Map<string, FactColumns>>();

/** A selection’s columns, which are the same each time that its document is executed. */
export function columnsOf(paths: Selected, query: ListedColumns): FactColumns {
  const known = remembered.get(paths) ?? new Map<string, FactColumns>();
  remembered.set(paths, known);
  const id = `${query.list.name} ${query.name}`;
  const columns = known.get(id) ?? factColumns(paths, query);
  known.set(id, columns);
  return columns;
}

/** The end of a fact that is not its list’s parent. Of a list with one end, only that was read. */
export function farEnd(
  { subjectId, objectId }: FactRow,
  { from, to }: FactColumns,
  parentId: string,
): string | null {
  if (from && to) return subjectId === parentId ? objectId : subjectId;
  return to ? objectId : subjectId;
}

const withMoreOf = new WeakMap<FactColumns, Map<string, FactColumns>>();

/** The columns of a page that brings its lists’ parents or counts along: the very object each time. */
export function withMore(
  columns: FactColumns,
  parent: EntityColumns | undefined,
  count: boolean,
): FactColumns {
  const known = withMoreOf.get(columns) ?? new Map<string, FactColumns>();
  withMoreOf.set(columns, known);
  const id = `${parent?.type} ${parent?.details} ${parent?.names} ${count}`;
  const found = known.get(id) ?? {
    ...columns,
    ...(parent && {
      type: columns.type || parent.type,
      details: columns.details || parent.details,
      names: columns.names || parent.names,
      parent: true,
    }),
    count,
  };
  known.set(id, found);
  return found;
}
