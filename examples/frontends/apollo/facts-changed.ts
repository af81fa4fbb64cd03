import type { ApolloClient, ErrorLike } from '@apollo/client';
import type { FactsChangedSubscription, FactsChangedSubscriptionVariables } from './graphql/graphql.ts';
import { graphql } from './graphql/index.ts';

const FactsChanged = graphql(`
  subscription FactsChanged($entities: [ID!], $since: Int) {
    factsChanged(entities: $entities, since: $since) {
      change { number }
      facts {
        factId
        kind
        fact { id object { id name } value { amount unit } }
        asserted { id source { id title } }
      }
    }
  }
`);

export type Told = FactsChangedSubscription['factsChanged'];

/** Tells of each change of facts about some entities. @returns what ends it. */
export function followFacts(
  client: ApolloClient,
  variables: FactsChangedSubscriptionVariables,
  onTold: (told: Told) => void,
  onError: (error: ErrorLike) => void,
): () => void {
  const subscription = client.subscribe({ query: FactsChanged, variables }).subscribe(({ data, error }) => {
    if (error) onError(error);
    else if (data) onTold(data.factsChanged);
  });
  return () => subscription.unsubscribe();
}
