import { graphql, usePaginationFragment } from 'react-relay';
import { Pager } from '../view/pager.tsx';
import { PAGE_SIZE } from '../view/place.ts';
import type { InvestmentListPageQuery } from './__generated__/InvestmentListPageQuery.graphql.ts';
import type { investmentList_organization$key } from './__generated__/investmentList_organization.graphql.ts';
import { Investment } from './investment.tsx';

export function InvestmentList({ organization }: { readonly organization: investmentList_organization$key }) {
  const { data, hasNext, hasPrevious, loadNext, loadPrevious, isLoadingNext, isLoadingPrevious, refetch } =
    usePaginationFragment<InvestmentListPageQuery, investmentList_organization$key>(
      graphql`
        fragment investmentList_organization on Organization
        @refetchable(queryName: "InvestmentListPageQuery")
        @argumentDefinitions(
          first: { type: "Int" }
          after: { type: "String" }
          last: { type: "Int" }
          before: { type: "String" }
        ) {
          facts(
            first: $first
            after: $after
            last: $last
            before: $before
            predicates: [INVESTED_IN]
            direction: OUT
          ) @connection(key: "investmentList_facts") {
            totalCount
            edges {
              node {
                id
                ...investment_fact
              }
            }
          }
        }
      `,
      organization,
    );
  const { edges, totalCount } = data.facts;
  return (
    <>
      <ol>
        {edges.map(({ node }) => (
          <Investment key={node.id} fact={node} />
        ))}
      </ol>
      <Pager
        shown={edges.length}
        total={totalCount}
        isLoading={isLoadingNext || isLoadingPrevious}
        onNewer={hasPrevious ? () => loadPrevious(PAGE_SIZE) : null}
        onOlder={hasNext ? () => loadNext(PAGE_SIZE) : null}
        onRefresh={() => refetch({}, { fetchPolicy: 'store-and-network' })}
      />
    </>
  );
}
