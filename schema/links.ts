import { GraphQLError } from 'graphql';
import type { View } from '../src/context.ts';
import { InvalidArgument } from '../src/errors.ts';
import type { FactRow } from '../src/loaders/fact-rows.ts';
import { after, type MaybePromise } from '../src/model/maybe-promise.ts';
import { type Predicate, type RelationPredicate, relationPredicates } from '../src/ontology.ts';

/** The predicates of facts between two entities; all unless some are asked for. */
export const linkingPredicates = (asked: readonly Predicate[] | null | undefined): RelationPredicate[] =>
  relationPredicates.filter((predicate) => asked?.includes(predicate) ?? true);

/** @throws InvalidArgument when a number is not within its bounds. */
export function inRange(argument: string, value: number, from: number, to: number): number {
  if (value >= from && value <= to) return value;
  throw new InvalidArgument(argument, `must be from ${from} to ${to}, not ${value}`, {
    limit: argument,
    maximum: to,
  });
}

/** A fact that was there a moment ago. */
function there(fact: FactRow | null): FactRow {
  if (fact) return fact;
  throw new GraphQLError('The graph was changed while it was searched: ask again.', {
    extensions: { code: 'CONFLICT' },
  });
}

/** A fact that was met, by its id. */
export const factOf = (id: string, { loaders }: View): MaybePromise<FactRow> =>
  after(loaders.facts.load({}, id), there);

/** Reads facts ahead that were met, for many parents. */
export const readFactsAhead = async (ids: readonly string[], { loaders }: View): Promise<FactRow[]> =>
  (await loaders.facts.readAhead({}, ids)).flatMap((fact) => fact ?? []);
