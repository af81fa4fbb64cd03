import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../src/context.ts';
import { readPageArguments } from '../src/model/page.ts';
import { builder, type FieldsOf } from './builder.ts';
import { ClaimRef, EntityInterface, type EntityRef, FactRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';

/** What a call about claims came to, as ids; the things themselves are read when they are selected. */
export interface Written {
  readonly changeNumber: number | null;
  readonly claimIds: readonly string[];
  readonly factIds: readonly string[];
}

/** How many of a payload's things are read: a page's size. Their ids are all there, for `nodes(ids:)`. */
const firstOf = <T>(items: readonly T[], first: number | null | undefined, context: RequestContext): T[] =>
  items.slice(0, readPageArguments({ first }, '', context.pageLimits).size);

const firstArgument = builder.args((t) => ({
  first: t.int({
    description: 'How many, from the beginning. The server’s default page is 20, its largest 100.',
  }),
}));

/** `changeNumber`, for any payload. */
export const changeNumberField = <Parent extends { readonly changeNumber: number | null }>(
  t: FieldsOf<Parent>,
) =>
  t.int({
    description:
      'The number of the change that this made; null when nothing was new and nothing was written.',
    resolve: ({ changeNumber }) => changeNumber,
  });

/** An entity to be read as far as it is selected. */
export const entityOf = (id: string, info: GraphQLResolveInfo): EntityRef => ({
  id,
  columns: entityColumns(selectedPaths(info), ['']),
});

/** The fields that payloads about claims have in common. */
export function writtenFields<Parent extends Written>(t: FieldsOf<Parent>) {
  return {
    changeNumber: changeNumberField(t),
    claimIds: t.idList({
      nullable: false,
      description: 'The ids of all claims of the input, new or not, in its order.',
      resolve: ({ claimIds }) => [...claimIds],
    }),
    claims: t.field({
      type: [ClaimRef],
      nullable: false,
      description: 'The first of these claims, as they are now.',
      args: firstArgument,
      resolve: ({ claimIds }, { first }, context) =>
        Promise.all(
          firstOf(claimIds, first, context).map(async (id) => {
            const claim = await context.now.loaders.claims.load({}, id);
            if (!claim) throw new Error(`claim ${id} was written and is not there`);
            return claim;
          }),
        ),
    }),
    factIds: t.idList({
      nullable: false,
      description: 'The ids of the facts that these claims speak of, each once, in the order of the claims.',
      resolve: ({ factIds }) => [...factIds],
    }),
    facts: t.field({
      type: [FactRef],
      nullable: false,
      description:
        'What the claims of the first of these facts add up to now. One that no claim states any more is left out.',
      args: firstArgument,
      resolve: async ({ factIds }, { first }, context) => {
        const facts = firstOf(factIds, first, context).map((id) => context.now.loaders.facts.load({}, id));
        return (await Promise.all(facts)).filter((fact) => fact !== null);
      },
    }),
  };
}

/** The fields about entities that a payload has. */
export function writtenEntityFields<Parent extends { readonly entityIds: readonly string[] }>(
  t: FieldsOf<Parent>,
) {
  return {
    entityIds: t.idList({
      nullable: false,
      description: 'The ids of the entities that the input describes, each once.',
      resolve: ({ entityIds }) => [...entityIds],
    }),
    entities: t.field({
      type: [EntityInterface],
      nullable: false,
      description: 'The first of these entities.',
      args: firstArgument,
      resolve: ({ entityIds }, { first }, context, info) =>
        firstOf(entityIds, first, context).map((id) => entityOf(id, info)),
    }),
  };
}
