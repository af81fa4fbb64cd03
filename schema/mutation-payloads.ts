import { builder } from './builder.ts';
import {
  changeNumberField,
  entityOf,
  type Written,
  writtenEntityFields,
  writtenFields,
} from './mutation-written.ts';
import { EntityInterface, SourceRef } from './refs.ts';

/** What asserting claims came to. */
export interface Asserted extends Written {
  readonly sourceId: string;
  readonly newClaimIds: readonly string[];
  readonly entityIds: readonly string[];
  readonly newEntityIds: readonly string[];
}

export const AssertClaimsPayloadRef = builder.objectRef<Asserted>('AssertClaimsPayload').implement({
  description: 'What asserting claims came to.',
  fields: (t) => ({
    ...writtenFields(t),
    newClaimIds: t.idList({
      nullable: false,
      description: 'Those of the claims that did not stand before: not there, or taken back until now.',
      resolve: ({ newClaimIds }) => [...newClaimIds],
    }),
    ...writtenEntityFields(t),
    newEntityIds: t.idList({
      nullable: false,
      description: 'Those of the described entities that were not there before.',
      resolve: ({ newEntityIds }) => [...newEntityIds],
    }),
    source: t.field({
      type: SourceRef,
      nullable: false,
      description: 'The document.',
      resolve: async ({ sourceId }, _, { now }) => {
        const source = await now.loaders.sources.load({}, sourceId);
        if (!source) throw new Error(`source ${sourceId} was written and is not there`);
        return source;
      },
    }),
  }),
});

/** Claims that are there are other than before. */
export interface Altered extends Written {
  readonly alteredIds: readonly string[];
}

export const RetractClaimsPayloadRef = builder.objectRef<Altered>('RetractClaimsPayload').implement({
  description: 'What retracting claims came to.',
  fields: (t) => ({
    ...writtenFields(t),
    retractedClaimIds: t.idList({
      nullable: false,
      description: 'Those of the claims that stood until now.',
      resolve: ({ alteredIds }) => [...alteredIds],
    }),
  }),
});

export const SetRankPayloadRef = builder.objectRef<Altered>('SetRankPayload').implement({
  description: 'What ranking claims came to.',
  fields: (t) => ({
    ...writtenFields(t),
    rankedClaimIds: t.idList({
      nullable: false,
      description: 'Those of the claims that had another rank until now.',
      resolve: ({ alteredIds }) => [...alteredIds],
    }),
  }),
});

export interface PutEntity {
  readonly changeNumber: number | null;
  readonly entityId: string;
  readonly isNew: boolean;
}

export const PutEntityPayloadRef = builder.objectRef<PutEntity>('PutEntityPayload').implement({
  description: 'What putting an entity came to.',
  fields: (t) => ({
    changeNumber: changeNumberField(t),
    entity: t.field({
      type: EntityInterface,
      nullable: false,
      description: 'The entity, as it is known now.',
      resolve: ({ entityId }, _, __, info) => entityOf(entityId, info),
    }),
    isNew: t.exposeBoolean('isNew', { nullable: false, description: 'Whether it was not there before.' }),
  }),
});

/** Entities are merged or apart. */
export interface Merged {
  readonly changeNumber: number | null;
  /** The entity that stands now. */
  readonly entityId: string;
  readonly mergedId: string;
}

export const MergeEntitiesPayloadRef = builder.objectRef<Merged>('MergeEntitiesPayload').implement({
  description: 'What merging entities came to.',
  fields: (t) => ({
    changeNumber: changeNumberField(t),
    entity: t.field({
      type: EntityInterface,
      nullable: false,
      description: 'The entity that stands for both, with the names, identifiers, claims and facts of both.',
      resolve: ({ entityId }, _, __, info) => entityOf(entityId, info),
    }),
    mergedId: t.exposeID('mergedId', {
      nullable: false,
      description:
        'The id that was given up. It names the entity too from now on, and `unmergeEntities` brings it back.',
    }),
  }),
});

export const UnmergeEntitiesPayloadRef = builder.objectRef<Merged>('UnmergeEntitiesPayload').implement({
  description: 'What taking entities apart came to.',
  fields: (t) => ({
    changeNumber: changeNumberField(t),
    entity: t.field({
      type: EntityInterface,
      nullable: false,
      description:
        'The entity that stands for itself again, with what was said of it, also while it was merged.',
      resolve: ({ entityId }, _, __, info) => entityOf(entityId, info),
    }),
  }),
});
