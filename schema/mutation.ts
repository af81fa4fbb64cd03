import { builder } from './builder.ts';
import {
  AssertClaimsInput,
  MergeEntitiesInput,
  PutEntityInput,
  RetractClaimsInput,
  SetRankInput,
  UnmergeEntitiesInput,
} from './mutation-inputs.ts';
import {
  AssertClaimsPayloadRef,
  MergeEntitiesPayloadRef,
  PutEntityPayloadRef,
  RetractClaimsPayloadRef,
  SetRankPayloadRef,
  UnmergeEntitiesPayloadRef,
} from './mutation-payloads.ts';

/** What writes is loaded when it is first asked to: whoever only reads the schema does without it. */
const assertClaims = () => import('./mutation-assert-claims.ts');
const alterClaims = () => import('./mutation-alter-claims.ts');
const merge = () => import('./mutation-merge.ts');
const putEntity = () => import('./mutation-put-entity.ts');

builder.mutationType({
  description:
    'Writing, for callers with an editor’s token. Each field is one change: all of it is written, or nothing and there is an error that names what cannot stand. Every field may be sent again: what is there already is not written twice.',
  fields: (t) => ({
    assertClaims: t.field({
      type: AssertClaimsPayloadRef,
      description:
        'Puts what a source says into the graph. A claim that is there already stays as it is, so asserting twice is asserting once; one that was taken back stands again.',
      args: {
        input: t.arg({ type: AssertClaimsInput, required: true, description: 'The source and its claims.' }),
      },
      resolve: async (_, { input }, context) => (await assertClaims()).assertClaims(input, context),
    }),
    retractClaims: t.field({
      type: RetractClaimsPayloadRef,
      description:
        'Takes claims of one source back. They stay on record with the time; facts are what the other claims add up to.',
      args: {
        input: t.arg({
          type: RetractClaimsInput,
          required: true,
          description: 'The source and which of its claims.',
        }),
      },
      resolve: async (_, { input }, context) => (await alterClaims()).retractClaims(input, context),
    }),
    setRank: t.field({
      type: SetRankPayloadRef,
      description:
        'Ranks claims: a preferred one is shown before all others, a deprecated one only if there is nothing better. What they say stays.',
      args: { input: t.arg({ type: SetRankInput, required: true, description: 'Which claims, and how.' }) },
      resolve: async (_, { input }, context) => (await alterClaims()).setRank(input, context),
    }),
    putEntity: t.field({
      type: PutEntityPayloadRef,
      description:
        'Makes an entity known, or better known: names and identifiers are added, nothing known is taken away.',
      args: {
        input: t.arg({ type: PutEntityInput, required: true, description: 'What it is known by.' }),
      },
      resolve: async (_, { input }, context) => (await putEntity()).putEntity(input, context),
    }),
    mergeEntities: t.field({
      type: MergeEntitiesPayloadRef,
      description:
        'Makes two entities one: names, identifiers, claims and facts count together, and both ids name it. Nothing is lost: `unmergeEntities` undoes it.',
      args: {
        input: t.arg({ type: MergeEntitiesInput, required: true, description: 'Which entity into which.' }),
      },
      resolve: async (_, { input }, context) => (await merge()).mergeEntities(input, context),
    }),
    unmergeEntities: t.field({
      type: UnmergeEntitiesPayloadRef,
      description:
        'Undoes a merge: both entities are what they were, each with what was said of it since. One that is not merged stays as it is.',
      args: {
        input: t.arg({ type: UnmergeEntitiesInput, required: true, description: 'Which entity.' }),
      },
      resolve: async (_, { input }, context) => (await merge()).unmergeEntities(input, context),
    }),
  }),
});
