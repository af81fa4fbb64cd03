import { InvalidArgument } from '../src/errors.ts';
import { type Branch, branchesOf, type FactList, listOf } from '../src/graph/branches.ts';
import type { FactRow } from '../src/loaders/fact-rows.ts';
import { type FactPage, isCountedAlong, pageKey } from '../src/loaders/facts.ts';
import { isPast } from '../src/loaders/read.ts';
import type { TotalRow } from '../src/loaders/totals.ts';
import {
  type FactFilter,
  type FactOrderInput,
  type FactWhere,
  orderName,
  readFactFilter,
  readFactOrder,
} from '../src/model/fact-query.ts';
import type { MaybePromise } from '../src/model/maybe-promise.ts';
import { type Page, type PageArguments, pageShape, readPageArguments } from '../src/model/page.ts';
import { claimsAlong } from './claims-along.ts';
import { isPageSelected, readItemsAhead } from './connections.ts';
import { readRowsAhead } from './entity-rows.ts';
import { columnsOf, farEnd, type ListedColumns, withMore } from './fact-columns.ts';
import { type FactConnection, type ListedFact, ListOfFacts, type ListReader } from './list-of-facts.ts';
import { oncePerDocument, oncePerPlace, type Place } from './read-ahead.ts';
import { type EntityRef, type RowsAlong, typeOfRef } from './refs.ts';
import { selectedPaths, totalColumns } from './selection.ts';
import { askStanding, isEmptyList, isEmptyPage, isNone } from './standing-ids.ts';

/** The arguments of every list of facts. */
export interface FactListArguments extends PageArguments {
  readonly where?: FactFilter | null | undefined;
  readonly orderBy?: FactOrderInput | null | undefined;
}

export interface FactListQuery extends ListedColumns {
  /** Whether an argument names the parent: it may be merged into another. */
  readonly isKeyNamed?: boolean;
  readonly farId?: string | null;
  readonly variables?: readonly string[] | null;
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
  for (const end of ['subject', 'object', 'subjectWithin', 'objectWithin'] as const)
    if (filter?.[end] != null)
      throw new InvalidArgument(
        `where.${end}`,
        'goes with `Query.facts` and `Query.totals` only; here the parent is one end',
      );
}

/** How many totals a list shows at most: one a unit. */
const MAX_UNITS = 100;

/** The rows that parents are still without, for the first list that reads them along. */
function takeAlong(parents: readonly EntityRef[]): RowsAlong | undefined {
  const along = parents[0]?.along;
  if (!along || along.isTaken) return undefined;
  along.isTaken = true;
  return along;
}

/** The lists of facts that a field stands for, one for each parent: an id, or '' for the whole graph. */
export interface FactLists {
  /** The list of a parent as a connection: nothing is read until it is selected. */
  of(key: string): FactConnection;
  /** Reads what is selected of the lists of many parents, and the parents themselves where that is asked for. */
  readAhead(parents: readonly EntityRef[]): Promise<unknown>;
}

/** What is asked of lists of facts, whoever their parents are and whenever they are read. */
function planFactLists(place: Place, query: FactListQuery, args: FactListArguments) {
  const { farId = null, variables = null } = query;
  const where = readFactFilter(args.where, { farId, variables });
  const order = readFactOrder(args.orderBy);
  const page = readPageArguments(args, orderName(order), place.context.pageLimits);
  const branches = narrowed(query.branches, args.where);
  const list = listOf(query.list, branches);
  const paths = selectedPaths(place);
  const columns = columnsOf(paths, query);
  const isLookingOn = paths.has(page.isBackward ? 'pageInfo.hasPreviousPage' : 'pageInfo.hasNextPage');
  const counted = { list, branches, where };
  return {
    query,
    order: orderName(order),
    cursor: page.cursor,
    paths,
    shape: { ...counted, order, page: pageShape(page), isLookingOn, columns },
    counted,
    summed: { ...counted, groupBy: [], limit: MAX_UNITS, columns: totalColumns(paths, 'totals.') },
  };
}

