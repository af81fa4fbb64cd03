import { pino } from 'pino';
import { schema } from '../../schema/schema.ts';
import { Ending } from '../../src/ending.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { graphObstacle } from '../../src/graph/migrate.ts';
import { type RunningServer, startListening } from '../../src/listen.ts';
import { createRequestHandler } from '../../src/server.ts';
import { readSettings } from '../../src/settings.ts';

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What `extensions.statements` tells of one. */
export interface ReportedStatement {
  readonly name: string;
  readonly rows: number;
  readonly milliseconds: number;
  readonly databaseHits?: number;
}

export interface Answer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly data?: Data;
  readonly errors?: readonly GraphqlError[];
  readonly extensions?: {
    readonly statements?: readonly ReportedStatement[];
    readonly cost?: { readonly cost: number };
  };
}

/** The whole server on a free port, in front of a graph. */
export interface Steppe extends RunningServer {
  readonly endpoint: string;
  /** What it logged so far. */
  readonly log: readonly Record<string, unknown>[];
  ask<Data = Record<string, unknown>>(
    query: string,
    variables?: object,
    headers?: Record<string, string>,
  ): Promise<Answer<Data>>;
  /** The data of an answer that must hold no error. */
  data<Data>(query: string, variables?: object): Promise<Data>;
}

/** @param env settings other than the defaults, as in the environment. */
export async function startSteppe(graph: Graph, env: Record<string, string> = {}): Promise<Steppe> {
  const settings = readSettings({ PORT: '0', ...env });
  const log: Record<string, unknown>[] = [];
  const logger = pino({ base: null }, { write: (line: string) => log.push(JSON.parse(line)) });
  const stopping = new Ending();
  const handler = createRequestHandler({
    graph,
    schema,
    settings,
    logger,
    obstacle: () => graphObstacle(graph),
    stopping,
  });
  const server = await startListening(handler, settings);
  const endpoint = `${server.url}/graphql`;
  const ask: Steppe['ask'] = async (query, variables = {}, headers = {}) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...JSON.parse(await response.text()) };
  };
  return {
    ...server,
    close: (patienceMs) => {
      stopping.end(new Error('the server stops'));
      return server.close(patienceMs);
    },
    endpoint,
    log,
    ask,
    async data<Data>(query: string, variables: object = {}) {
      const { data, errors } = await ask<Data>(query, variables);
      if (errors || !data) throw new Error(JSON.stringify(errors));
      return data;
    },
  };
}
