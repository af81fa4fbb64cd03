import { ClaimItem, InvestmentItem } from '../view/investment-item.tsx';
import { type FragmentOf, graphql, readFragment } from './graphql.ts';

export const InvestmentFact = graphql(`
  fragment InvestmentFact on Fact {
    object { id name }
    value { amount lower upper bound unit }
    period { edtf }
    isDisputed
    claims(first: 5) {
      nodes { id quote source { id title publisher } }
    }
  }
`);

export function Investment({ fact }: { readonly fact: FragmentOf<typeof InvestmentFact> }) {
  const { object, value, period, isDisputed, claims } = readFragment(InvestmentFact, fact);
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
