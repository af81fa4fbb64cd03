import { graphql, useFragment } from 'react-relay';
import { ClaimItem, InvestmentItem } from '../view/investment-item.tsx';
import type { investment_fact$key } from './__generated__/investment_fact.graphql.ts';

export function Investment({ fact }: { readonly fact: investment_fact$key }) {
  const { object, value, period, isDisputed, claims } = useFragment(
    graphql`
      fragment investment_fact on Fact {
        object { name }
        value { amount lower upper bound unit }
        period { edtf }
        isDisputed
        claims(first: 5) {
          nodes { id quote source { title publisher } }
        }
      }
    `,
    fact,
  );
  return (
    <InvestmentItem
      target={object?.name ?? 'something without a name'}
      figure={value}
      period={period?.edtf}
      isDisputed={isDisputed}
    >
      {claims.nodes.map(({ id, quote, source }) => (
        <ClaimItem key={id} quote={quote} title={source.title} publisher={source.publisher} />
      ))}
    </InvestmentItem>
  );
}
