import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';

export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    Date: string;
    DateTime: string;
    /** Text, so that no digit is lost. */
    Decimal: string;
  };
}>();

export { type FragmentOf, readFragment } from 'gql.tada';
