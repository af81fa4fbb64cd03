import { branchesOf, entityFacts, observationList, relationList, type Side } from '../src/graph/branches.ts';
import type { ListedEntity } from '../src/loaders/entity-lists.ts';
import { after } from '../src/model/maybe-promise.ts';
import { bestName, type Name } from '../src/model/names.ts';
import {
  allPredicates,
  declarationOf,
  type EntityKind,
  entityKinds,
  kindOfId,
  kinds,
  type Predicate,
  predicatesOf,
  type RelationPredicate,
} from '../src/ontology.ts';
import { builder, type FieldsOf } from './builder.ts';
import { ClaimConnectionRef, type ClaimListArguments, claimLists } from './claim.ts';
import { connectionType, pageArguments } from './connections.ts';
import { rowWith } from './entity-rows.ts';
import { DirectionEnum, EntityKindEnum, NameKindEnum, PlaceTypeEnum, PredicateEnum } from './enums.ts';
import { FactConnectionRef, ObservationConnectionRef, relationConnections } from './fact.ts';
import { type FactListArguments, factLists, refuseEnds } from './fact-connection.ts';
import { ClaimFilterInput, FactFilterInput, FactOrderInput } from './inputs.ts';
import { oncePerInfo, type Place, placeOf, readAheadBelow, readsAhead } from './read-ahead.ts';
import { EntityInterface, type EntityRef, kindRefs, NodeInterface, typeOfRef } from './refs.ts';
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

const factArguments = builder.args((t) => ({
  where: t.field({ type: FactFilterInput, description: 'Which facts.' }),
  orderBy: t.field({
    type: FactOrderInput,
    description: 'In which order; latest period first unless given.',
  }),
  ...pageArguments,
}));

const idsOf = (refs: readonly EntityRef[]): string[] => refs.map(({ id }) => id);

interface EntityFactsArguments extends FactListArguments {
  readonly predicates?: readonly Predicate[] | null | undefined;
  readonly direction?: Side | 'BOTH' | null | undefined;
}

const entityFactLists = (place: Place, args: EntityFactsArguments) =>
  factLists(
    place,
    entityFacts,
    () => {
      refuseEnds(args.where);
      const branches = [...new Set(args.predicates ?? allPredicates)].flatMap((predicate) =>
        branchesOf(predicate, args.direction ?? 'BOTH'),
      );
      return { branches, name: 'Fact' };
    },
    args,
  );

interface ObservationArguments extends FactListArguments {
  readonly variables?: readonly string[] | null | undefined;
}

const observationLists = (place: Place, args: ObservationArguments) =>
  factLists(
    place,
    observationList,
    () => {
      refuseEnds(args.where);
      const { variables = null } = args;
      return { branches: observationList.branches, name: 'Observation', variables };
    },
    args,
  );

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
      resolve: (ref, { language }, context, info) => {
        // What is asked most: of rows that are there, without a closure each.
        if (!language && ref.row) return ref.row.name;
        if (!language) return after(rowWith(ref, 'basic', context, info), (row) => row?.name ?? null);
        return after(rowWith(ref, 'names', context, info), (row) => bestName(row?.names ?? [], language));
      },
    }),
    names: t.field({
      type: [NameRef],
      nullable: false,
      description: 'Every name: official ones, others in use, transliterations.',
      resolve: (ref, _, context, info) =>
        after(rowWith(ref, 'names', context, info), (row) => row?.names ?? []),
    }),
    description: t.string({
      description: 'One sentence on what it is.',
      resolve: (ref, _, context, info) =>
        after(rowWith(ref, 'details', context, info), (row) => row?.details?.description ?? null),
    }),
    identifiers: t.field({
      type: [IdentifierRef],
      nullable: false,
      description: 'What registries call it.',
      resolve: (ref, _, context, info) =>
        after(rowWith(ref, 'details', context, info), (row) => row?.details?.identifiers ?? []),
    }),
    within: t.field({
      type: [kindRefs.PLACE],
      nullable: false,
      description: 'The places that contain it, nearest first: city, region, country.',
      extensions: readsAhead<EntityRef, object>(async (refs, _, place) => {
        const columns = entityColumns(selectedPaths(place), ['']);
        const lists = await place.view.loaders.within.readAhead(columns, idsOf(refs));
        await readAheadBelow(place, lists.flat(), typeOfRef);
      }),
      resolve: ({ id }, _, context, info) => {
        const columns = entityColumns(selectedPaths(info), ['']);
        return after(viewOf(context, info).loaders.within.load(columns, id), (places) =>
          places.map((row): EntityRef => ({ id: row.id, row, columns })),
        );
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
      extensions: readsAhead<EntityRef, EntityFactsArguments>((refs, args, place) =>
        entityFactLists(place, args).readAhead(refs),
      ),
      resolve: ({ id }, args, context, info) =>
        oncePerInfo(info, () => entityFactLists(placeOf(context, info), args)).of(id),
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
      extensions: readsAhead<EntityRef, ObservationArguments>((refs, args, place) =>
        observationLists(place, args).readAhead(refs),
      ),
      resolve: ({ id }, args, context, info) =>
        oncePerInfo(info, () => observationLists(placeOf(context, info), args)).of(id),
    }),
    claims: t.field({
      type: ClaimConnectionRef,
      nullable: false,
      description: 'What sources say of it, at either end of the claim.',
      args: { where: t.arg({ type: ClaimFilterInput, description: 'Which claims.' }), ...pageArguments },
      extensions: readsAhead<EntityRef, ClaimListArguments>((refs, args, place) =>
        claimLists(place, 'entity', args).readAhead(idsOf(refs)),
      ),
      resolve: ({ id }, args, context, info) =>
        oncePerInfo(info, () => claimLists(placeOf(context, info), 'entity', args)).of(id),
    }),
  }),
});

/** The connection field of one predicate on the kinds at one of its ends. */
function relationField(t: FieldsOf<EntityRef>, predicate: RelationPredicate, side: Side) {
  const declaration = declarationOf(predicate);
  const list = relationList(predicate, side);
  const type = relationConnections.get(predicate);
  if (!type) throw new Error(`no connection type for ${predicate}`);
  const query = {
    branches: list.branches,
    name: declaration.type,
    valueField: declaration.value?.field,
    isOfFarEnds: true,
  };
  const listsAt = (place: Place, args: FactListArguments) =>
    factLists(
      place,
      list,
      () => {
        refuseEnds(args.where);
        return query;
      },
      args,
    );
  return t.field({
    type,
    nullable: false,
    description: side === 'OUT' ? declaration.forwardDescription : declaration.reverseDescription,
    args: factArguments,
    extensions: readsAhead<EntityRef, FactListArguments>((refs, args, place) =>
      listsAt(place, args).readAhead(refs),
    ),
    resolve: ({ id }, args, context, info) =>
      oncePerInfo(info, () => listsAt(placeOf(context, info), args)).of(id),
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
          resolve: (ref, _, context, info) =>
            after(rowWith(ref, 'type', context, info), (row) => row?.type ?? null),
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
