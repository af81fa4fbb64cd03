import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'graphql-yoga';
import { acceptsGzip, prefersHtml } from './accepted-types.ts';
import { isOperation } from './document-naming.ts';

/** Where the page stands, which is also where it sends its operations; its build puts its assets below. */
const PAGE = '/graphql';
const ASSETS = `${PAGE}/assets/`;

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const TEXT = 'text/plain; charset=utf-8';

/**
 * Nothing but what this server sends. Monaco writes `style` elements and attributes of its own, and brings its fonts inside
 * the style sheet; it needs no more than that.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
  vary: 'accept, accept-encoding',
};

/** The file's name holds a hash of its content, so what a browser has is never out of date. */
const assetHeaders = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' };

interface BuiltFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Made when the first browser asks. */
  gzipped?: Promise<Uint8Array<ArrayBuffer>>;
}

const gzipped = promisify(gzip);

/** The built files by URL path: whatever is not in this map is not served. */
function readBuild(directory: string): ReadonlyMap<string, BuiltFile> {
  if (!existsSync(join(directory, 'index.html'))) return new Map();
  return new Map(
    readdirSync(directory, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
      const type = contentTypes[extname(file)];
      return type
        ? [[`/${file.split(sep).join('/')}`, { type, body: readFileSync(join(directory, file)) }]]
        : [];
    }),
  );
}

export interface GraphiqlOptions {
  /** What `npm run build:explorer` has written: `dist/explorer`. Read into memory at start. */
  readonly directory: string;
}

/**
 * Serves GraphiQL to browsers at the endpoint, and its assets below. A GET with a `query`, or the name of one, is an operation and goes on, as
 * does everything else. It stands first, before whatever reads a request as GraphQL.
 */
export function useGraphiql({ directory }: GraphiqlOptions): Plugin {
  const files = readBuild(directory);
  return {
    onRequest({ request, url, endResponse, fetchAPI: { Response } }) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
      const respond = (status: number, type: string, body: Uint8Array<ArrayBuffer> | string, headers = {}) =>
        endResponse(
          new Response(request.method === 'HEAD' ? null : body, {
            status,
            headers: { 'content-type': type, 'x-content-type-options': 'nosniff', ...headers },
          }),
        );
      const respondFile = (file: BuiltFile, headers: Record<string, string>) => {
        if (!acceptsGzip(request)) return respond(200, file.type, file.body, headers);
        file.gzipped ??= gzipped(file.body);
        return file.gzipped.then((body) =>
          respond(200, file.type, body, { ...headers, 'content-encoding': 'gzip' }),
        );
      };

      if (url.pathname.startsWith(ASSETS)) {
        const file = files.get(url.pathname);
        return file
          ? respondFile(file, assetHeaders)
          : respond(404, TEXT, `There is no ${url.pathname}. Reload the page: it was built anew.\n`);
      }
      const wantsPage = prefersHtml(request);
      // A reader who typed no path. Relative, for a reverse proxy may have put us below one.
      if (url.pathname === '/' && wantsPage)
        return respond(302, TEXT, 'GraphiQL is at /graphql.\n', { location: PAGE.slice(1), vary: 'accept' });
      if (url.pathname !== PAGE || isOperation(url.searchParams)) return undefined;
      if (!wantsPage) return undefined;
      const page = files.get('/index.html');
      return page
        ? respondFile(page, pageHeaders)
        : respond(
            503,
            TEXT,
            'GraphiQL is not built yet: run `npm run build` and start the server again.\nGraphQL itself answers here, over POST.\n',
            pageHeaders,
          );
    },
  };
}

/** Where exploring is off, tells a browser so, and what turns it on. */
export function useNoGraphiql(): Plugin {
  return {
    onRequest({ request, url, endResponse, fetchAPI: { Response } }) {
      if (request.method !== 'GET' || url.pathname !== PAGE || isOperation(url.searchParams)) return;
      if (!prefersHtml(request)) return;
      const text =
        'GraphiQL is off on this server; STEPPE_EXPLORE=on turns it on.\nGraphQL itself answers here, over POST.\n';
      endResponse(new Response(text, { status: 404, headers: { 'content-type': TEXT, vary: 'accept' } }));
    },
  };
}
