import {
  Environment,
  type FetchFunction,
  type GraphQLSingularResponse,
  Network,
  RecordSource,
  Store,
} from 'relay-runtime';
import { subscribeAt } from './subscribe.ts';

/** @param url the server’s `/graphql`. */
export function createEnvironment(url: string): Environment {
  const ask: FetchFunction = async ({ text, name }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: text, operationName: name, variables }),
    });
    const answer: GraphQLSingularResponse = await response.json();
    // Relay would take what failed for what is not there.
    if ('errors' in answer && answer.errors)
      throw new Error(answer.errors.map(({ message }) => message).join('\n'));
    return answer;
  };
  return new Environment({
    network: Network.create(ask, subscribeAt(url)),
    store: new Store(new RecordSource()),
  });
}
