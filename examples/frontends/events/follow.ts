import { createClient, type ExecutionResult, type RequestParams, type Sink } from 'graphql-sse';

/** How far a subscription is: it must select `change { number }`. */
interface Told extends Record<string, unknown> {
  readonly factsChanged: { readonly change: { readonly number: number } };
}

/** A second or so at first, then longer, at most half a minute, and not all pages at once. */
const pause = (retries: number): Promise<void> =>
  new Promise((resolve) =>
    setTimeout(resolve, Math.min(1_000 * 2 ** retries, 30_000) * (0.5 + Math.random() / 2)),
  );

/**
 * Subscribes to `factsChanged`. Cut off, it connects again and goes on after the last change that came.
 *
 * @param url the server’s `/graphql`.
 * @returns what ends it.
 */
export function follow(url: string, request: RequestParams, sink: Sink<ExecutionResult<Told>>): () => void {
  let seen: number | undefined;
  // A client of its own: the header speaks of this subscription alone.
  const client = createClient({
    url,
    // Asked at each connection.
    headers: (): Record<string, string> => (seen === undefined ? {} : { 'Last-Event-ID': String(seen) }),
    retryAttempts: Number.POSITIVE_INFINITY,
    retry: pause,
  });
  return client.subscribe<Told, Record<string, unknown>>(request, {
    next(result) {
      seen = result.data?.factsChanged.change.number ?? seen;
      sink.next(result);
    },
    error: (error) => sink.error(error),
    complete: () => sink.complete(),
  });
}
