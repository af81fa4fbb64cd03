import type { Graph } from '../graph/graph.ts';
import { keptId, sha256Of } from './document-id.ts';

/** For so long a server takes a document to be still registered. */
const FRESH_MS = 5_000;
/** So many texts are remembered: those of one client, most likely of a few versions of it. */
const MOST_KNOWN = 5_000;

interface Known {
  readonly text: string;
  readonly readAt: number;
}

/** The registered documents as one server knows them: read when they are asked for, and again when that was a while ago. */
export class TrustedDocuments {
  readonly #graph: Graph;
  readonly #timeoutMs: number;
  readonly #known = new Map<string, Known>();
  readonly #asked = new Map<string, Promise<string | undefined>>();

  constructor(graph: Graph, timeoutMs: number) {
    this.#graph = graph;
    this.#timeoutMs = timeoutMs;
  }

  /** The text of a document whose registration was seen just now, without asking the graph. */
  fresh(id: string): string | undefined {
    const known = this.#known.get(keptId(id));
    return known && performance.now() - known.readAt < FRESH_MS ? known.text : undefined;
  }

  /** The text of a registered document; undefined when none has this id. */
  async find(id: string): Promise<string | undefined> {
    const text = this.fresh(id);
    if (text !== undefined) return text;
    const key = keptId(id);
    const asked = this.#asked.get(key) ?? this.#read(key).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    return asked;
  }

  /** Whether a text was registered, to the letter. */
  async includes(text: string): Promise<boolean> {
    return (await this.find(sha256Of(text))) === text;
  }

  async #read(id: string): Promise<string | undefined> {
    const readAt = performance.now();
    const [row] = await this.#graph.read(
      this.#graph.statements.get('documents/document-by-id'),
      { ask: { id } },
      { timeoutMs: this.#timeoutMs },
    );
    this.#known.delete(id);
    if (!row) return undefined;
    const text = String(row.get('text'));
    this.#known.set(id, { text, readAt });
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > MOST_KNOWN) this.#known.delete(oldest);
    return text;
  }
}
