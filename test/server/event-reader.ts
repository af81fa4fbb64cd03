import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { createParser } from 'eventsource-parser';

/** One event as it came over the wire. */
export interface Received {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string;
}

export interface Told {
  readonly change: { readonly number: number };
  readonly factCount: number;
  readonly facts: readonly { readonly factId: string; readonly kind: string; readonly fact: object | null }[];
}

export interface Result {
  readonly data?: { readonly factsChanged: Told } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

export const FOLLOW = `subscription Follow($entities: [ID!], $predicates: [Predicate!], $since: Int) {
  factsChanged(entities: $entities, predicates: $predicates, since: $since) {
    change { number } factCount facts { factId kind fact { id predicate subject { id } object { id } } }
  }
}`;

export interface FollowOptions {
  readonly query?: string;
  readonly variables?: object;
  readonly headers?: Record<string, string>;
  readonly onEvent?: (event: Received) => void;
}

/** Reads a subscription over plain HTTP: no client’s habits stand between. */
export class EventReader {
  readonly received: Received[] = [];
  /** All that came, as it came. */
  text = '';
  response: IncomingMessage | undefined;
  isEnded = false;
  readonly #request: ClientRequest;
  readonly #opened: Promise<IncomingMessage>;

  constructor(
    endpoint: string,
    { query = FOLLOW, variables = {}, headers = {}, onEvent }: FollowOptions = {},
  ) {
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        const received = { id, event, data };
        this.received.push(received);
        onEvent?.(received);
      },
    });
    this.#request = request(endpoint, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    });
    this.#opened = new Promise((resolve, reject) => {
      this.#request.on('error', reject);
      this.#request.on('response', (response) => {
        this.response = response;
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          this.text += chunk;
          parser.feed(chunk);
        });
        response.on('error', () => undefined);
        response.on('close', () => {
          this.isEnded = true;
        });
        resolve(response);
      });
    });
    this.#opened.catch(() => undefined);
    this.#request.end(JSON.stringify({ query, variables }));
  }

  /** Waits until the stream has begun: whatever is written from then on is told. */
  async open(): Promise<this> {
    const response = await this.#opened;
    if (response.statusCode === 200) await until(() => this.text.includes('\n\n') || this.isEnded);
    return this;
  }

  get results(): readonly Result[] {
    return this.received.filter(({ event }) => event === 'next').map(({ data }) => JSON.parse(data));
  }

  get told(): readonly Told[] {
    return this.results.flatMap(({ data }) => (data ? [data.factsChanged] : []));
  }

  get numbers(): readonly number[] {
    return this.told.map(({ change }) => change.number);
  }

  /** The last `id` that was sent whole, with an event or alone. */
  get lastId(): string | undefined {
    const whole = this.text.slice(0, this.text.lastIndexOf('\n\n') + 1);
    return [...whole.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1];
  }

  cut(): void {
    this.#request.destroy();
  }
}

export async function until(isSo: () => boolean, patienceMs = 60_000): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`not so after ${patienceMs} ms: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
