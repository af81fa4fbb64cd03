import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { DatabaseUnavailable, StatementEnded } from '../graph/graph.ts';

/** What went wrong below GraphQL's own wrappers. */
function innermost(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? innermost(error.originalError) : error;
}

/** Lets through what was written for a person; the rest is logged under a reference, and only that is shown. */
export function maskErrors(logger: Logger) {
  return (error: unknown): Error => {
    const cause = innermost(error);
    const place = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
    if (cause instanceof GraphQLError) return error as GraphQLError;
    if (cause instanceof StatementEnded)
      return new GraphQLError(`Not answered in time: ${cause.message}. Ask for less at a time.`, {
        ...place,
        extensions: { code: 'TIMEOUT', http: { status: 504 } },
      });
    if (cause instanceof DatabaseUnavailable) {
      logger.error({ reason: cause.message }, 'the database does not answer');
      return new GraphQLError('The database does not answer at the moment. Try again in a few seconds.', {
        ...place,
        extensions: { code: 'DATABASE_UNAVAILABLE', http: { status: 503 } },
      });
    }
    const reference = randomUUID();
    logger.error({ err: cause, reference }, 'unexpected error');
    return new GraphQLError(`Something went wrong on the server. Reference for its log: ${reference}`, {
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', reference, http: { status: 500 } },
    });
  };
}
