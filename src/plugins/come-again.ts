import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { GraphQLError } from 'graphql';

/** When readers that are sent away come again: not all at once. */
const COME_AGAIN_MS = [500, 3_000] as const;
/** Before a stream is cut off, so that its last event is not read together with the cut. */
const PAUSE_MS = 200;

/** Whether what went wrong is over after a while, without the client’s doing. */
export const isPassing = ({ extensions }: GraphQLError): boolean =>
  extensions.code === 'DATABASE_UNAVAILABLE';

/** @param reason a comment: clients pass over it, and a person sees it. */
export function comeAgain(reason?: string): string {
  const [from, to] = COME_AGAIN_MS;
  const retry = `retry: ${Math.round(from + Math.random() * (to - from))}\n\n`;
  return reason ? `: ${reason.replaceAll(/\s+/g, ' ')}\n${retry}` : retry;
}

/**
 * Closes the connection without the end of its answer, once all that was written is sent. Behind an answer that ends as it
 * should, and just behind an event, graphql-sse in a browser may wait for ever; whoever is cut off comes again.
 */
export function cutOff(response: ServerResponse): void {
  const timer = setTimeout(() => response.socket?.destroySoon(), PAUSE_MS);
  response.once('close', () => clearTimeout(timer));
}

/** A stream for one whose subscription cannot begin now: it tells why, and is cut off. */
export function refusedForNow(reason: string, response: ServerResponse | undefined): Readable {
  const body = new Readable({ read: () => undefined });
  body.push(comeAgain(reason));
  if (!response) body.push(null);
  else cutOff(response);
  return body;
}
