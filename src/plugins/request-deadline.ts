import type { IncomingMessage } from 'node:http';
import { GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { Ending } from '../ending.ts';
import type { Settings } from '../settings.ts';

/** What the context holds from the request's first step on. */
export interface Deadline {
  /** Comes when the time is up or the client has gone; its reason is the error that the client is told. */
  readonly ending: Ending;
}

const arrivals = new WeakMap<IncomingMessage, number>();

/** A request’s time counts from here, by `performance.now()`, where it has been worked on before Yoga sees it. */
export const cameAt = (request: IncomingMessage, arrival: number): void => {
  arrivals.set(request, arrival);
};

const READ_LESS =
  'Ask for fewer items (`first: …`), narrow the filter, or split the query. What nobody has asked before takes longest: it may do to ask again.';
const WRITE_AGAIN =
  'What it writes may have been written all the same: send it again, as nothing is written twice, or look at `changes`.';

export const timeUp = (maximum: number, isWriting = false): GraphQLError =>
  new GraphQLError(
    `The request took longer than ${maximum} ms and was ended. ${isWriting ? WRITE_AGAIN : READ_LESS}`,
    { extensions: { code: 'TIMEOUT', limit: 'time', maximum, http: { spec: true, status: 504 } } },
  );

/** Nobody reads it; logs do. 499 is nginx's status for it. */
export const clientGone = (): GraphQLError =>
  new GraphQLError('The client closed the connection before the answer was ready.', {
    extensions: { code: 'CLIENT_GONE', http: { status: 499 } },
  });

/**
 * Ends a request when its time is up or its client goes: `context.ending` comes, for whoever works for it, and the answer
 * is the error at once, whatever resolvers still hang. Parsing, validation and building the context are within the time;
 * a subscription has it until its first event can come.
 *
 * The executor itself is not told: with a signal it took 10 ms for an answer of 4,000 objects, without one 7.5. It ends by
 * itself as its loaders' statements do.
 */
export function useRequestDeadline(settings: Settings): Plugin {
  const maximum = settings.STEPPE_REQUEST_TIMEOUT_MS;
  const writing = new WeakSet<Ending>();
  return {
    onExecute({ args, context }) {
      const { ending } = context as Partial<Deadline>;
      if (ending && getOperationAST(args.document, args.operationName)?.operation === 'mutation')
        writing.add(ending);
    },
    onParams({ context, paramsHandler, setParamsHandler }) {
      const { req } = context as { readonly req?: IncomingMessage };
      const arrival = req && arrivals.get(req);
      const left = arrival === undefined ? maximum : Math.max(0, arrival + maximum - performance.now());
      setParamsHandler(
        (payload) =>
          new Promise((resolve, reject) => {
            const deadline: Deadline = { ending: new Ending() };
            Object.assign(payload.context, deadline);

            const client = payload.request.signal;
            const settle = (): void => {
              clearTimeout(timer);
              client.removeEventListener('abort', onGone);
            };
            const end = (reason: GraphQLError): void => {
              settle();
              deadline.ending.end(reason);
              resolve({ errors: [reason] });
            };
            const onGone = (): void => end(clientGone());
            const timer = setTimeout(() => end(timeUp(maximum, writing.has(deadline.ending))), left);
            client.addEventListener('abort', onGone, { once: true });
            if (client.aborted) return onGone();
            const answered = async () => paramsHandler(payload);
            answered().finally(settle).then(resolve, reject);
          }),
      );
    },
  };
}
