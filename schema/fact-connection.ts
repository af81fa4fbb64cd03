import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../src/context.ts';
import { InvalidArgument } from '../src/errors.ts';
import { type Branch, branchesOf, type FactList } from '../src/graph/branches.ts';
import type { FactColumns, FactRow } from '../src/loaders/facts.ts';
import type { TotalRow } from '../src/loaders/totals.ts';
import {
  type FactFilter,
  type FactOrderInput,
  type FactWhere,
  orderName,
  readFactFilter,
  readFactOrder,
} from '../src/model/fact-query.ts';
import { type Page, type PageArguments, readPageArguments } from '../src/model/page.ts';
import { type Connection, once } from './connections.ts';
import type { EntityRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { askStanding, isEmptyList, isEmptyPage, isNone } from './standing-ids.ts';
import { viewOf } from './view.ts';

/** The arguments of every list of facts. */
export interface FactListArguments extends PageArguments {
  readonly where?: FactFilter | null | undefined;
  readonly orderBy?: FactOrderInput | null | undefined;
}

/** A fact in a list, with the end that is not the list's parent. */
export interface ListedFact {
  readonly fact: FactRow;
  readonly far: EntityRef | null;
}

export interface FactConnection extends Connection<ListedFact> {
  totals(): Promise<readonly TotalRow[]>;
}

export interface FactListQuery {
  readonly list: FactList;
  readonly branches: readonly Branch[];
  /** The parent's id, or '' for the whole graph. */
  readonly key: string;
  /** Whether an argument names the parent: it may be merged into another. */
  readonly isKeyNamed?: boolean;
  readonly farId?: string | null;
  readonly variables?: readonly string[] | null;
  /** Name of the edge's value field, for a typed connection. */
  readonly valueField?: string | undefined;
}

/** The branches of a list that pass `where.predicates`. */
export function narrowed(
  branches: readonly Branch[],
  filter: FactFilter | null | undefined,
): readonly Branch[] {
  const wanted = filter?.predicates;
  if (!wanted) return branches;
  const passing = new Set(wanted.flatMap((predicate) => branchesOf(predicate, 'BOTH')));
  return branches.filter((branch) => passing.has(branch));
}

export function refuseEnds(filter: FactFilter | null | undefined): void {
  for (const end of ['subject', 'object'] as const)
    if (filter?.[end] != null)
      throw new InvalidArgument(
        `where.${end}`,
        'goes with `Query.facts` and `Query.totals` only; here the parent is one end',
      );
}

function factColumns(info: GraphQLResolveInfo, valueField: string | undefined): FactColumns {
  const paths = selectedPaths(info);
  const has = (field: string): boolean =>
    paths.has(`edges.${field}`) || paths.has(`edges.node.${field}`) || paths.has(`nodes.${field}`);
  return {
    ...entityColumns(paths, ['edges.node.', 'nodes.']),
    value: has('value') || has('text') || has('variable') || (valueField !== undefined && has(valueField)),
    period: has('period'),
  };
}

/** How many totals a list shows at most: one a unit. */
const MAX_UNITS = 100;

/** A list of facts as a connection: nothing is read until it is selected. */
export function factConnection(
  query: FactListQuery,
  args: FactListArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
): FactConnection {
  const { list, key, farId = null, variables = null } = query;
  const where = readFactFilter(args.where, { farId, variables });
  const order = readFactOrder(args.orderBy);
  const page = readPageArguments(args, orderName(order), context.pageLimits);
  const branches = narrowed(query.branches, args.where);
  const columns = factColumns(info, query.valueField);
  const { loaders } = viewOf(context, info);
  const named = { within: where.within, farId: where.farId, key: query.isKeyNamed ? key : null };
  type Ask<Answer> = (standing: FactWhere, anchor: string) => Promise<Answer>;
  const ask = <Answer>(run: Ask<Answer>, isEmpty: (answer: Answer) => boolean): Promise<Answer> =>
    askStanding(
      loaders,
      named,
      (ids) => run({ ...where, within: ids.within, farId: ids.farId }, ids.key ?? key),
      isEmpty,
    );
  const readPage: Ask<Page<ListedFact>> = async (standing, anchor) => {
    const shape = { list, branches, where: standing, order, page, columns };
    const facts = await loaders.factPages.load(shape, anchor);
    return {
      ...facts,
      items: facts.items.map((fact): ListedFact => {
        const id = fact.subjectId === anchor ? fact.objectId : fact.subjectId;
        return { fact, far: id === null ? null : { id, row: fact.nodes.get(id), columns } };
      }),
    };
  };
  return {
    page: once(() => ask(readPage, isEmptyPage)),
    positionOf: ({ fact }) => ({ order: orderName(order), key: fact.key }),
    totalCount: () =>
      ask((standing, anchor) => loaders.factCounts.load({ list, branches, where: standing }, anchor), isNone),
    totals: () =>
      ask(
        (standing, anchor) =>
          loaders.totals.load({ list, branches, where: standing, groupBy: [], limit: MAX_UNITS }, anchor),
        isEmptyList,
      ),
  };
}
