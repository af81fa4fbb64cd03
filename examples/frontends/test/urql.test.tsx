import { gql } from '@urql/core';
import { expect, test } from 'vitest';
import { createClient } from '../urql/client.ts';
import { InvestmentPage } from '../urql/investment-page.tsx';
import { pageContract } from './page-contract.tsx';
import { url } from './steppe.ts';

pageContract({
  at: (place) => <InvestmentPage client={createClient(url)} place={place} />,
  // Graphcache asks nothing of what is before the cursor that its list begins behind.
  beginsAnywhere: false,
});

test('@defer is answered by an error that says what to do.', async () => {
  const query = gql`query { about { changeNumber ... @defer { claimCount } } }`;
  const { error } = await createClient(url).query(query, {});
  expect(error?.message).toContain('@defer: this server sends each answer whole.');
});
