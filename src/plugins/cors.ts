import type { IncomingMessage } from 'node:http';
import type { CORSOptions } from 'graphql-yoga';
import type { Settings } from '../settings.ts';
import { BOOKMARK_HEADER } from './bookmark.ts';
import { REQUEST_ID_HEADER } from './request-id.ts';
import { CHANGE_HEADER } from './table-response.ts';

/** Whether pages of an origin may read answers. */
export const mayRead = ({ STEPPE_CORS_ORIGINS: origins }: Settings, origin: string | null): boolean =>
  origin !== null && (origins.includes(origin) || origins.includes('*'));

/** What Yoga says to pages of other origins: to those that are named, that they may read; to others nothing. */
export function corsOptions(settings: Settings): (request: Request) => CORSOptions {
  const options = {
    credentials: false,
    methods: ['GET', 'POST'],
    // What a page may send is what it asks to send; what it may read must be named.
    exposedHeaders: [
      BOOKMARK_HEADER,
      'ETag',
      'Link',
      CHANGE_HEADER,
      'Accept-Ranges',
      'Content-Range',
      'Retry-After',
      REQUEST_ID_HEADER,
    ],
    maxAge: 600,
  };
  return ({ headers }) => {
    const origin = headers.get('origin');
    return origin !== null && mayRead(settings, origin) && { ...options, origin: [origin] };
  };
}

/** The same for what is refused before Yoga sees it. */
export function corsHeaders(settings: Settings, { headers: { origin } }: IncomingMessage) {
  return origin !== undefined && mayRead(settings, origin)
    ? { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' }
    : {};
}
