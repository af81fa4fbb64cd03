import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Defer20220824Handler } from '@apollo/client/incremental';
import { expect, test } from 'vitest';
import { createClient } from '../apollo/client.ts';
import { InvestmentPage } from '../apollo/investment-page.tsx';
import { pageContract } from './page-contract.tsx';
import { ask, assertInvestment, token, url } from './steppe.ts';

pageContract({
  at: (place) => <InvestmentPage client={createClient(url)} place={place} />,
  beginsAnywhere: true,
});

test('Whatever implements an interface is found in the cache by a fragment on the interface.', async () => {
  const client = createClient(url);
  const { data } = await client.query<{ node: { name: string } }>({
    query: gql`query { node(id: "project_made_up_smelter") { id ... on Entity { name } } }`,
  });
  expect(data?.node.name).toBe('Made-up smelter');
  expect(
    client.readFragment({
      id: 'Project:project_made_up_smelter',
      fragment: gql`fragment Named on Entity { name }`,
    }),
  ).toMatchObject({ name: 'Made-up smelter' });
});

test('@defer is answered by an error that says what to do.', async () => {
  const deferring = new ApolloClient({
    link: new HttpLink({ uri: url }),
    cache: new InMemoryCache(),
    incrementalHandler: new Defer20220824Handler(),
  });
  const query = gql`
    query {
      about {
        changeNumber
        ... @defer {
          claimCount
        }
      }
    }
  `;
  await expect(deferring.query({ query })).rejects.toThrow('@defer: this server sends each answer whole.');
});

test.skipIf(!token)('The past is asked without the cache, which holds the present.', async () => {
  const client = createClient(url);
  const id = `org_then_${Date.now()}`;
  await assertInvestment(id, 'project_then', '1');
  const { about } = await ask<{ about: { changeNumber: number } }>('{ about { changeNumber } }');
  await assertInvestment(id, 'project_then_too', '2');

  const Investments = gql`
    fragment Investments on Organization {
      id
      facts(predicates: [INVESTED_IN]) {
        totalCount
      }
    }
  `;
  interface Found {
    readonly node: { readonly facts: { readonly totalCount: number } };
  }
  const now = {
    query: gql`
      query ($id: ID!) {
        node(id: $id) {
          ...Investments
        }
      }
      ${Investments}
    `,
    variables: { id },
  };
  expect((await client.query<Found>(now)).data?.node.facts.totalCount).toBe(2);
  const then = await client.query<{ asOf: Found }>({
    query: gql`
      query ($id: ID!, $change: Int) {
        asOf(change: $change) {
          node(id: $id) {
            ...Investments
          }
        }
      }
      ${Investments}
    `,
    variables: { id, change: about.changeNumber },
    fetchPolicy: 'no-cache',
  });
  expect(then.data?.asOf.node.facts.totalCount).toBe(1);
  const again = await client.query<Found>({ ...now, fetchPolicy: 'cache-first' });
  expect(again.data?.node.facts.totalCount).toBe(2);
});
