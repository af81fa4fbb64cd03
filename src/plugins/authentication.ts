import { type ExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type Caller, hasRole } from '../auth/caller.ts';
import { identify } from '../auth/tokens.ts';
import { writeCost } from '../auth/write-cost.ts';
import type { Graph } from '../graph/graph.ts';
import type { Settings } from '../settings.ts';
import { LimitExceeded } from './limit-exceeded.ts';
import { measuredCost } from './operation-limits.ts';
import { pageProblems } from './page-problems.ts';
import type { Deadline } from './request-deadline.ts';

const CHALLENGE = 'Bearer realm="steppe"';

/** RFC 6750, section 3: a request without a token is told the scheme, one with a bad token that it is bad. */
export const unauthenticated = (message: string, isInvalid: boolean): GraphQLError =>
  new GraphQLError(message, {
    extensions: {
      code: 'UNAUTHENTICATED',
      http: {
        status: 401,
        headers: { 'WWW-Authenticate': isInvalid ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE },
      },
    },
  });

const forbidden = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });

/**
 * The secret after `Bearer`. Another scheme is not ours: a proxy in front may ask for a password of its own. Cookies are not
 * read, so that no page elsewhere can write in a visitor's name.
 */
const secretIn = (request: Request): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1];

/**
 * Learns who is asking before the operation is even parsed, and refuses a token that is not good. It stands before the
 * deadline, whose time it thereby is within.
 */
export function useAuthentication(
  graph: Graph,
  { STEPPE_READ: reading, STEPPE_REQUEST_TIMEOUT_MS: timeoutMs }: Settings,
): Plugin<Deadline & { caller?: Caller }> {
  return {
    onParams({ request, context, paramsHandler, setParamsHandler }) {
      const secret = secretIn(request);
      if (secret === undefined && reading === 'open') return;
      setParamsHandler(async (payload): Promise<ExecutionResult> => {
        const refuse = (message: string) => ({ errors: [unauthenticated(message, secret !== undefined)] });
        if (secret === undefined)
          return refuse(
            'This server answers callers with a token only: send `Authorization: Bearer steppe_…`.',
          );
        const { ending } = payload.context as Partial<Deadline>;
        const caller = await identify(graph, secret, { signal: ending?.signal, timeoutMs });
        if (typeof caller === 'string') return refuse(`${caller} Ask whoever runs this server for another.`);
        Object.assign(context, { caller });
        return (await paramsHandler(payload)) as ExecutionResult;
      });
    },
  };
}

/**
 * Lets only editors write, and so much an operation as its cost allows. It stands after the operation's limits and before
 * whatever reaches the graph.
 */
export function useWriters(settings: Settings): Plugin<{ caller?: Caller }> {
  const maximum = settings.STEPPE_MAX_COST;
  const limits = { defaultSize: settings.STEPPE_DEFAULT_PAGE, maxSize: settings.STEPPE_MAX_PAGE };
  return {
    onExecute({ args, context, setResultAndStopExecution }) {
      if (getOperationAST(args.document, args.operationName)?.operation !== 'mutation') return;
      const { caller } = context;
      if (!caller) {
        const message = 'Writing needs the token of an editor: send `Authorization: Bearer steppe_…`.';
        setResultAndStopExecution({ errors: [unauthenticated(message, false)] });
        return;
      }
      if (!hasRole(caller, 'editor')) {
        const message = `Writing needs the token of an editor; this one is a ${caller.role}’s.`;
        setResultAndStopExecution({ errors: [forbidden(message)] });
        return;
      }
      const problems = pageProblems(args, limits);
      if (problems.length > 0) {
        setResultAndStopExecution({ errors: problems });
        return;
      }
      const cost = writeCost(args.document, args.operationName, args.variableValues);
      const measured = (measuredCost(context)?.cost ?? 0) + cost;
      if (measured <= maximum) return;
      const advice = 'Send fewer claims an operation, or ask for less of what they come to.';
      const what = 'The cost of this operation, what it writes and can return,';
      setResultAndStopExecution({
        errors: [new LimitExceeded({ limit: 'cost', what, maximum, measured, advice })],
      });
    },
  };
}
