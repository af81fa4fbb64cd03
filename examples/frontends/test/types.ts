import type { ResultOf, VariablesOf } from 'gql.tada';
import { expectTypeOf } from 'vitest';
import type { Told as ToldToApollo } from '../apollo/facts-changed.ts';
import type { InvestmentFactFragment, InvestmentPageQueryVariables } from '../apollo/graphql/graphql.ts';
import type { Told as ToldToRelay } from '../relay/facts-changed.ts';
import type { Told as ToldToUrql } from '../urql/facts-changed.ts';
import { graphql } from '../urql/graphql.ts';
import type { InvestmentFact } from '../urql/investment.tsx';

/** `npm run types` checks these: what the generated types say of the schema. Nothing here runs. */

type Generated = InvestmentFactFragment;
type Inferred = ResultOf<typeof InvestmentFact>;

// What may be unknown is nullable; decimals are text; lists are never null.
expectTypeOf<NonNullable<Generated['value']>['amount']>().toEqualTypeOf<string | null>();
expectTypeOf<NonNullable<Inferred['value']>['amount']>().toEqualTypeOf<string | null>();
expectTypeOf<Generated['isDisputed']>().toEqualTypeOf<boolean>();
expectTypeOf<Inferred['isDisputed']>().toEqualTypeOf<boolean>();
expectTypeOf<Generated['claims']['nodes'][number]['source']['title']>().toEqualTypeOf<string | null>();
expectTypeOf<Inferred['claims']['nodes'][number]['source']['title']>().toEqualTypeOf<string | null>();

// Enums are closed.
expectTypeOf<NonNullable<Inferred['value']>['bound']>().toEqualTypeOf<
  'APPROXIMATE' | 'AT_LEAST' | 'AT_MOST' | 'EXACT' | 'RANGE'
>();
expectTypeOf<`${NonNullable<Generated['value']>['bound']}`>().toEqualTypeOf<
  NonNullable<Inferred['value']>['bound']
>();

// So are those of events, and a fact that is gone is null.
type ChangedBy<Told extends { readonly facts: readonly unknown[] }> = Told['facts'][number];
expectTypeOf<`${ChangedBy<ToldToApollo>['kind']}`>().toEqualTypeOf<'ADDED' | 'CHANGED' | 'REMOVED'>();
expectTypeOf<ChangedBy<ToldToUrql>['kind']>().toEqualTypeOf<'ADDED' | 'CHANGED' | 'REMOVED'>();
expectTypeOf<'ADDED'>().toExtend<ChangedBy<ToldToRelay>['kind']>();
// @ts-expect-error: it may be gone
export const gone = ({ fact }: ChangedBy<ToldToApollo>) => fact.object;
// @ts-expect-error: it may be gone
export const goneToo = ({ fact }: ChangedBy<ToldToUrql>) => fact.object;
// @ts-expect-error: it may be gone
export const goneFromRelay = ({ fact }: ChangedBy<ToldToRelay>) => fact.object;

// What is needed must be given.
// @ts-expect-error: without an id
export const noId: InvestmentPageQueryVariables = { first: 3 };

// One of the fields of a @oneOf input.
const byOne = graphql(`query ($by: EntityBy!) { entity(by: $by) { name } }`);
export const one: VariablesOf<typeof byOne> = { by: { name: 'Changan' } };
// @ts-expect-error: none
export const none: VariablesOf<typeof byOne> = { by: {} };

// @ts-expect-error: a field that is not selected
export const absent = (fact: Generated) => fact.sourceCount;
// @ts-expect-error: a field that is not selected
export const absentToo = (fact: Inferred) => fact.sourceCount;
