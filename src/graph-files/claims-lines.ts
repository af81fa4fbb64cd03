import type { EntityCard } from '../ingest/entity.ts';
import type { ClaimRow } from '../loaders/claim-rows.ts';
import type { EntityRow } from '../loaders/entities.ts';
import type { SourceRow } from '../loaders/sources.ts';
import type { Quantity } from '../model/quantity.ts';
import { withoutNulls } from '../model/without-nulls.ts';
import { kindOfId } from '../ontology.ts';
import { type Stated, statedIn } from './claim-lists.ts';
import type { Contents } from './contents.ts';
import { type Merges, mergesOf } from './merges.ts';

/** Lines of a claims file, as `load` and `import` read them: see src/ingest/claims-file.ts. */

const line = (content: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify(withoutNulls(content))}\n`;

const sourceLine = ({ key: _, ...source }: SourceRow): string => line({ type: 'source', ...source });
/** What is known of the source was said on a line before. */
const sourceAgain = (id: string): string => line({ type: 'source', id });

type Described = Pick<EntityCard, 'id' | 'placeType' | 'description' | 'names' | 'identifiers'>;

const describedBy = (entity: EntityRow): Described => ({
  id: entity.id,
  placeType: entity.type ?? null,
  description: entity.details?.description ?? null,
  names: entity.names ?? [],
  identifiers: entity.details?.identifiers ?? [],
});

function entityLine({ id, placeType, description, names, identifiers }: Described): string {
  return line({
    type: 'entity',
    id,
    kind: kindOfId(id),
    placeType,
    names: names.map((name) => withoutNulls({ ...name })),
    description,
    ...(identifiers.length > 0 && { identifiers }),
  });
}

/** A figure as it is stated: of one that is no range, the limits follow from its bound. */
const figureOf = ({ amount, unit, bound, lower, upper }: Quantity): Record<string, string> =>
  withoutNulls(bound === 'RANGE' ? { unit, bound, lower, upper } : { amount, unit, bound });

function claimLine(claim: ClaimRow, stated: Stated): string {
  const { predicate, variable, value, text, period, modality, rank, locator, quote } = claim;
  return line({
    type: 'claim',
    subject: stated.subjectId,
    predicate,
    object: stated.objectId,
    variable,
    value: value && figureOf(value),
    text,
    period: period?.edtf ?? null,
    modality,
    rank,
    fact: stated.factKey,
    locator,
    quote,
    attributedTo: stated.attributedToId,
  });
}

/** The lines of each claim: of one taken back its retraction, too. */
async function claimLines(contents: Contents, claims: readonly ClaimRow[]): Promise<string[]> {
  const stated = await statedIn(contents.at, claims);
  return claims.map((claim, i) => {
    const ends = stated[i];
    if (!ends) throw new Error(`claim ${claim.id} states no subject`);
    const taken = claim.retractedAt === null ? '' : line({ type: 'retraction', claim: claim.id });
    return claimLine(claim, ends) + taken;
  });
}

/** Of the whole graph: each source, and behind it its claims. */
async function* bySource(contents: Contents): AsyncGenerator<string> {
  for await (const sources of contents.sources()) {
    const positions = new Map(sources.map(({ id }, i) => [id, i]));
    let told = 0;
    /** The lines of sources down to one that have not stood yet. */
    const sourcesTo = (end: number): string => {
      const lines = sources.slice(told, end).map(sourceLine);
      told = Math.max(told, end);
      return lines.join('');
    };
    for await (const claims of contents.claimsOfSources([...positions.keys()])) {
      const lines = await claimLines(contents, claims);
      yield claims
        .map(({ sourceId }, i) => sourcesTo((positions.get(sourceId) ?? 0) + 1) + lines[i])
        .join('');
    }
    yield sourcesTo(sources.length);
  }
}

/** Of a part: all sources, and behind them claims as facts come, those of one source together. */
async function* byFact(contents: Contents): AsyncGenerator<string> {
  for await (const sources of contents.sources()) yield sources.map(sourceLine).join('');
  for await (const claims of contents.claims()) {
    const lines = await claimLines(contents, claims);
    const groups = new Map<string, string>();
    for (const [i, { sourceId }] of claims.entries())
      groups.set(sourceId, (groups.get(sourceId) ?? sourceAgain(sourceId)) + lines[i]);
    yield [...groups.values()].join('');
  }
}

async function* entities(contents: Contents, { ownCards, list }: Merges): AsyncGenerator<string> {
  const met = new Set<string>();
  for await (const page of contents.entities()) {
    for (const { id } of page) if (ownCards.has(id)) met.add(id);
    yield page.map((entity) => entityLine(ownCards.get(entity.id) ?? describedBy(entity))).join('');
  }
  // Those merged into one that is there; into a merged one, those merged into that.
  const merged = list.map(({ entity }) => entity).filter((id) => !met.has(id));
  yield merged.flatMap((id) => entityLine(ownCards.get(id) as EntityCard)).join('');
}

/** Of a part of the graph the entities merged into those in it, with the merges that make it so. */
async function mergesWithin(contents: Contents): Promise<Merges> {
  const merges = await mergesOf(contents.at);
  if (contents.selection.isWhole || merges.list.length === 0) return merges;
  const { entityIds } = await contents.extent();
  const within = new Set(entityIds);
  const list: { entity: string; into: string }[] = [];
  for (;;) {
    const more = merges.list.filter(({ entity, into }) => within.has(into) && !within.has(entity));
    if (more.length === 0) break;
    for (const { entity } of more) within.add(entity);
    list.push(...more);
  }
  const chosen = new Set(list.map(({ entity }) => entity));
  return { ownCards: merges.ownCards, list: merges.list.filter(({ entity }) => chosen.has(entity)) };
}

export async function* claimsFile(contents: Contents): AsyncGenerator<string> {
  const merges = await mergesWithin(contents);
  yield* entities(contents, merges);
  yield* contents.selection.isWhole ? bySource(contents) : byFact(contents);
  yield merges.list.map(({ entity, into }) => line({ type: 'merge', entity, into })).join('');
}
