import type { Client, CombinedError } from '@urql/core';
import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from './graphql.ts';

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

export type Told = ResultOf<typeof FactsChanged>['factsChanged'];

/** Tells of each change of facts about some entities. @returns what ends it. */
export function followFacts(
  client: Client,
  variables: VariablesOf<typeof FactsChanged>,
  onTold: (told: Told) => void,
  onError: (error: CombinedError) => void,
): () => void {
  const { unsubscribe } = client.subscription(FactsChanged, variables).subscribe(({ data, error }) => {
    if (error) onError(error);
    else if (data) onTold(data.factsChanged);
  });
  return unsubscribe;
}
