import { branchesOf, relationList } from '../graph/branches.ts';
import { FTM_SCHEME, propertyOf } from '../ingest/ftm/identifiers.ts';
import type { EntityRow } from '../loaders/entities.ts';
import type { FactRow } from '../loaders/fact-rows.ts';
import type { SourceRow } from '../loaders/sources.ts';
import { readFactFilter } from '../model/fact-query.ts';
import type { Quantity } from '../model/quantity.ts';
import { type EntityKind, kindOfId } from '../ontology.ts';
import type { Contents } from './contents.ts';

/** What FollowTheMoney has no word for, and so is in no file of it. */
export interface NotFtm {
  entities: number;
  facts: number;
}

interface FtmLine {
  readonly id: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly datasets?: readonly string[];
  readonly referents?: readonly string[];
}

const line = ({ properties, ...entity }: FtmLine): string => {
  const said = Object.entries(properties).filter(([, values]) => values.length > 0);
  return `${JSON.stringify({ ...entity, properties: Object.fromEntries(said) })}\n`;
};

/** Products have no schema, and places are the countries of those that lie in them. */
const SCHEMATA: Readonly<Partial<Record<EntityKind, string>>> = {
  ORGANIZATION: 'Organization',
  PERSON: 'Person',
  PROJECT: 'Project',
  FACILITY: 'Asset',
};
const has = (id: string | null): boolean =>
  id !== null && kindOfId(id) !== undefined && schemaOf(id) !== undefined;
const schemaOf = (id: string): string | undefined => SCHEMATA[kindOfId(id) as EntityKind];

/** Ids of FollowTheMoney are kept, so that whoever has the entity knows it again. */
function idsOf({ id, details }: EntityRow): { id: string; referents: string[] } {
  const own = (details?.identifiers ?? []).filter(({ scheme }) => scheme === FTM_SCHEME);
  const [first, ...others] = own.map(({ value }) => value);
  return { id: first ?? id, referents: others };
}

const COUNTRY = 'iso3166-1';

/** What else is to be known of a page of entities: which are owned, and so are assets, and where they lie. */
async function companions(contents: Contents, entities: readonly EntityRow[]) {
  const ids = entities.map(({ id }) => id);
  const owned = {
    list: relationList('OWNS', 'IN'),
    branches: branchesOf('OWNS', 'IN'),
    where: readFactFilter(null),
  };
  return contents.at.read(async ({ loaders }) => {
    const [owners, within] = [
      await loaders.factCounts.readAhead(owned, ids),
      await loaders.within.readAhead({ type: true, details: true, names: false }, ids),
    ];
    return entities.map((_, i) => ({
      isOwned: (owners[i] ?? 0) > 0,
      countries: (within[i] ?? []).flatMap(({ type, details }) =>
        type === 'COUNTRY'
          ? (details?.identifiers ?? []).flatMap(({ scheme, value }) =>
              scheme === COUNTRY ? [value.toLowerCase()] : [],
            )
          : [],
      ),
    }));
  });
}

function entityLine(
  entity: EntityRow,
  { isOwned, countries }: { isOwned: boolean; countries: readonly string[] },
  parents: readonly string[],
): string {
  const schema = schemaOf(entity.id) as string;
  const names = entity.names ?? [];
  const { id, referents } = idsOf(entity);
  const official = names.filter(({ kind }) => kind === 'OFFICIAL').map(({ text }) => text);
  const properties: Record<string, string[]> = {
    // Readers take nobody without a name: one that has none is called by its id, as it is everywhere here.
    name: official.length > 0 ? official : [entity.name],
    alias: names.filter(({ kind }) => kind !== 'OFFICIAL').map(({ text }) => text),
    country: [...countries],
    description: entity.details?.description ? [entity.details.description] : [],
    parent: [...parents],
  };
  for (const { scheme, value } of entity.details?.identifiers ?? []) {
    const property = propertyOf(scheme);
    if (property) properties[property] = [...(properties[property] ?? []), value];
  }
  return line({
    id,
    // What is owned is an asset in FollowTheMoney, and of organizations only companies are that.
    schema: schema === 'Organization' && isOwned ? 'Company' : schema,
    properties,
    ...(referents.length > 0 && { referents }),
  });
}

/** A share in words that say its bound. */
function share({ amount, bound, lower, upper }: Quantity): string {
  const words = { EXACT: '', APPROXIMATE: 'about ', AT_LEAST: 'at least ', AT_MOST: 'up to ' };
  return bound === 'RANGE' ? `${lower}-${upper}` : `${words[bound]}${amount}`;
}

/** Dates of FollowTheMoney: a day, a month or a year. */
const isDate = (text: string | undefined): text is string => /^\d{4}(-\d\d){0,2}$/.test(text ?? '');

