import neo4j from 'neo4j-driver';
import { foldName } from '../model/names.ts';
import {
  type Direction,
  flip,
  HIGHEST_KEY,
  LOWEST_KEY,
  type Page,
  type PageRequest,
  toPage,
} from '../model/page.ts';
import { type EntityKind, kinds } from '../ontology.ts';
import { type EntityColumns, type EntityRow, entityRows } from './entities.ts';
import { type Reader, requiredColumn } from './read.ts';

/** An entity in a list ordered by name, with its place in that order. */
export interface ListedEntity {
  readonly entity: EntityRow;
  readonly key: string;
}

/** Which entities a list holds. */
export interface EntityListQuery {
  /** One kind walks its own index; several, or none, the index over all. */
  readonly kinds: readonly EntityKind[] | null;
  readonly within: string | null;
  /** Folded beginning of the shown name. */
  readonly nameStartsWith: string | null;
}

export const entityOrders = (direction: Direction): readonly [string] => [`NAME ${direction}`];

/** The statement file and parameters that a query's filters make. */
function listStatement(query: EntityListQuery) {
  const single = query.kinds?.length === 1 ? query.kinds[0] : undefined;
  const prefix = query.nameStartsWith === null ? '' : foldName(query.nameStartsWith);
  return {
    suffix: query.within === null ? '' : '-within',
    label: single ? kinds[single].label : 'Entity',
    params: {
      where: { kinds: query.kinds },
      within: query.within,
      after: prefix,
      below: prefix + HIGHEST_KEY,
    },
  };
}

/** One page of entities by name. */
export async function entityPage(
  reader: Reader,
  query: EntityListQuery,
  order: Direction,
  page: PageRequest,
  columns: EntityColumns,
): Promise<Page<ListedEntity>> {
  const direction = page.isBackward ? flip(order) : order;
  const { suffix, label, params } = listStatement(query);
  const key = page.cursor?.key;
  const range =
    key === undefined
      ? {}
      : direction === 'ASC'
        ? { after: [key, params.after].toSorted()[1] }
        : { below: [key, params.below].toSorted()[0] };
  const statement = reader.statements.get(`entity-page${suffix}`, `${label} ${direction}`, {
    LABEL: label,
    DIRECTION: direction,
  });
  const [row] = await reader.read(statement, {
    ...params,
    ...range,
    columns,
    limit: neo4j.int(page.size + 1),
  });
  const keys = requiredColumn<string>(row, 'key');
  const rows = entityRows(row).map((entity, i) => ({ entity, key: keys[i] ?? LOWEST_KEY }));
  return toPage(rows, page);
}

export async function entityCount(reader: Reader, query: EntityListQuery): Promise<number> {
  const { suffix, label, params } = listStatement(query);
  const statement = reader.statements.get(`entity-count${suffix}`, label, { LABEL: label });
  const [row] = await reader.read(statement, params);
  return Number(row?.get('n') ?? 0);
}

/** The id of the entity that an identifier names. */
export async function idByIdentifier(reader: Reader, scheme: string, value: string): Promise<string | null> {
  const [row] = await reader.read(reader.statements.get('entity-by-identifier'), {
    key: `${scheme}:${value}`,
  });
  return (row?.get('id') as string | undefined) ?? null;
}

/** The entities that carry a name, whatever its script and case. */
export async function idsByName(reader: Reader, name: string): Promise<string[]> {
  const folded = foldName(name);
  if (folded === '') return [];
  const rows = await reader.read(reader.statements.get('entities-by-name'), { query: `"${folded}"`, folded });
  return rows.map((row) => String(row.get('id')));
}
