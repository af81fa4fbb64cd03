import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../src/context.ts';
import { branchesOf, entityFacts, observationList, relationList, type Side } from '../src/graph/branches.ts';
import type { EntityRow } from '../src/loaders/entities.ts';
import type { ListedEntity } from '../src/loaders/entity-lists.ts';
import { bestName, type Name } from '../src/model/names.ts';
import {
  allPredicates,
  declarationOf,
  type EntityKind,
  entityKinds,
  kindOfId,
  kinds,
  predicatesOf,
  type RelationPredicate,
} from '../src/ontology.ts';
import { builder, type FieldsOf } from './builder.ts';
import { ClaimConnectionRef, claimConnection } from './claim.ts';
import { connectionType, pageArguments } from './connections.ts';
import { DirectionEnum, EntityKindEnum, NameKindEnum, PlaceTypeEnum, PredicateEnum } from './enums.ts';
import { FactConnectionRef, ObservationConnectionRef, relationConnections } from './fact.ts';
import { type FactConnection, factConnection, refuseEnds } from './fact-connection.ts';
import { ClaimFilterInput, FactFilterInput, FactOrderInput } from './inputs.ts';
import { EntityInterface, type EntityRef, kindRefs, NodeInterface } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { viewOf } from './view.ts';

const NameRef = builder.objectRef<Name>('Name').implement({
  description: 'A name of an entity. Names are well-known facts, not claims of a source.',
  fields: (t) => ({
    text: t.exposeString('text', { nullable: false, description: 'The name as written.' }),
    language: t.exposeString('language', { description: 'Its language, BCP 47: `kk`.' }),
    script: t.exposeString('script', { description: 'Its script, ISO 15924: `Cyrl`.' }),
    kind: t.expose('kind', { type: NameKindEnum, nullable: false, description: 'What sort of name it is.' }),
  }),
});

const IdentifierRef = builder
  .objectRef<{ readonly scheme: string; readonly value: string }>('Identifier')
  .implement({
    description: 'What a registry calls an entity.',
    fields: (t) => ({
      scheme: t.exposeString('scheme', {
        nullable: false,
        description: 'The registry: `wikidata`, `iso3166-1`, `geonames`, `lei`, `gem`.',
      }),
      value: t.exposeString('value', { nullable: false, description: 'The identifier there.' }),
    }),
  });

/** What has been read of an entity if it holds the group asked for, else what reading gives. */
async function rowWith(
  ref: EntityRef,
  group: 'basic' | 'details' | 'names',
  context: RequestContext,
  info: GraphQLResolveInfo,
): Promise<EntityRow | null> {
  if (ref.row && (group === 'basic' || ref.row[group])) return ref.row;
  const { details = false, names = false } = ref.columns ?? {};
  const columns = { details: details || group === 'details', names: names || group === 'names' };
  return viewOf(context, info).loaders.entities.load(columns, ref.id);
}

const factArguments = builder.args((t) => ({
  where: t.field({ type: FactFilterInput, description: 'Which facts.' }),
  orderBy: t.field({
    type: FactOrderInput,
    description: 'In which order; latest period first unless given.',
  }),
  ...pageArguments,
}));

