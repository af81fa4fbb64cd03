import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode } from 'graphql';
import possibleTypes from '../schema/possibleTypes.json';
import { eventsLink } from './events-link.ts';

/** Arguments that make another list; `first`, `after`, `last` and `before` are pages of one. */
const LIST_ARGUMENTS = ['direction', 'orderBy', 'predicates', 'where'];

/** @param uri the server’s `/graphql`. */
export function createClient(uri: string): ApolloClient {
  return new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      eventsLink(uri),
      new HttpLink({ uri }),
    ),
    cache: new InMemoryCache({
      possibleTypes,
      typePolicies: {
        // Holds for every type that is an Entity, as `possibleTypes` has them.
        Entity: { fields: { facts: relayStylePagination(LIST_ARGUMENTS) } },
        // What has no id is part of what it stands in: fields that another query asked of it stay.
        Quantity: { merge: true },
        Period: { merge: true },
        About: { merge: true },
      },
    }),
  });
}
