import neo4j from 'neo4j-driver';
import type { Statement, Statements } from '../graph/statements.ts';
import { foldName } from '../model/names.ts';
import {
  type Direction,
  flip,
  HIGHEST_KEY,
  idOf,
  LOWEST_KEY,
  type Page,
  type PageRequest,
  toPage,
} from '../model/page.ts';
import { type EntityKind, kinds } from '../ontology.ts';
import { type EntityColumns, type EntityRow, entityProperties, entityRows } from './entities.ts';
import { type Batch, isPast, type Reader, requiredColumn, statementAt } from './read.ts';
import { byParent } from './shaped-loader.ts';

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

export const entityOrder = (direction: Direction): string => `NAME ${direction}`;

/** Lists of one kind walk its own index, others that over all entities, and those within a place that place's. */
function variantOf(query: EntityListQuery): { suffix: string; label: string } {
  if (query.within !== null) return { suffix: '-within', label: 'Entity' };
  const single = query.kinds?.length === 1 ? query.kinds[0] : undefined;
  return { suffix: '', label: single ? kinds[single].label : 'Entity' };
}

export function entityPageStatement(
  statements: Statements,
  query: EntityListQuery,
  direction: Direction,
  isThen = false,
): Statement {
  const { suffix, label } = variantOf(query);
  const file = isThen ? 'then/entity-page' : `entity-page${suffix}`;
  return statements.get(file, `${label} ${direction}${isThen ? suffix : ''}`, {
    LABEL: label,
    DIRECTION: direction,
    isWithin: query.within !== null,
  });
}

/** The count store knows how many there are of one kind, or of all. */
export function entityCountStatement(
  statements: Statements,
  query: EntityListQuery,
  isThen = false,
): Statement {
  const { suffix, label } = variantOf(query);
  if (isThen)
    return statements.get('then/entity-count', `${label}${suffix}`, {
      LABEL: label,
      isWithin: query.within !== null,
    });
  const isWhole =
    query.within === null &&
    query.nameStartsWith === null &&
    (query.kinds === null || query.kinds.length === 1);
  return statements.get(isWhole ? 'entity-count-whole' : `entity-count${suffix}`, label, {
    LABEL: label,
    isOfAll: label === 'Entity',
  });
}

function parametersOf(query: EntityListQuery) {
  const prefix = query.nameStartsWith === null ? '' : foldName(query.nameStartsWith);
  return {
    where: { kinds: query.kinds },
    within: query.within,
    after: prefix,
    // What has no letter or digit begins no name.
    below: prefix === '' && query.nameStartsWith ? '' : prefix + HIGHEST_KEY,
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
  const params = parametersOf(query);
  const key = page.cursor?.key;
  const range =
    key === undefined
      ? {}
      : direction === 'ASC'
        ? { after: [key, params.after].toSorted()[1] }
        : { below: [key, params.below].toSorted()[0] };
  const [row] = await reader.read(entityPageStatement(reader.statements, query, direction, isPast(reader)), {
    ...params,
    ...range,
    nodes: entityProperties(columns).names,
    limit: neo4j.int(page.size + 1),
  });
  const keys = requiredColumn<string>(row, 'key');
  const rows = entityRows(row, columns).map((entity, i) => ({ entity, key: keys[i] ?? LOWEST_KEY }));
  return toPage(rows, page, isPast(reader) ? ({ entity }) => idOf(entity) : undefined);
}

export async function entityCount(reader: Reader, query: EntityListQuery): Promise<number> {
  const [row] = await reader.read(
    entityCountStatement(reader.statements, query, isPast(reader)),
    parametersOf(query),
  );
  return Number(row?.get('n') ?? 0);
}

/** How an entity is looked up: by a folded name (see `foldName`), or by an identifier as `scheme:value`. */
export interface Lookup {
  readonly by: 'name' | 'identifier';
}

/** The ids of the entities that a name or an identifier finds, in their order. Both kinds come together, to be read together. */
export const lookups: Batch<Lookup, string[]> = async (reader, { by }, keys) => {
  const [row] =
    by === 'identifier'
      ? await reader.read(statementAt(reader, 'entities-by-identifier'), { keys })
      : await reader.read(statementAt(reader, 'entities-by-name'), {
          keys,
          queries: keys.map((name) => `"${name}"`),
        });
  return byParent(requiredColumn<number>(row, 'parent'), requiredColumn<string>(row, 'id'), keys.length);
};
