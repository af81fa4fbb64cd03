import { type Exchange, subscriptionExchange } from '@urql/core';
import { follow } from '../events/follow.ts';

/** Brings subscriptions as events. @param url the server’s `/graphql`. */
export const eventsExchange = (url: string): Exchange =>
  subscriptionExchange({
    forwardSubscription: ({ query = '', operationName, variables }) => ({
      subscribe(sink) {
        let isFirst = true;
        const unsubscribe = follow(
          url,
          { query, operationName, variables },
          {
            next(result) {
              // urql takes a later result without `errors` to have those of the one before.
              sink.next(isFirst ? result : { errors: [], ...result });
              isFirst = false;
            },
            error: (error) => sink.error(error),
            complete: () => sink.complete(),
          },
        );
        return { unsubscribe };
      },
    }),
  });
