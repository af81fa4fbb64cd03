import { GraphQLError } from 'graphql';
import { InvalidArgument } from '../src/errors.ts';
import { anchorOf, readClaimFilter } from '../src/loaders/claims.ts';
import { sourceCount, sourceOrder, sourcePage } from '../src/loaders/sources.ts';
import { identifierKey } from '../src/model/identifier.ts';
import { foldName } from '../src/model/names.ts';
import { readPageArguments } from '../src/model/page.ts';
import { entityKinds, kindOfId, kinds } from '../src/ontology.ts';
import { builder } from './builder.ts';
import { ClaimConnectionRef, claimLists } from './claim.ts';
import { once, pageArguments, readItemsAhead } from './connections.ts';
import { EntityConnectionRef, kindConnectionRefs } from './entity.ts';
import { entityConnection } from './entity-connection.ts';
import { columnsFor } from './entity-rows.ts';
import { EntityKindEnum } from './enums.ts';
import { FactConnectionRef } from './fact.ts';
import { factLists } from './fact-connection.ts';
import { graphList } from './graph-list.ts';
import {
  ClaimFilterInput,
  EntityByInput,
  EntityFilterInput,
  EntityOrderInput,
  FactFilterInput,
  FactOrderInput,
} from './inputs.ts';
import { type Place, placeOf, readAheadBelow } from './read-ahead.ts';
import { EntityInterface, type EntityRef, NodeInterface, RowsAlong, typeOfId, typeOfRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { SourceConnectionRef } from './source.ts';
import { findFact } from './standing-ids.ts';

/** Most ids in one call of `nodes`. */
const MAX_IDS = 100;
/** Most entities of one name that an error lists. */
const MAX_NAMED = 20;

/** Reads ahead what is selected below on entities that ids name: ids tell the kind, so it need not wait for the entity. */
const readBelow = (place: Place, ids: readonly string[], along?: RowsAlong): Promise<void> =>
  readAheadBelow(
    place,
    ids.filter((id) => kindOfId(id)).map((id): EntityRef => ({ id, along })),
    typeOfRef,
  );

/** What is read of entities that ids name, and below them, at the same time; their rows with a list of theirs if there is one. */
function startReading(place: Place, ids: readonly string[]): { along: RowsAlong; below: Promise<void> } {
  const along = new RowsAlong(entityColumns(selectedPaths(place), ['']));
  return { along, below: readBelow(place, ids, along) };
}

async function findEntity(
  id: string,
  place: Place,
  { along, below }: ReturnType<typeof startReading>,
): Promise<EntityRef | null> {
  const { columns } = along;
  if (along.isTaken) await below;
  const row =
    along.rows.get(id) ?? (await place.view.loaders.entities.load(columnsFor(columns, 'basic'), id));
  await below;
  // A merged one is found by its old id.
  if (row && row.id !== id) await readBelow(place, [row.id]);
  return row && { id: row.id, row, columns };
}

/** Whatever an id names; null when there is no such thing. */
function findNode(id: string, place: Place, reading: ReturnType<typeof startReading>) {
  const { loaders } = place.view;
  switch (typeOfId(id)) {
    case undefined:
      return null;
    case 'Fact':
      return findFact(id, loaders);
    case 'Claim':
      return loaders.claims.load({}, id);
    case 'Source':
      return loaders.sources.load({}, id);
    default:
      return findEntity(id, place, reading);
  }
}

const entityListArguments = builder.args((t) => ({
  within: t.id({ description: 'Only entities that lie in this place, however deep.' }),
  where: t.field({ type: EntityFilterInput, description: 'Which entities.' }),
  orderBy: t.field({ type: EntityOrderInput, description: 'In which order; by name unless given.' }),
  ...pageArguments,
}));

export const QueryRef = builder.queryType({
  description:
    'Questions about who invests in what, who makes what, where, how much, from when, and who says so.',
  fields: (t) => ({
    node: t.field({
      type: NodeInterface,
      description: 'Whatever an id names; null when there is no such thing.',
      args: { id: t.arg.id({ required: true, description: 'An id as given by this server.' }) },
      resolve: (_, { id }, context, info) => {
        const place = placeOf(context, info);
        return findNode(id, place, startReading(place, [id]));
      },
    }),
    nodes: t.field({
      type: [NodeInterface],
      nullable: { list: false, items: true },
      description: 'Whatever ids name, in their order, with null for those that name nothing.',
      args: {
        ids: t.arg.idList({
          required: true,
          description: `Ids as given by this server, at most ${MAX_IDS}.`,
        }),
      },
      resolve: async (_, { ids }, context, info) => {
        if (ids.length > MAX_IDS)
          throw new InvalidArgument('ids', `at most ${MAX_IDS} ids, not ${ids.length}`, {
            limit: 'ids',
            maximum: MAX_IDS,
          });
        const place = placeOf(context, info);
        const reading = startReading(place, ids);
        return Promise.all(ids.map((id) => findNode(id, place, reading)));
      },
    }),
    entity: t.field({
      type: EntityInterface,
      description: 'One entity by id, by name or by an identifier; null when there is none.',
      args: { by: t.arg({ type: EntityByInput, required: true, description: 'How to find it.' }) },
      resolve: async (_, { by }, context, info) => {
        const place = placeOf(context, info);
        const find = (id: string): Promise<EntityRef | null> =>
          findEntity(id, place, startReading(place, [id]));
        if (by.id != null) return kindOfId(by.id) ? find(by.id) : null;
        const { lookups } = place.view.loaders;
        const name = foldName(by.name ?? '');
        if (!by.identifier && name === '') return null;
        const ids = by.identifier
          ? await lookups.load({ by: 'identifier' }, identifierKey(by.identifier))
          : await lookups.load({ by: 'name' }, name);
        if (ids.length > 1)
          throw new GraphQLError(
            `by.name: ${ids.length} entities carry this name: ask for one by id: ${ids.slice(0, MAX_NAMED).join(', ')}`,
            {
              extensions: { code: 'AMBIGUOUS_NAME', argument: 'by.name', ids: ids.slice(0, MAX_NAMED) },
            },
          );
        const [id] = ids;
        return id === undefined ? null : find(id);
      },
    }),
    entities: t.field({
      type: EntityConnectionRef,
      nullable: false,
      description: 'Entities of all kinds, or of some.',
      args: {
        kinds: t.arg({ type: [EntityKindEnum], description: 'Only entities of these kinds.' }),
        ...entityListArguments,
      },
      resolve: (_, { kinds: wanted, within, where, orderBy, ...args }, context, info) =>
        entityConnection(
          'Entity',
          { kinds: wanted ?? null, within: within ?? null, nameStartsWith: where?.nameStartsWith ?? null },
          orderBy?.direction ?? 'ASC',
          args,
          context,
          info,
        ),
    }),
    ...Object.fromEntries(
      entityKinds.map((kind) => [
        kinds[kind].plural,
        t.field({
          type: kindConnectionRefs.get(kind) ?? EntityConnectionRef,
          nullable: false,
          description: `Entities of the kind ${kinds[kind].label}: ${kinds[kind].description}`,
          args: entityListArguments,
          resolve: (_, { within, where, orderBy, ...args }, context, info) =>
            entityConnection(
              kinds[kind].label,
              { kinds: [kind], within: within ?? null, nameStartsWith: where?.nameStartsWith ?? null },
              orderBy?.direction ?? 'ASC',
              args,
              context,
              info,
            ),
        }),
      ]),
    ),
    facts: t.field({
      type: FactConnectionRef,
      nullable: false,
      description: 'Facts of the whole graph, or of one or two entities at their ends.',
      args: {
        where: t.arg({ type: FactFilterInput, description: 'Which facts.' }),
        orderBy: t.arg({
          type: FactOrderInput,
          description: 'In which order; latest period first unless given.',
        }),
        ...pageArguments,
      },
      resolve: (_, args, context, info) => {
        const { key, list, ...query } = graphList(args.where);
        return factLists(placeOf(context, info), list, () => query, args).of(key);
      },
    }),
    claims: t.field({
      type: ClaimConnectionRef,
      nullable: false,
      description: 'Claims of the whole graph, in the order they were recorded.',
      args: { where: t.arg({ type: ClaimFilterInput, description: 'Which claims.' }), ...pageArguments },
      resolve: (_, args, context, info) => {
        const { anchor, key } = anchorOf(readClaimFilter(args.where));
        return claimLists(placeOf(context, info), anchor, args).of(key);
      },
    }),
    sources: t.field({
      type: SourceConnectionRef,
      nullable: false,
      description: 'The documents that claims come from, in the order they became known.',
      args: pageArguments,
      resolve: (_, args, context, info) => {
        const page = readPageArguments(args, sourceOrder, context.pageLimits);
        const place = placeOf(context, info);
        const { reader } = place.view;
        return {
          page: once(async () => {
            const sources = await sourcePage(reader, page);
            await readItemsAhead(
              place,
              'Source',
              sources.items,
              (source) => source,
              () => 'Source',
            );
            return sources;
          }),
          positionOf: ({ key }) => ({ order: sourceOrder, key }),
          totalCount: () => sourceCount(reader),
        };
      },
    }),
  }),
});
