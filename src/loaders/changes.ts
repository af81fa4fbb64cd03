import neo4j from 'neo4j-driver';
import type { Statement, Statements } from '../graph/statements.ts';
import { compareOf, type Direction, type Page, type PageRequest, toPage } from '../model/page.ts';
import type { Moment } from './moment.ts';
import { type Batch, type Reader, requiredColumn } from './read.ts';

/** A change as it is listed: what was done, counted. */
export interface ChangeRow {
  readonly number: number;
  readonly at: string;
  readonly asserted: number;
  readonly retracted: number;
  readonly ranked: number;
  readonly entities: number;
  readonly sources: number;
  /** Facts that were other than before; null where that is not known. */
  readonly facts: number | null;
  readonly merges: readonly MergeRow[];
  readonly token: { readonly id: string; readonly name: string } | null;
}

export interface MergeRow {
  readonly fromId: string;
  readonly intoId: string;
  readonly isUndone: boolean;
}

/** What a change keeps a list of. */
export type ChangeList = 'assertedIds' | 'retractedIds' | 'rankedIds' | 'entityIds' | 'sourceIds' | 'factIds';

export const changeOrder = 'NUMBER';

export const changePageStatement = (statements: Statements, direction: Direction): Statement =>
  statements.get('change-page', direction, { DIRECTION: direction, COMPARE: compareOf(direction) });

/** Beyond every change number. */
const NO_CHANGE = Number.MAX_SAFE_INTEGER;

const bounds = ({ change }: Moment, since: number) => ({
  since: neo4j.int(since),
  upTo: neo4j.int(change ?? NO_CHANGE),
});

const mergesOf = (entries: readonly string[], isUndone: boolean): MergeRow[] =>
  entries.map((entry) => {
    const [fromId = '', intoId = ''] = entry.split(' ');
    return { fromId, intoId, isUndone };
  });

/** One page of the changes after one, by number. */
export async function changePage(reader: Reader, since: number, page: PageRequest): Promise<Page<ChangeRow>> {
  const direction = page.isBackward ? 'DESC' : 'ASC';
  const [row] = await reader.read(changePageStatement(reader.statements, direction), {
    ...bounds(reader.moment, since),
    after: neo4j.int(page.cursor ? Number(page.cursor.key) : direction === 'ASC' ? 0 : NO_CHANGE),
    limit: neo4j.int(page.size + 1),
  });
  const get = <T>(name: string): readonly T[] => requiredColumn<T>(row, name);
  const [at, counts] = [get<string>('at'), get<readonly number[]>('counts')];
  const [merged, unmerged] = [get<readonly string[]>('merged'), get<readonly string[]>('unmerged')];
  const [tokenIds, tokenNames] = [get<string>('tokenId'), get<string>('tokenName')];
  const rows = get<number>('number').map((number, i): ChangeRow => {
    const [asserted = 0, retracted = 0, ranked = 0, entities = 0, sources = 0, facts = -1] = counts[i] ?? [];
    const id = tokenIds[i] ?? '';
    return {
      number,
      at: at[i] ?? '',
      asserted,
      retracted,
      ranked,
      entities,
      sources,
      facts: facts < 0 ? null : facts,
      merges: [...mergesOf(merged[i] ?? [], false), ...mergesOf(unmerged[i] ?? [], true)],
      token: id === '' ? null : { id, name: tokenNames[i] ?? '' },
    };
  });
  return toPage(rows, page);
}

export async function changeCount(reader: Reader, since: number): Promise<number> {
  const [row] = await reader.read(reader.statements.get('change-count'), bounds(reader.moment, since));
  return Number(row?.get('n') ?? 0);
}

export interface ChangeIdsShape {
  readonly deed: ChangeList;
  readonly from: number;
  readonly to: number;
}

/** The ids of what changes did something to, from one position up to another. */
export const changeIds: Batch<ChangeIdsShape, readonly string[]> = async (
  reader,
  { deed, from, to },
  keys,
) => {
  const [row] = await reader.read(reader.statements.get('change-ids'), {
    keys,
    deed,
    from: neo4j.int(from),
    to: neo4j.int(to),
  });
  const lists = keys.map((): readonly string[] => []);
  const ids = requiredColumn<readonly string[]>(row, 'ids');
  requiredColumn<number>(row, 'parent').forEach((position, i) => {
    lists[position] = ids[i] ?? [];
  });
  return lists;
};

/** What a change did to the claims of one fact, as ids. */
export interface ChangedClaims {
  readonly asserted: readonly string[];
  readonly retracted: readonly string[];
  readonly ranked: readonly string[];
}

/** Most claims of one fact that are told of one change, of each sort. */
const MOST_CHANGED_CLAIMS = 100;

export const changedClaimsStatement = (statements: Statements): Statement =>
  statements.get('changed-claims', '', { MOST: String(MOST_CHANGED_CLAIMS) });

/** What a change did to the claims of facts, by the fact’s id. */
export const changedClaims: Batch<{ readonly change: number }, ChangedClaims> = async (
  reader,
  { change },
  keys,
) => {
  const [row] = await reader.read(changedClaimsStatement(reader.statements), {
    keys,
    change: neo4j.int(change),
  });
  const get = (name: string) => requiredColumn<readonly string[]>(row, name);
  const [asserted, retracted, ranked] = [get('asserted'), get('retracted'), get('ranked')];
  const found = keys.map((): ChangedClaims => ({ asserted: [], retracted: [], ranked: [] }));
  requiredColumn<number>(row, 'parent').forEach((position, i) => {
    found[position] = {
      asserted: asserted[i] ?? [],
      retracted: retracted[i] ?? [],
      ranked: ranked[i] ?? [],
    };
  });
  return found;
};

/** What is known of a graph's history at a time. */
export interface HistoryAt {
  /** The last change by then; null when none was made. */
  readonly number: number | null;
  /** The first change that the history knows; 0 when it knows all. */
  readonly since: number;
  /** The last change before those that tell which facts they made other; 0 when all tell. */
  readonly factsSince: number;
  /** The last change of all; null in a graph without any. */
  readonly last: number | null;
}

export async function historyAt(reader: Reader, at: string | null): Promise<HistoryAt> {
  const [row] = await reader.read(reader.statements.get('change-at'), { at });
  const number = (name: string): number | null => (row?.get(name) ?? null) as number | null;
  return {
    number: number('number'),
    since: number('since') ?? 0,
    factsSince: number('factsSince') ?? 0,
    last: number('last'),
  };
}
