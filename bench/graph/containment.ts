import type { GraphEntity } from './entities.ts';

/** A place that contains an entity. */
export interface Container {
  readonly placeId: string;
  readonly distance: number;
}

/** How far cypher/write/put-within.cypher puts countries behind cities. */
const COUNTRY = 300;

/**
 * The places that contain an entity, nearest first: here a tree of two levels, each entity being said to lie in one place. What
 * Steppe finds out by Cypher in any graph; test/bench compares the two.
 */
export function containersOf({ parentId, countryId }: GraphEntity): Container[] {
  if (parentId === null || countryId === null) return [];
  if (parentId === countryId) return [{ placeId: countryId, distance: COUNTRY + 1 }];
  return [
    { placeId: parentId, distance: 1 },
    { placeId: countryId, distance: COUNTRY + 2 },
  ];
}

/** What an entity counts as within; a place is within itself. */
export const withinIds = (entity: GraphEntity): string[] => [
  ...(entity.kind === 'PLACE' ? [entity.id] : []),
  ...containersOf(entity).map(({ placeId }) => placeId),
];
