import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext, View } from '../src/context.ts';
import type { EntityColumns, EntityRow } from '../src/loaders/entities.ts';
import type { MaybePromise } from '../src/model/maybe-promise.ts';
import { type Place, readAheadBelow } from './read-ahead.ts';
import { type EntityRef, typeOfRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { viewOf } from './view.ts';

type Group = 'basic' | 'type' | 'details' | 'names';

/** What is read of an entity at once when a group of it is asked for. */
export const columnsFor = (columns: EntityColumns | undefined, group: Group): EntityColumns => ({
  type: (columns?.type ?? false) || group === 'type',
  details: (columns?.details ?? false) || group === 'details',
  names: (columns?.names ?? false) || group === 'names',
});

/** What has been read of an entity if it holds the group asked for, else what reading gives. */
export function rowWith(
  ref: EntityRef,
  group: Group,
  context: RequestContext,
  info: GraphQLResolveInfo,
): MaybePromise<EntityRow | null> {
  if (ref.row && (group === 'basic' || ref.row[group] !== undefined)) return ref.row;
  return viewOf(context, info).loaders.entities.load(columnsFor(ref.columns, group), ref.id);
}

/** Reads the rows of entities that are known by their ids alone. */
export async function readRowsAhead({ loaders }: View, refs: readonly EntityRef[]): Promise<void> {
  const missing = refs.filter(({ row }) => !row);
  const [first] = missing;
  if (first)
    await loaders.entities.readAhead(
      columnsFor(first.columns, 'basic'),
      missing.map(({ id }) => id),
    );
}

/** Reads ahead, of entities at one end of facts or claims, their rows and what is selected below. */
export async function readEndsAhead(
  place: Place,
  ids: readonly (string | null)[],
  rowOf: (id: string) => EntityRow | undefined = () => undefined,
): Promise<void> {
  const columns = entityColumns(selectedPaths(place), ['']);
  const refs = [...new Set(ids)].flatMap((id) => (id === null ? [] : { id, row: rowOf(id), columns }));
  await Promise.all([
    columns.node && readRowsAhead(place.view, refs),
    readAheadBelow(place, refs, typeOfRef),
  ]);
}