function dates(edtf: string | undefined): Record<string, string[]> {
  if (edtf === undefined) return {};
  const [start, end] = edtf.split('/');
  if (end === undefined) return isDate(edtf) ? { date: [edtf] } : {};
  return { ...(isDate(start) && { startDate: [start] }), ...(isDate(end) && { endDate: [end] }) };
}

function ownershipLine(fact: FactRow, sources: readonly SourceRow[], idOf: (id: string) => string): string {
  const urls = sources.flatMap(({ url }) => url ?? []);
  const publishers = sources.flatMap(({ publisher }) => publisher ?? []);
  return line({
    id: fact.id,
    schema: 'Ownership',
    properties: {
      owner: [idOf(fact.subjectId)],
      asset: [idOf(fact.objectId ?? '')],
      percentage: fact.value ? [share(fact.value)] : [],
      ...dates(fact.period?.edtf),
      sourceUrl: [...new Set(urls)],
      publisher: [...new Set(publishers)],
    },
    datasets: sources.map(({ id }) => id),
  });
}

const isOwnership = ({ predicate, subjectId, objectId, modality }: FactRow): boolean =>
  predicate === 'OWNS' && modality === 'REALISED' && has(subjectId) && has(objectId);
const isParent = ({ predicate, subjectId, modality }: FactRow): boolean =>
  predicate === 'PART_OF' && modality === 'REALISED' && kindOfId(subjectId) === 'ORGANIZATION';

/** The ids that entities have in the file, and the parents of those on a page. */
async function linksOf(contents: Contents, ids: readonly string[]): Promise<Map<string, EntityRow>> {
  const columns = { type: false, details: true, names: false };
  const rows = await contents.at.read(({ loaders }) => loaders.entities.readAhead(columns, ids));
  return new Map(rows.flatMap((row) => (row ? [[row.id, row]] : [])));
}

async function parentsOf(contents: Contents, entities: readonly EntityRow[]): Promise<string[][]> {
  const shape = {
    list: relationList('PART_OF', 'OUT'),
    branches: branchesOf('PART_OF', 'OUT'),
    where: readFactFilter(null),
    order: { by: 'RECENT', direction: 'DESC' } as const,
    page: { size: 100, isBackward: false, hasCursor: false },
    isLookingOn: false,
    columns: factColumns,
  };
  const ids = entities.map(({ id }) => id);
  const pages = await contents.at.read(({ loaders }) => loaders.factPages.readAhead(shape, ids));
  const parents = pages.map(({ items }) => items.filter(isParent).flatMap(({ objectId }) => objectId ?? []));
  const known = await linksOf(contents, [...new Set(parents.flat())]);
  return parents.map((list) => list.flatMap((id) => ftmId(known, id)));
}

const ftmId = (known: ReadonlyMap<string, EntityRow>, id: string): string => {
  const row = known.get(id);
  return row ? idsOf(row).id : id;
};

const factColumns = {
  id: true,
  predicate: true,
  from: true,
  to: true,
  key: false,
  modality: true,
  sources: false,
  value: false,
  bounds: false,
  words: false,
  period: false,
  days: false,
  node: false,
  type: false,
  details: false,
  names: false,
} as const;

/**
 * FollowTheMoney entities, one a line, as `steppe import` reads them back: who there is, who owns what, and what is a part of
 * what. Plans, denials and everything that it has no word for are counted as left out.
 */
export async function* ftmFile(contents: Contents, left: NotFtm): AsyncGenerator<string> {
  for await (const page of contents.entities()) {
    const entities = page.filter(({ id }) => schemaOf(id) !== undefined);
    left.entities += page.length - entities.length;
    const [more, parents] = [await companions(contents, entities), await parentsOf(contents, entities)];
    yield entities
      .map((entity, i) => entityLine(entity, more[i] ?? { isOwned: false, countries: [] }, parents[i] ?? []))
      .join('');
  }
  for await (const page of contents.facts()) {
    const facts = page.filter(isOwnership);
    left.facts += page.filter((fact) => !isOwnership(fact) && !isParent(fact) && !isWhere(fact)).length;
    const ids = facts.map(({ id }) => id);
    const sources = await contents.at.read(({ loaders }) => loaders.sourcesByFact.readAhead({}, ids));
    const known = await linksOf(contents, [
      ...new Set(facts.flatMap(({ subjectId, objectId }) => [subjectId, objectId ?? ''])),
    ]);
    yield facts.map((fact, i) => ownershipLine(fact, sources[i] ?? [], (id) => ftmId(known, id))).join('');
  }
}

/** Where an entity lies is its country. */
const isWhere = ({ predicate }: FactRow): boolean => predicate === 'LOCATED_IN';
