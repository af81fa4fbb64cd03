import { createContext, type View } from '../context.ts';
import { OperatorError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { NOW } from '../loaders/moment.ts';

/** Nobody waits for an answer page by page. */
const TIMEOUT_MS = 10 * 60_000;
/** Items of a page. */
export const PAGE_SIZE = 2_000;

const pageLimits = { defaultSize: PAGE_SIZE, maxSize: PAGE_SIZE };

/**
 * The graph as it was after one change, read page by page while others write: as it is until somebody writes, and from then on
 * as it was. Each page has loaders of its own, so that nothing of it stays.
 */
export class GraphAt {
  readonly change: number;
  readonly #graph: Graph;
  #isThen: boolean;

  private constructor(graph: Graph, change: number, isThen: boolean) {
    this.#graph = graph;
    this.change = change;
    this.#isThen = isThen;
  }

  /**
   * @param change null for the last one.
   * @throws OperatorError when there is no such change, or nothing is known of that time.
   */
  static async open(graph: Graph, change: number | null): Promise<GraphAt> {
    const { last, since } = await changesOf(graph);
    if (change !== null && (change > last || change < Math.max(since, 1)))
      throw new OperatorError(
        `--as-of: there is no change ${change}: ${last === 0 ? 'the graph has no change yet' : `changes are numbered from ${Math.max(since, 1)} to ${last}`}.`,
      );
    return new GraphAt(graph, change ?? last, change !== null && change < last);
  }

  async read<T>(ask: (view: View) => Promise<T> | T): Promise<T> {
    if (!this.#isThen) {
      const answer = await ask(this.#view(null));
      // What was read before the number was still the same is what was known after it.
      if ((await changesOf(this.#graph)).last === this.change) return answer;
      this.#isThen = true;
    }
    return ask(this.#view(this.change));
  }

  #view(change: number | null): View {
    const context = createContext({ graph: this.#graph, pageLimits, timeoutMs: TIMEOUT_MS });
    return change === null ? context.now : context.at({ ...NOW, change });
  }
}

async function changesOf(graph: Graph): Promise<{ last: number; since: number }> {
  const [row] = await graph.read(
    graph.statements.get('change-at'),
    { ask: { at: null } },
    { timeoutMs: TIMEOUT_MS },
  );
  return { last: Number(row?.get('last') ?? 0), since: Number(row?.get('since') ?? 0) };
}
