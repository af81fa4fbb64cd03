import type { Columns } from '../graph/row.ts';
import type { Name } from '../model/names.ts';
import type { NameKind, PlaceType } from '../ontology.ts';
import { propertyGroups } from './properties.ts';
import { type Batch, column, requiredColumn, statementAt } from './read.ts';

/** Which groups of an entity's columns are read. */
export interface EntityColumns {
  /** Of a place, what sort it is. */
  readonly type: boolean;
  readonly details: boolean;
  readonly names: boolean;
}

/** An entity as read; groups that were not selected are absent. */
export interface EntityRow {
  readonly id: string;
  readonly name: string;
  readonly type?: PlaceType | null;
  readonly details?: {
    readonly description: string | null;
    readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  };
  readonly names?: readonly Name[];
}

/** Of nodes, as fragments/node-columns takes them. */
export const entityProperties = propertyGroups<keyof EntityColumns>(
  {
    type: ['placeType'],
    details: ['description', 'identifierSchemes', 'identifierValues'],
    names: ['nameTexts', 'nameLanguages', 'nameScripts', 'nameKinds'],
  },
  ['id', 'name'],
);

/** The entities of a row that has fragments/node-columns, in its order, read with a selection of columns. */
export function entityRows(row: Columns | undefined, columns: EntityColumns): EntityRow[] {
  const nodes = entityProperties(columns).read(row?.get('nodes'));
  const ids = requiredColumn<string>(nodes, 'id');
  const names = requiredColumn<string>(nodes, 'name');
  // Most are asked for their names alone.
  if (!columns.type && !columns.details && !columns.names)
    return ids.map((id, i) => ({ id, name: names[i] ?? id }));
  const placeTypes = column<PlaceType | null>(nodes, 'placeType');
  const descriptions = column<string | null>(nodes, 'description');
  const schemes = column<readonly string[]>(nodes, 'identifierSchemes');
  const values = column<readonly string[]>(nodes, 'identifierValues');
  const texts = column<readonly string[]>(nodes, 'nameTexts');
  const languages = column<readonly string[]>(nodes, 'nameLanguages');
  const scripts = column<readonly string[]>(nodes, 'nameScripts');
  const nameKinds = column<readonly NameKind[]>(nodes, 'nameKinds');
  return ids.map((id, i) => ({
    id,
    name: names[i] ?? id,
    ...(placeTypes && { type: placeTypes[i] ?? null }),
    ...(descriptions && {
      details: {
        description: descriptions[i] ?? null,
        identifiers: (schemes?.[i] ?? []).map((scheme, j) => ({ scheme, value: values?.[i]?.[j] ?? '' })),
      },
    }),
    ...(texts && {
      names: (texts[i] ?? []).map((text, j) => ({
        text,
        language: languages?.[i]?.[j] || null,
        script: scripts?.[i]?.[j] || null,
        kind: nameKinds?.[i]?.[j] ?? 'ALIAS',
      })),
    }),
  }));
}

/** Entities by id; null for an id that names none. */
export const entitiesById: Batch<EntityColumns, EntityRow | null> = async (reader, columns, keys) => {
  const [row] = await reader.read(statementAt(reader, 'entities-by-id'), {
    keys,
    nodes: entityProperties(columns).names,
  });
  const found = new Array<EntityRow | null>(keys.length).fill(null);
  const rows = entityRows(row, columns);
  requiredColumn<number>(row, 'parent').forEach((position, i) => {
    found[position] = rows[i] ?? null;
  });
  return found;
};

/** The places that contain each entity, nearest first. */
export const withinByEntity: Batch<EntityColumns, EntityRow[]> = async (reader, columns, keys) => {
  const [row] = await reader.read(statementAt(reader, 'within'), {
    keys,
    nodes: entityProperties(columns).names,
  });
  const places = new Map(entityRows(row, columns).map((place) => [place.id, place]));
  const lists = keys.map((): EntityRow[] => []);
  const parents = requiredColumn<number>(row, 'parent');
  requiredColumn<string>(row, 'placeId').forEach((id, i) => {
    const place = places.get(id);
    if (place) lists[parents[i] ?? -1]?.push(place);
  });
  return lists;
};
