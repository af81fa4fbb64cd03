import { Client, fetchExchange } from '@urql/core';
import { cacheExchange, type KeyGenerator } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import type { IntrospectionQuery } from 'graphql';
import introspection from '../schema/introspection.json';
import { eventsExchange } from './events-exchange.ts';

const { __schema: schema } = introspection as unknown as IntrospectionQuery;

/** Types without an `id` (Quantity, Period, Name …) are kept with the object that they belong to. */
const keys: Record<string, KeyGenerator> = Object.fromEntries(
  schema.types.flatMap((type) =>
    type.kind === 'OBJECT' && !type.fields.some(({ name }) => name === 'id')
      ? [[type.name, () => null] as const]
      : [],
  ),
);

/** @param url the server’s `/graphql`. */
export function createClient(url: string): Client {
  const cache = cacheExchange({
    schema: introspection as unknown as IntrospectionQuery,
    keys,
    resolvers: { Organization: { facts: relayPagination() } },
  });
  return new Client({ url, preferGetMethod: false, exchanges: [cache, fetchExchange, eventsExchange(url)] });
}
