import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import './query.ts';
import './search.ts';
import './about.ts';

/** The executable schema. */
export const schema: GraphQLSchema = builder.toSchema({ sortSchema: false });

/** The schema in GraphQL's own language, in an order that does not depend on how files are imported. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
