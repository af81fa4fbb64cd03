import type { Plugin } from 'graphql-yoga';
import type { Settings } from '../settings.ts';
import { mayRead } from './cors.ts';

/** What a browser says of a request that it sends for a page (Fetch Metadata): whose the page is, and what it is for. */
const header = (request: Request, name: string): string | null => request.headers.get(`sec-fetch-${name}`);

/** Whether somebody follows a link, and sees the answer by itself. */
const isOpened = (request: Request): boolean =>
  request.method === 'GET' &&
  header(request, 'mode') === 'navigate' &&
  header(request, 'dest') === 'document';

/**
 * Refuses what a browser asks for a page of another site, unless STEPPE_CORS_ORIGINS names it. Such a page could not read the
 * answer anyway, but could have a visitor’s browser ask this server, on a network that the page itself does not reach, for as
 * much as it likes, and see how long that takes. It holds for GET, which browsers send without asking first; JSON over POST
 * they ask for. Programs, and browsers too old to say whose page it is, are not concerned.
 */
export function useCrossSite(settings: Settings, path: string): Plugin {
  return {
    onRequest({ request, url, endResponse, fetchAPI: { Response } }) {
      if (url.pathname !== path || request.method === 'OPTIONS') return;
      if (header(request, 'site') !== 'cross-site' || isOpened(request)) return;
      const origin = request.headers.get('origin');
      if (mayRead(settings, origin)) return;
      const message = `A page of another site${origin === null ? '' : `, ${origin},`} asked for this. Pages that may are named by STEPPE_CORS_ORIGINS, and ask by \`fetch\` in its mode \`cors\`.`;
      endResponse(
        Response.json({ errors: [{ message, extensions: { code: 'CROSS_SITE_REQUEST' } }] }, { status: 403 }),
      );
    },
    onResponse({ request, response }) {
      // Whatever a page calls it, an answer is no script and no style sheet.
      if (request.method !== 'GET' || new URL(request.url).pathname !== path) return;
      const { headers } = response;
      if (!headers.has('X-Content-Type-Options')) headers.set('X-Content-Type-Options', 'nosniff');
    },
  };
}
