import { ApolloLink } from '@apollo/client';
import { print } from 'graphql';
import { Observable } from 'rxjs';
import { follow } from '../events/follow.ts';

/** Brings subscriptions as events. @param uri the server’s `/graphql`. */
export const eventsLink = (uri: string): ApolloLink =>
  new ApolloLink(
    ({ operationName, variables, query }) =>
      new Observable((observer) => follow(uri, { operationName, variables, query: print(query) }, observer)),
  );
