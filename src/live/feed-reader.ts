import type { Graph } from '../graph/graph.ts';
import { type ChangeRow, changeIds, changePage, type HistoryAt, historyAt } from '../loaders/changes.ts';
import type { FactRow } from '../loaders/fact-rows.ts';
import { factEndsById } from '../loaders/facts.ts';
import { type Moment, NOW, packed } from '../loaders/moment.ts';
import type { Reader } from '../loaders/read.ts';
import { redirects } from '../loaders/redirects.ts';

/** So many changes are read at a time. */
const CHANGES = 50;

/** Reads what changes did, on nobody’s behalf. */
export class FeedReader {
  readonly #graph: Graph;
  readonly #timeoutMs: number;
  /** What the last answer came after. */
  #bookmarks: readonly string[] = [];

  constructor(graph: Graph, timeoutMs: number) {
    this.#graph = graph;
    this.#timeoutMs = timeoutMs;
  }

  get bookmarks(): readonly string[] {
    return this.#bookmarks;
  }

  #at(moment: Moment): Reader {
    const reader: Reader = {
      statements: this.#graph.statements,
      moment,
      read: (statement, params) =>
        this.#graph.read(statement, packed(params, moment), {
          timeoutMs: this.#timeoutMs,
          bookmarks: [...new Set([...this.#graph.written, ...this.#bookmarks])],
          onBookmarks: (bookmarks) => {
            this.#bookmarks = bookmarks;
          },
        }),
      ask: (batch, _, shape, keys) => batch(reader, shape, keys),
    };
    return reader;
  }

  history(): Promise<HistoryAt> {
    return historyAt(this.#at(NOW), null);
  }

  /** The next changes after one, and whether there are more. */
  async changesAfter(number: number): Promise<{ changes: readonly ChangeRow[]; hasMore: boolean }> {
    const page = { size: CHANGES, isBackward: false, hasCursor: false, cursor: null };
    const { items, hasNextPage } = await changePage(this.#at(NOW), number, page);
    return { changes: items, hasMore: hasNextPage };
  }

  /** Ids of the facts that a change made other, from one position up to another. */
  async factIds(change: number, from: number, to: number): Promise<readonly string[]> {
    const [ids = []] = await changeIds(this.#at(NOW), { deed: 'factIds', from, to }, [String(change)]);
    return ids;
  }

  /** Kinds and ends of facts as they are after a change; of those that are gone, as they were before. */
  async endsOf(change: number, ids: readonly string[]): Promise<readonly (FactRow | null)[]> {
    const at = (number: number, keys: readonly string[]) =>
      factEndsById(this.#at({ change: number, validAt: null }), {}, keys);
    const after = await at(change, ids);
    const gone = ids.filter((_, i) => !after[i]);
    if (gone.length === 0) return after;
    const before = await at(change - 1, gone);
    const known = new Map(gone.map((id, i) => [id, before[i] ?? null]));
    return ids.map((id, i) => after[i] ?? known.get(id) ?? null);
  }

  /** Who stands for entities after a change, by their ids. */
  async standing(change: number, ids: readonly string[]): Promise<Map<string, string>> {
    const into = await redirects(this.#at({ change, validAt: null }), {}, ids);
    return new Map(ids.flatMap((id, i) => (into[i] ? [[id, into[i]] as const] : [])));
  }
}