function makeFactLists(place: Place, plan: ReturnType<typeof planFactLists>): FactLists {
  const { query, order, cursor, paths, shape, counted, summed } = plan;
  const { name, isOfFarEnds = false } = query;
  const { list, where, columns } = shape;
  const { loaders, reader } = place.view;
  const keyOf = (anchor: string): string => pageKey(anchor, cursor);
  const { within, subjectWithin, objectWithin } = where;
  const isNamed =
    (within ?? subjectWithin ?? objectWithin ?? where.farId) !== null || query.isKeyNamed === true;
  type Ask<Answer> = (standing: FactWhere, anchor: string) => MaybePromise<Answer>;
  const ask = <Answer>(
    key: string,
    run: Ask<Answer>,
    isEmpty: (answer: Answer) => boolean,
  ): MaybePromise<Answer> =>
    isNamed
      ? askStanding(
          place,
          { within, subjectWithin, objectWithin, farId: where.farId, key: query.isKeyNamed ? key : null },
          ({ key: named, ...ids }) => run({ ...where, ...ids }, named ?? key),
          isEmpty,
        )
      : run(where, key);
  const claims = claimsAlong(place, { ...query, list }, paths);
  /** Whoever asks for the claims of a page’s facts finds them there. */
  const knowClaims = ({ items, claims: read }: FactPage): void => {
    if (!claims) return;
    for (const { id } of items) {
      const ofFact = read?.get(id);
      if (ofFact) loaders.claimPages.know(claims, id, ofFact);
    }
  };
  const lists = new Map<Page<FactRow>, Page<ListedFact>>();
  // Who is met in several lists is the same object: what is asked of it is answered once.
  const met = new Map<string, EntityRef>();
  const farOf = (id: string, { nodes }: FactRow): EntityRef => {
    const known = met.get(id);
    if (known) return known;
    const far = { id, row: nodes.get(id), columns };
    met.set(id, far);
    return far;
  };
  const listedAnew = (facts: Page<FactRow>, anchor: string): Page<ListedFact> => {
    const items = facts.items.map((fact): ListedFact => {
      const id = isOfFarEnds ? farEnd(fact, columns, anchor) : null;
      return { fact, far: id === null ? null : farOf(id, fact) };
    });
    return { items, hasNextPage: facts.hasNextPage, hasPreviousPage: facts.hasPreviousPage };
  };
  const listed = (facts: Page<FactRow>, anchor: string): Page<ListedFact> => {
    const page = lists.get(facts) ?? listedAnew(facts, anchor);
    lists.set(facts, page);
    return page;
  };
  /** What was read ahead, by parent; of ids that arguments name it is asked whether they are merged. */
  const ahead = new Map<string, Page<ListedFact>>();
  const readItems = async (items: readonly ListedFact[]): Promise<void> => {
    if (!isOfFarEnds)
      return readItemsAhead(
        place,
        name,
        items,
        ({ fact }) => fact,
        () => 'Fact',
      );
    if (columns.node && isPast(reader))
      await readRowsAhead(
        place.view,
        items.flatMap(({ far }) => far ?? []),
      );
    return readItemsAhead(place, name, items, ({ far }) => far, typeOfRef);
  };
  const readPage: Ask<Page<ListedFact>> = (standing, anchor) => {
    const asked = standing === where ? shape : { ...shape, where: standing };
    const facts = loaders.factPages.load(asked, keyOf(anchor), claims ? { ...asked, claims } : asked);
    // A page that is there already was read ahead, with what is below it.
    if (!(facts instanceof Promise)) return listed(facts, anchor);
    return facts.then(async (read) => {
      knowClaims(read);
      const items = listed(read, anchor);
      await readItems(items.items);
      return items;
    });
  };
  const readCount: Ask<number> = (standing, anchor) =>
    loaders.factCounts.load(standing === where ? counted : { ...counted, where: standing }, anchor);
  const readTotals: Ask<readonly TotalRow[]> = (standing, anchor) =>
    loaders.totals.load(standing === where ? summed : { ...summed, where: standing }, anchor);

  const answers: ListReader = {
    order,
    page: (key) => ahead.get(key) ?? ask(key, readPage, isEmptyPage),
    totalCount: (key) => ask(key, readCount, isNone),
    totals: (key) => ask(key, readTotals, isEmptyList),
  };
  return {
    of: (key) => new ListOfFacts(answers, key),
    readAhead: (parents) => {
      const keys = parents.map(({ id }) => id);
      const isPaged = isPageSelected(paths);
      const along = isPaged && !isPast(reader) ? takeAlong(parents) : undefined;
      const isCounted = isPaged && paths.has('totalCount') && isCountedAlong(reader, list, where);
      const more =
        along || isCounted || claims
          ? {
              ...shape,
              columns: withMore(columns, along?.columns, isCounted),
              ...(claims && { claims }),
            }
          : shape;
      return Promise.all([
        isPaged &&
          loaders.factPages.readAhead(shape, keys.map(keyOf), more).then((pages) => {
            pages.forEach(knowClaims);
            for (const [i, { parent, count }] of pages.entries()) {
              if (parent) along?.rows.set(parent.id, parent);
              if (count !== undefined) loaders.factCounts.know(counted, keys[i] ?? '', count);
            }
            const items: ListedFact[] = [];
            for (const [i, facts] of pages.entries()) {
              const key = keys[i] ?? '';
              const page = isNamed ? listed(facts, key) : (ahead.get(key) ?? listedAnew(facts, key));
              if (!isNamed) ahead.set(key, page);
              items.push(...page.items);
            }
            return readItems(items);
          }),
        paths.has('totalCount') && !isCounted && loaders.factCounts.readAhead(counted, keys),
        paths.has('totals') && loaders.totals.readAhead(summed, keys),
      ]);
    },
  };
}

/** What a field’s arguments make of it is the same for all its parents. */
export const factLists = (
  place: Place,
  list: FactList,
  query: () => Omit<FactListQuery, 'list'>,
  args: FactListArguments,
): FactLists =>
  oncePerPlace(place, list.name, () =>
    makeFactLists(
      place,
      oncePerDocument(place, args, list.name, () => planFactLists(place, { list, ...query() }, args)),
    ),
  );
