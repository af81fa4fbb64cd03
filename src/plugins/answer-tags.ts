import { createHash } from 'node:crypto';
import type { Caller } from '../auth/caller.ts';
import type { Graph } from '../graph/graph.ts';
import { version } from '../project-root.ts';
import { isExploring, type Settings, settingNames, settingsTable } from '../settings.ts';
import type { FixedPast } from './fixed-past.ts';

/** What an answer is known by: the same one as long as nothing changes that it depends on. */
export interface AnswerTag {
  /** As `ETag` has it. */
  readonly tag: string;
  /** Whether no change to come can make it another. */
  readonly isFixed: boolean;
  /** What has to be read after, to have seen no less than the tag tells of. */
  readonly bookmarks: readonly string[];
}

export interface TaggedQuestion {
  /** What the address asks for. */
  readonly search: string;
  /** The text of the operation, which the address may name only. */
  readonly text: string;
  readonly accept: string | null;
  readonly caller: Caller | null;
  readonly past: FixedPast | null;
  /** What the request comes after. */
  readonly bookmarks: readonly string[];
}

/** What the graph says of itself, and what has to be read after to have seen no less. */
interface GraphState {
  readonly number: number;
  readonly at: string;
  readonly changeAt: string | null;
  readonly numberThen: number | null;
  readonly bookmarks: readonly string[];
}

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url');

/** Tags of a server’s answers. Servers of one version with the same limits give the same. */
export class AnswerTags {
  readonly #graph: Graph;
  readonly #timeoutMs: number;
  /** What all answers of this server depend on: its version, and what settings make of an answer. */
  readonly #server: readonly unknown[];
  readonly #running = new Map<string, Promise<GraphState>>();
  readonly #next = new Map<string, Promise<GraphState>>();

  constructor(graph: Graph, settings: Settings) {
    this.#graph = graph;
    this.#timeoutMs = settings.STEPPE_REQUEST_TIMEOUT_MS;
    const limits = settingNames.filter((name) => settingsTable[name].group === 'limits');
    this.#server = [version, isExploring(settings), limits.map((name) => settings[name])];
  }

  /** The tag that an answer has which is read from now on. */
  async of({ search, text, accept, caller, past, bookmarks }: TaggedQuestion): Promise<AnswerTag> {
    const state = await this.#stateAfter(bookmarks, past);
    const isFixed = past !== null && isOver(past, state);
    // The time of a change tells it from one of the same number in a graph that stood here before.
    const time = isFixed ? [state.changeAt, state.numberThen] : [state.number, state.at];
    const asked = [search, text, accept, caller?.id, caller?.role];
    return {
      tag: `"${digest([this.#server, asked, isFixed, time])}"`,
      isFixed,
      bookmarks: state.bookmarks,
    };
  }

  /** Those who ask while a statement is on its way share the next one: what it read may be from before they came. */
  #stateAfter(bookmarks: readonly string[], past: FixedPast | null): Promise<GraphState> {
    const key = JSON.stringify([bookmarks, past]);
    const running = this.#running.get(key);
    if (!running) return this.#start(key, bookmarks, past);
    const waiting = this.#next.get(key);
    if (waiting) return waiting;
    const start = (): Promise<GraphState> => {
      this.#next.delete(key);
      return this.#start(key, bookmarks, past);
    };
    const next = running.then(start, start);
    this.#next.set(key, next);
    return next;
  }

  #start(key: string, bookmarks: readonly string[], past: FixedPast | null): Promise<GraphState> {
    const state = this.#read(bookmarks, past).finally(() => this.#running.delete(key));
    this.#running.set(key, state);
    return state;
  }

  async #read(bookmarks: readonly string[], past: FixedPast | null): Promise<GraphState> {
    let after = bookmarks;
    const [row] = await this.#graph.read(
      this.#graph.statements.get('change-tag'),
      { ask: { change: past?.change ?? null, at: past?.at ?? null } },
      {
        timeoutMs: this.#timeoutMs,
        bookmarks,
        onBookmarks: (next) => {
          after = next;
        },
      },
    );
    const [number, at] = (row?.get('last') ?? []) as [number?, (string | null)?];
    return {
      number: number ?? 0,
      at: at ?? '',
      changeAt: (row?.get('changeAt') ?? null) as string | null,
      numberThen: (row?.get('numberThen') ?? null) as number | null,
      bookmarks: after,
    };
  }
}

/** Whether no change to come can be one that a question about the past hears of: changes are dated in their order. */
const isOver = ({ change, at }: FixedPast, { changeAt, at: lastAt }: GraphState): boolean =>
  (change === null || changeAt !== null) && (at === null || at < lastAt);

/** Whether `If-None-Match` names a tag (RFC 9110, section 13.1.2): compared weakly, for a proxy that packs weakens it. */
export function namesTag(header: string, tag: string): boolean {
  const tags = header.split(',').map((one) => one.trim());
  return tags.some((one) => one === '*' || one.replace(/^W\//, '') === tag);
}
