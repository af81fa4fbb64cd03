import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { DatabaseMemoryUsed, DatabaseUnavailable, StatementEnded } from '../graph/database-errors.ts';
import { requestId } from './request-id.ts';

/** What went wrong below GraphQL's own wrappers. */
function innermost(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? innermost(error.originalError) : error;
}

/** The same error with other extensions. */
function withExtensions(error: GraphQLError, extensions: Record<string, unknown>): GraphQLError {
  const { message, nodes, source, positions, path, originalError } = error;
  return new GraphQLError(message, { nodes, source, positions, path, originalError, extensions });
}

/** The path, from the variable on, of a value that graphql-js refuses: `input.claims[3].value.unit`. It tells it in words alone. */
function refusedVariable(message: string): string | undefined {
  const [, name, path] =
    /^Variable "\$(\w+)" (?:of required type|got invalid value .*? at "([^"]+)"; |got invalid value )/s.exec(
      message,
    ) ?? [];
  return path ?? name;
}

/** graphql-js gives no code to what it finds wrong with variables and arguments; a client should have one. */
function withCode(error: GraphQLError): GraphQLError {
  const { extensions, message } = error;
  if (extensions.code !== undefined) return error;
  const isUnsupported = message.startsWith('Schema is not configured');
  const argument = refusedVariable(message);
  return withExtensions(error, {
    ...extensions,
    ...(argument !== undefined && { argument }),
    code: isUnsupported ? 'OPERATION_NOT_SUPPORTED' : 'BAD_USER_INPUT',
  });
}

/** An answer that holds data is one, whatever else failed: its status stays 200 (GraphQL over HTTP, section 6.4.2). */
function withoutStatus(error: GraphQLError): GraphQLError {
  const { http, ...extensions } = error.extensions;
  return http === undefined ? error : withExtensions(error, extensions);
}

/** Lets through what was written for a person; the rest is logged under a reference, and only that is shown. */
export function maskError(logger: Logger, error: unknown, reference: string): Error {
  const cause = innermost(error);
  const place = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
  if (cause instanceof GraphQLError) return withCode(error as GraphQLError);
  if (cause instanceof StatementEnded)
    return new GraphQLError(`Not answered in time: ${cause.message}. Ask for less at a time.`, {
      ...place,
      extensions: { code: 'TIMEOUT', limit: 'time', http: { status: 504 } },
    });
  if (cause instanceof DatabaseUnavailable) {
    logger.error({ id: reference, reason: cause.message }, 'the database does not answer');
    return new GraphQLError('The database does not answer at the moment. Try again in a few seconds.', {
      ...place,
      extensions: { code: 'DATABASE_UNAVAILABLE', http: { status: 503 } },
    });
  }
  if (cause instanceof DatabaseMemoryUsed) {
    logger.error({ id: reference, reason: cause.message }, 'the database has not enough memory');
    const advice =
      'Ask for fewer items (`first: …`), or again later; STEPPE_HEAP_MB gives the database that Steppe starts more';
    return new GraphQLError(`This takes more memory than the database has left. ${advice}.`, {
      ...place,
      extensions: { code: 'DATABASE_MEMORY', limit: 'memory', http: { status: 503 } },
    });
  }
  logger.error({ id: reference, err: cause }, 'unexpected error');
  return new GraphQLError(`Something went wrong on the server. Reference for its log: ${reference}`, {
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', reference, http: { status: 500 } },
  });
}

/**
 * Masks the errors of an execution; the reference is the request's id. It stands last, so that it sees what the plugins
 * before it added. What is thrown outside an execution goes to Yoga's `maskedErrors`.
 */
export function useErrorMask(logger: Logger): Plugin {
  return {
    onExecute: ({ context }) => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result) || !result.errors) return;
        const mask = (error: GraphQLError) =>
          maskError(logger, error, requestId(context.request)) as GraphQLError;
        const errors = result.errors.map(mask);
        setResult({ ...result, errors: result.data ? errors.map(withoutStatus) : errors });
      },
    }),
  };
}

/** Yoga's `maskedErrors`, for what goes wrong before a request is known. */
export const maskedErrors = (logger: Logger) => ({
  maskError: (error: unknown): Error => maskError(logger, error, randomUUID()),
});
