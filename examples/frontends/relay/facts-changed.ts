import { type Environment, graphql, requestSubscription } from 'relay-runtime';
import type {
  factsChangedSubscription,
  factsChangedSubscription$data,
  factsChangedSubscription$variables,
} from './__generated__/factsChangedSubscription.graphql.ts';

export type Told = factsChangedSubscription$data['factsChanged'];

/** Tells of each change of facts about some entities. @returns what ends it. */
export function followFacts(
  environment: Environment,
  variables: factsChangedSubscription$variables,
  onTold: (told: Told) => void,
  onError: (error: Error) => void,
): () => void {
  const { dispose } = requestSubscription<factsChangedSubscription>(environment, {
    subscription: graphql`
      subscription factsChangedSubscription($entities: [ID!], $since: Int) {
        factsChanged(entities: $entities, since: $since) {
          change {
            number
          }
          facts {
            factId
            kind
            fact {
              object {
                name
              }
              value {
                amount
                unit
              }
            }
            asserted {
              source {
                title
              }
            }
          }
        }
      }
    `,
    variables,
    onNext: (data) => data && onTold(data.factsChanged),
    onError,
  });
  return dispose;
}
