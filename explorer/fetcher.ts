import type { Fetcher } from '@graphiql/toolkit';
import { getOperationAST } from 'graphql';
import { createClient } from 'graphql-sse';

/** A subscription’s events as they come, over the same address. */
const follow: Fetcher = ({ query, operationName, variables }, options) =>
  createClient({ url: window.location.pathname, headers: options?.headers ?? {} }).iterate({
    query,
    variables,
    ...(operationName != null && { operationName }),
  }) as ReturnType<Fetcher>;

/**
 * Sends an operation to the URL of this page, which also answers GraphQL.
 * @throws Error with the status and the text of an answer that is not JSON, as from a proxy in between.
 */
export const fetcher: Fetcher = async (operation, options) => {
  const { documentAST } = options ?? {};
  if (documentAST && getOperationAST(documentAST, operation.operationName)?.operation === 'subscription')
    return follow(operation, options);
  const response = await fetch(window.location.pathname, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json',
      ...options?.headers,
    },
    body: JSON.stringify(operation),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${response.status} ${response.statusText}: ${text.slice(0, 500)}`);
  }
};
