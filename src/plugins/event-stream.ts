import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { GraphQLError } from 'graphql';
import type { FactsChange } from '../live/facts-change.ts';
import type { Follower } from '../live/follower.ts';
import { comeAgain, cutOff, isPassing } from './come-again.ts';

/** A reader that takes nothing for so many heartbeats is let go. */
const STALLED_BEATS = 2;
/** So much waits for the connection; what comes then waits as changes, whose number is bounded. */
const BUFFERED_BYTES = 16 * 1024;

/** How a stream came to its end, for the log. */
export type StreamEnd = 'CLIENT_GONE' | 'COME_AGAIN' | string;

export interface EventStreamOptions {
  readonly follower: Follower;
  /** The answer to one change, in JSON. @throws what ends the stream: its reader comes again, and is told of the change then. */
  readonly answer: (event: FactsChange) => Promise<string>;
  /** An error as a reader may see it. */
  readonly mask: (error: unknown) => GraphQLError;
  readonly heartbeatMs: number;
  readonly response: ServerResponse | undefined;
  readonly onEnd: (end: StreamEnd, events: number) => void;
}

const next = (data: string): string => `event: next\ndata: ${data}\n\n`;
const errorsOf = (error: GraphQLError): string => {
  const { http, ...extensions } = error.extensions;
  return JSON.stringify({ errors: [{ ...error.toJSON(), extensions }] });
};

/** https://html.spec.whatwg.org/multipage/server-sent-events.html: browsers drop an event without a `data` line. */
const COMPLETE = 'event: complete\ndata:\n\n';

/**
 * A subscription as a stream of events, in the “distinct connections mode” of graphql-sse, each with the change’s number as its
 * `id`. It takes from its follower what its reader takes, so that a slow one makes its follower fall behind, which bounds it.
 *
 * A block with an `id` alone is no event; it only has the reader remember how far it is, also while nothing concerns it.
 */
export class EventStream extends Readable {
  readonly #options: EventStreamOptions;
  #isPumping = false;
  #pending: Promise<IteratorResult<FactsChange, undefined>> | undefined;
  #stalled: NodeJS.Timeout | undefined;
  #events = 0;
  #end: StreamEnd = 'CLIENT_GONE';
  /** Whether its reader is to come again: it is cut off then, for only what is over for good is complete. */
  #isCutOff = false;

  constructor(options: EventStreamOptions) {
    super({ highWaterMark: BUFFERED_BYTES });
    this.#options = options;
    this.push(`retry: 2000\nid: ${options.follower.seen}\n\n`);
  }

  override _read(): void {
    clearTimeout(this.#stalled);
    this.#options.follower.isHeld = false;
    if (!this.#isPumping) void this.#pump();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearTimeout(this.#stalled);
    this.#options.follower.end(null);
    this.#options.onEnd(this.#end, this.#events);
    callback(error);
  }

  async #pump(): Promise<void> {
    this.#isPumping = true;
    for (let isTaken = true; isTaken && !this.destroyed; ) {
      const text = await this.#text();
      if (this.destroyed) return;
      isTaken = text === null ? false : this.push(text);
      if (text === null) this.#finish();
      else if (!isTaken) {
        this.#options.follower.isHeld = true;
        this.#stalled = setTimeout(() => this.#stall(), STALLED_BEATS * this.#options.heartbeatMs);
      }
    }
    this.#isPumping = false;
  }

  #finish(): void {
    const { response } = this.#options;
    if (this.#isCutOff && response) cutOff(response);
    else this.push(null);
  }

  /** It cannot be told why: whatever is sent waits behind what it does not take. */
  #stall(): void {
    this.#end = 'SLOW_READER';
    this.#options.response?.destroy();
  }

  /** What comes next; null at the end. */
  async #text(): Promise<string | null> {
    if (this.#end !== 'CLIENT_GONE') return null;
    const { follower, answer, mask } = this.#options;
    try {
      this.#pending ??= follower.next();
      const result = await this.#orBeat(this.#pending);
      if (result === 'beat') return `id: ${follower.seen}\n\n`;
      this.#pending = undefined;
      if (result.done) {
        this.#end = 'COME_AGAIN';
        this.#isCutOff = true;
        return comeAgain();
      }
      const data = await answer(result.value);
      this.#events += 1;
      return `id: ${result.value.change.number}\n${next(data)}`;
    } catch (cause) {
      const error = mask(cause);
      this.#end = String(error.extensions.code);
      this.#isCutOff = isPassing(error);
      return this.#isCutOff ? comeAgain(error.message) : next(errorsOf(error)) + COMPLETE;
    }
  }

  /** Waits for an event, or until it is time for a sign of life. */
  async #orBeat<T>(pending: Promise<T>): Promise<T | 'beat'> {
    let timer: NodeJS.Timeout | undefined;
    const beat = new Promise<'beat'>((resolve) => {
      timer = setTimeout(resolve, this.#options.heartbeatMs, 'beat');
    });
    try {
      return await Promise.race([pending, beat]);
    } finally {
      clearTimeout(timer);
    }
  }
}