EntityInterface.implement({
  description: 'A thing that facts are about.',
  interfaces: [NodeInterface],
  resolveType: ({ id }) => {
    const kind = kindOfId(id);
    return kind && kinds[kind].label;
  },
  fields: (t) => ({
    kind: t.field({
      type: EntityKindEnum,
      nullable: false,
      description: 'What sort of thing it is.',
      resolve: ({ id }) => kindOfId(id) as EntityKind,
    }),
    name: t.string({
      description:
        'Its best name: in the language asked for where there is one, else in English or Latin script.',
      args: { language: t.arg.string({ description: 'BCP 47: `kk`, `ru`, `zh`.' }) },
      resolve: async (ref, { language }, context, info) => {
        if (!language) return (ref.row ?? (await rowWith(ref, 'basic', context, info)))?.name ?? null;
        return bestName((await rowWith(ref, 'names', context, info))?.names ?? [], language);
      },
    }),
    names: t.field({
      type: [NameRef],
      nullable: false,
      description: 'Every name: official ones, others in use, transliterations.',
      resolve: async (ref, _, context, info) => (await rowWith(ref, 'names', context, info))?.names ?? [],
    }),
    description: t.string({
      description: 'One sentence on what it is.',
      resolve: async (ref, _, context, info) =>
        (await rowWith(ref, 'details', context, info))?.details?.description ?? null,
    }),
    identifiers: t.field({
      type: [IdentifierRef],
      nullable: false,
      description: 'What registries call it.',
      resolve: async (ref, _, context, info) =>
        (await rowWith(ref, 'details', context, info))?.details?.identifiers ?? [],
    }),
    within: t.field({
      type: [kindRefs.PLACE],
      nullable: false,
      description: 'The places that contain it, nearest first: city, region, country.',
      resolve: async ({ id }, _, context, info) => {
        const columns = entityColumns(selectedPaths(info), ['']);
        const places = await viewOf(context, info).loaders.within.load(columns, id);
        return places.map((row): EntityRef => ({ id: row.id, row, columns }));
      },
    }),
    facts: t.field({
      type: FactConnectionRef,
      nullable: false,
      description: 'All that is known of it, of every kind and from both ends.',
      args: {
        predicates: t.arg({ type: [PredicateEnum], description: 'Only facts of these kinds.' }),
        direction: t.arg({
          type: DirectionEnum,
          defaultValue: 'BOTH',
          description: 'At which end of the facts it stands.',
        }),
        ...factArguments,
      },
      resolve: ({ id }, { predicates, direction, ...args }, context, info) => {
        refuseEnds(args.where);
        const branches = [...new Set(predicates ?? allPredicates)].flatMap((predicate) =>
          branchesOf(predicate, direction ?? 'BOTH'),
        );
        return factConnection({ list: entityFacts, branches, key: id }, args, context, info);
      },
    }),
    observations: t.field({
      type: ObservationConnectionRef,
      nullable: false,
      description:
        'Figures and statements about it under named variables: exports, investment received, jobs.',
      args: {
        variables: t.arg.stringList({ description: 'Only these variables, exactly as named.' }),
        ...factArguments,
      },
      resolve: ({ id }, { variables, ...args }, context, info) => {
        refuseEnds(args.where);
        const { branches } = observationList;
        return factConnection(
          { list: observationList, branches, key: id, variables: variables ?? null },
          args,
          context,
          info,
        );
      },
    }),
    claims: t.field({
      type: ClaimConnectionRef,
      nullable: false,
      description: 'What sources say of it, at either end of the claim.',
      args: { where: t.arg({ type: ClaimFilterInput, description: 'Which claims.' }), ...pageArguments },
      resolve: ({ id }, args, context, info) => claimConnection('entity', id, args, context, info),
    }),
  }),
});

/** The connection field of one predicate on the kinds at one of its ends. */
function relationField(t: FieldsOf<EntityRef>, predicate: RelationPredicate, side: Side) {
  const declaration = declarationOf(predicate);
  const list = relationList(predicate, side);
  const type = relationConnections.get(predicate);
  if (!type) throw new Error(`no connection type for ${predicate}`);
  return t.field({
    type,
    nullable: false,
    description: side === 'OUT' ? declaration.forwardDescription : declaration.reverseDescription,
    args: factArguments,
    resolve: ({ id }, args, context, info): FactConnection => {
      refuseEnds(args.where);
      const query = { list, branches: list.branches, key: id, valueField: declaration.value?.field };
      return factConnection(query, args, context, info);
    },
  });
}

for (const kind of entityKinds) {
  kindRefs[kind].implement({
    description: kinds[kind].description,
    interfaces: [EntityInterface, NodeInterface],
    fields: (t) => ({
      ...(kind === 'PLACE' && {
        type: t.field({
          type: PlaceTypeEnum,
          description: 'Whether it is a country, a region, a city or a market region.',
          resolve: async (ref, _, context, info) =>
            (await rowWith(ref, 'basic', context, info))?.placeType ?? null,
        }),
      }),
      ...Object.fromEntries([
        ...predicatesOf(kind, 'reverse').map((predicate) => [
          declarationOf(predicate).reverse,
          relationField(t, predicate, 'IN'),
        ]),
        ...predicatesOf(kind, 'forward').map((predicate) => [
          declarationOf(predicate).forward,
          relationField(t, predicate, 'OUT'),
        ]),
      ]),
    }),
  });
}

/** The connection type of lists that hold entities of one kind, or of any. */
const entityConnection = (
  name: string,
  plural: string,
  nodeType: typeof EntityInterface | (typeof kindRefs)[EntityKind],
) =>
  connectionType<ListedEntity>({
    name,
    plural,
    node: ({ entity }): EntityRef => ({ id: entity.id, row: entity }),
    nodeType,
    nodeDescription: 'The entity.',
  });

export const EntityConnectionRef = entityConnection('Entity', 'entities, by name', EntityInterface);
export const kindConnectionRefs = new Map(
  entityKinds.map((kind) => [
    kind,
    entityConnection(kinds[kind].label, `${kinds[kind].plural}, by name`, kindRefs[kind]),
  ]),
);
