import { Observable, type SubscribeFunction } from 'relay-runtime';
import { follow } from '../events/follow.ts';

/** Brings subscriptions as events. @param url the server’s `/graphql`. */
export const subscribeAt =
  (url: string): SubscribeFunction =>
  ({ text, name }, variables) =>
    Observable.create((sink) =>
      follow(
        url,
        { query: text ?? '', operationName: name, variables },
        {
          next({ data, errors }) {
            if (errors) sink.error(new Error(errors.map(({ message }) => message).join('\n')));
            else if (data) sink.next({ data });
          },
          error: (error) => sink.error(error instanceof Error ? error : new Error(String(error))),
          complete: () => sink.complete(),
        },
      ),
    );
