import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { type FetchAPI, processRegularResult } from 'graphql-yoga';
import type { Manifest } from '../export/manifest.ts';
import { rangeOf } from './byte-range.ts';
import type { AskedPart, WholeTable } from './table-parts.ts';

/** The number of the change that a table is of. */
export const CHANGE_HEADER = 'Steppe-Change';

/** What a code means over HTTP, where its error does not say; whatever else it is, the request can be put otherwise. */
const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  INTERNAL_SERVER_ERROR: 500,
  DATABASE_UNAVAILABLE: 503,
  DATABASE_MEMORY: 503,
  TIMEOUT: 504,
};

function withStatus(error: GraphQLError): GraphQLError {
  const { extensions, message, nodes, source, positions, path } = error;
  if (typeof (extensions.http as { status?: number } | undefined)?.status === 'number') return error;
  const status = statuses[String(extensions.code)] ?? 400;
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    path,
    extensions: { ...extensions, http: { status } },
  });
}

/** Why there is no table: errors of GraphQL in JSON, with a status of their own. */
export function refusalResponse({ errors = [] }: ExecutionResult, fetchAPI: FetchAPI): Response {
  return processRegularResult(
    { errors: errors.map(withStatus) },
    fetchAPI,
    'application/graphql-response+json',
  );
}

/** The longest address that goes in a header; proxies and servers take 8 kB of headers. */
const MOST_LINK = 4_000;

/** What is told of a table. */
export const manifestResponse = (manifest: Manifest, fetchAPI: FetchAPI): Response =>
  new fetchAPI.Response(`${JSON.stringify(manifest, null, 2)}\n`, {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
  });

export interface TableBody {
  readonly contentType: string;
  readonly fileName: string;
  /** The change that the table is of. */
  readonly change: number;
  /** Where it is told of, relative to the server's address. */
  readonly link: string;
  readonly bytes: AsyncGenerator<Uint8Array> | WholeTable;
  /** What is asked for other than all of it; then it is there whole, unless it is too long for that. */
  readonly part: AskedPart | null;
  /** What is sent in place of the rest when it cannot be had. */
  readonly fail: (cause: unknown) => Uint8Array;
  /** A reader that takes nothing for so long is let go. */
  readonly patienceMs: number;
  /** Called when it is. */
  readonly onStall: () => void;
  /** Called once, when all is sent or nobody takes it any more. */
  readonly onEnd: () => void;
}

const headersOf = ({ contentType, fileName, change, link }: TableBody): Record<string, string> => ({
  'Content-Type': contentType,
  'Content-Disposition': `attachment; filename="${fileName}"`,
  [CHANGE_HEADER]: String(change),
  ...(link.length <= MOST_LINK && { Link: `<${link}>; rel="describedby"; type="application/json"` }),
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Accept',
});

/** A part of a table, or how long it is. */
function wholeResponse(table: WholeTable, body: TableBody, { Response }: FetchAPI): Response {
  const { bytes, tag } = table;
  const { isHead = false, range = null, ifRange = null } = body.part ?? {};
  const headers = { ...headersOf(body), 'Accept-Ranges': 'bytes', ETag: tag };
  const send = (status: number, sent: Buffer, more: Record<string, string> = {}) =>
    new Response(isHead ? null : (sent as unknown as BodyInit), {
      status,
      headers: { ...headers, ...more, 'Content-Length': String(sent.length) },
    });
  if (isHead || !range || (ifRange !== null && ifRange !== tag)) return send(200, bytes);
  const part = rangeOf(range, bytes.length);
  if (!part) return send(416, Buffer.alloc(0), { 'Content-Range': `bytes */${bytes.length}` });
  const { start, end } = part;
  return send(206, bytes.subarray(start, end), {
    'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}`,
  });
}

/** It cannot be told why: whatever is sent waits behind what it does not take. While a page is made, nothing waits. */
function letGoOfStalled(response: ServerResponse, { patienceMs, onStall }: TableBody): void {
  response.on('timeout', () => {
    if (response.writableLength === 0) return;
    onStall();
    response.destroy();
  });
  const watch = () => response.setTimeout(patienceMs);
  watch();
  // Yoga takes the time away from whatever is a stream, when it begins to send it.
  response.once('pipe', watch);
}

/**
 * A table as it is made, no faster than its reader takes it. When the rest cannot be had, the connection is cut before the end
 * that HTTP announces, so that whoever reads it hears of it.
 */
export function tableResponse(
  table: TableBody,
  fetchAPI: FetchAPI,
  response: ServerResponse | undefined,
): Response {
  const { bytes, part, fail, onEnd } = table;
  if (response) letGoOfStalled(response, table);
  if ('tag' in bytes) {
    onEnd();
    return wholeResponse(bytes, table, fetchAPI);
  }
  const headers = headersOf(table);
  if (part?.isHead) {
    onEnd();
    return new fetchAPI.Response(null, { status: 200, headers: { ...headers, 'Accept-Ranges': 'none' } });
  }
  const body = Readable.from(bytes, { objectMode: false, highWaterMark: 64 * 1024 });
  body.on('error', (cause) => {
    const cut = () => response?.destroy();
    if (response && !response.destroyed) response.write(fail(cause), cut);
  });
  body.once('close', onEnd);
  return new fetchAPI.Response(body as unknown as BodyInit, { status: 200, headers });
}
