import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../src/context.ts';
import {
  type EntityListQuery,
  entityCount,
  entityOrder,
  entityPage,
  type ListedEntity,
} from '../src/loaders/entity-lists.ts';
import { type Direction, type PageArguments, readPageArguments } from '../src/model/page.ts';
import { type Connection, once, readItemsAhead } from './connections.ts';
import { placeOf } from './read-ahead.ts';
import { typeOfRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { askStanding, isEmptyPage, isNone } from './standing-ids.ts';

/** A list of entities as a connection of a type’s name: nothing is read until it is selected. */
export function entityConnection(
  name: string,
  query: EntityListQuery,
  direction: Direction,
  args: PageArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
): Connection<ListedEntity> {
  const order = entityOrder(direction);
  const page = readPageArguments(args, order, context.pageLimits);
  const columns = entityColumns(selectedPaths(info), ['edges.node.', 'nodes.']);
  const place = placeOf(context, info);
  const { reader } = place.view;
  const { within } = query;
  return {
    page: once(() =>
      askStanding(
        place,
        { within },
        async (ids) => {
          const entities = await entityPage(reader, { ...query, ...ids }, direction, page, columns);
          await readItemsAhead(place, name, entities.items, ({ entity }) => entity, typeOfRef);
          return entities;
        },
        isEmptyPage,
      ),
    ),
    positionOf: ({ key }) => ({ order, key }),
    totalCount: () =>
      askStanding(place, { within }, (ids) => entityCount(reader, { ...query, ...ids }), isNone),
  };
}
