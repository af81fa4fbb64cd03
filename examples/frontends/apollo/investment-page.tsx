import type { ApolloClient } from '@apollo/client';
import { ApolloProvider, useQuery } from '@apollo/client/react';
import { Pager } from '../view/pager.tsx';
import { newerThan, olderThan, type Page, type Place } from '../view/place.ts';
import { graphql } from './graphql/index.ts';
import { Investment } from './investment.tsx';

const InvestmentPageQuery = graphql(`
  query InvestmentPage($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    node(id: $id) {
      __typename
      id
      ... on Entity {
        name
        description
      }
      ... on Organization {
        facts(
          first: $first
          after: $after
          last: $last
          before: $before
          predicates: [INVESTED_IN]
          direction: OUT
        ) {
          totalCount
          edges { cursor node { id ...InvestmentFact } }
          pageInfo { startCursor endCursor hasPreviousPage hasNextPage }
        }
      }
    }
  }
`);

function Organization({ id, page }: Place) {
  const { data, loading, error, fetchMore, refetch } = useQuery(InvestmentPageQuery, {
    variables: { id, ...page },
    notifyOnNetworkStatusChange: true,
  });
  if (error) return <p>{error.message}</p>;
  if (!data) return <p>Loading …</p>;
  if (data.node?.__typename !== 'Organization') return <p>There is no organization {id}.</p>;
  const { name, description, facts } = data.node;
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = facts.pageInfo;
  const show = (variables: Page) => fetchMore({ variables });
  return (
    <>
      <h1>{name}</h1>
      <p>{description}</p>
      <ol>
        {facts.edges.map(({ node }) => (
          <Investment key={node.id} fact={node} />
        ))}
      </ol>
      <Pager
        shown={facts.edges.length}
        total={facts.totalCount}
        isLoading={loading}
        onNewer={hasPreviousPage ? () => show(newerThan(startCursor)) : null}
        onOlder={hasNextPage ? () => show(olderThan(endCursor)) : null}
        onRefresh={() => refetch()}
      />
    </>
  );
}

export function InvestmentPage({ client, place }: { client: ApolloClient; place: Place }) {
  return (
    <ApolloProvider client={client}>
      <Organization {...place} />
    </ApolloProvider>
  );
}
