import type { GraphQLError } from 'graphql';
import type { Caller } from '../auth/caller.ts';
import { listTokens, tokenProblem } from '../auth/tokens.ts';
import type { Graph } from '../graph/graph.ts';
import { unauthenticated } from './authentication.ts';

type End = (reason: GraphQLError) => void;

/**
 * Ends what was begun with a token once it is good no more. One statement looks at all tokens, as often as signs of life are
 * sent, and only while something is open that was begun with one.
 */
export class TokenWatch {
  readonly #graph: Graph;
  readonly #everyMs: number;
  readonly #open = new Map<End, Caller>();
  #timer: NodeJS.Timeout | undefined;

  constructor(graph: Graph, everyMs: number) {
    this.#graph = graph;
    this.#everyMs = everyMs;
  }

  /** @returns what has it look at this token no more. */
  watch(caller: Caller, end: End): () => void {
    this.#open.set(end, caller);
    this.#timer ??= setTimeout(() => void this.#look(), this.#everyMs).unref();
    return () => void this.#open.delete(end);
  }

  async #look(): Promise<void> {
    try {
      const tokens = this.#open.size > 0 ? await listTokens(this.#graph) : [];
      const now = new Date().toISOString();
      const problems = new Map(tokens.map((token) => [token.id, tokenProblem(token, now)]));
      for (const [end, { id }] of [...this.#open]) {
        const problem = problems.has(id) ? problems.get(id) : 'This token is not known here.';
        if (problem) end(unauthenticated(`${problem} Ask whoever runs this server for another.`, true));
      }
    } catch {
      // The database does not answer: it is asked again the next time.
    }
    this.#timer =
      this.#open.size > 0 ? setTimeout(() => void this.#look(), this.#everyMs).unref() : undefined;
  }
}
