import { Suspense } from 'react';
import { graphql, RelayEnvironmentProvider, useLazyLoadQuery } from 'react-relay';
import type { Environment } from 'relay-runtime';
import { ErrorBoundary } from '../view/error-boundary.tsx';
import type { Place } from '../view/place.ts';
import type { investmentPageQuery } from './__generated__/investmentPageQuery.graphql.ts';
import { EntityHeading } from './entity-heading.tsx';
import { InvestmentList } from './investment-list.tsx';

function Organization({ id, page }: Place) {
  const { node } = useLazyLoadQuery<investmentPageQuery>(
    graphql`
      query investmentPageQuery($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
        node(id: $id) {
          ...entityHeading_entity @alias(as: "entity")
          ...investmentList_organization
            @arguments(first: $first, after: $after, last: $last, before: $before)
            @alias(as: "organization")
        }
      }
    `,
    { id, ...page },
  );
  if (!node?.organization || !node.entity) return <p>There is no organization {id}.</p>;
  return (
    <>
      <EntityHeading entity={node.entity} />
      <InvestmentList organization={node.organization} />
    </>
  );
}

export function InvestmentPage({ environment, place }: { environment: Environment; place: Place }) {
  return (
    <RelayEnvironmentProvider environment={environment}>
      <ErrorBoundary>
        <Suspense fallback={<p>Loading …</p>}>
          <Organization {...place} />
        </Suspense>
      </ErrorBoundary>
    </RelayEnvironmentProvider>
  );
}
