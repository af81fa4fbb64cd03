import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import { suggestEnumValues } from './enum-values.ts';
import './query.ts';
import './query-totals.ts';
import './search.ts';
import './path-search.ts';
import './neighbourhood.ts';
import './candidate.ts';
import './about.ts';
import './recorder.ts';
import './change.ts';
import './as-of.ts';
import './mutation.ts';
import './subscription.ts';

/** The executable schema. */
export const schema: GraphQLSchema = builder.toSchema({ sortSchema: false });
suggestEnumValues(schema);
schema.description =
  'Who invests in what, who makes what, where, how much, from when, and who says so. Begin with `entity`, `search` or `facts`; every fact has `claims`, and every claim its `source`.';

/** The schema in GraphQL's own language, in an order that does not depend on how files are imported. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
