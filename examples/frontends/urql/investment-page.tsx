import { useState } from 'react';
import { type Client, Provider, useQuery } from 'urql';
import { Pager } from '../view/pager.tsx';
import { newerThan, olderThan, type Place } from '../view/place.ts';
import { graphql } from './graphql.ts';
import { Investment, InvestmentFact } from './investment.tsx';

const InvestmentPageQuery = graphql(
  `
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
  `,
  [InvestmentFact],
);

function Organization({ id, page: start }: Place) {
  const [page, setPage] = useState(start);
  const [{ data, fetching, error }, refresh] = useQuery({
    query: InvestmentPageQuery,
    variables: { id, ...page },
  });
  if (error) return <p>{error.message}</p>;
  if (!data) return <p>Loading …</p>;
  if (data.node?.__typename !== 'Organization') return <p>There is no organization {id}.</p>;
  const { name, description, facts } = data.node;
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = facts.pageInfo;
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
        isLoading={fetching}
        onNewer={hasPreviousPage ? () => setPage(newerThan(startCursor)) : null}
        onOlder={hasNextPage ? () => setPage(olderThan(endCursor)) : null}
        onRefresh={() => refresh({ requestPolicy: 'network-only' })}
      />
    </>
  );
}

export function InvestmentPage({ client, place }: { client: Client; place: Place }) {
  return (
    <Provider value={client}>
      <Organization {...place} />
    </Provider>
  );
}
