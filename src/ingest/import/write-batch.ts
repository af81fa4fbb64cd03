import type { WriteTransaction } from '../../graph/graph.ts';
import type { Statements } from '../../graph/statements.ts';
import { type EntityKind, kindOfId } from '../../ontology.ts';
import { type Claim, claimFromLine } from '../claim.ts';
import { ClaimProblem } from '../claim-problem.ts';
import type { EntityCard } from '../entity.ts';
import { countriesOf, resolveEntities } from '../resolve-entities.ts';
import type { SourceCard } from '../source.ts';
import { applyChange, type Retraction } from '../write-claims.ts';
import { writeMerge } from '../write-merges.ts';
import type { InputRow, Refusal, RowClaim, RowOutcome } from './row.ts';

/** What one batch of rows came to. */
export interface BatchResult<Row extends InputRow = InputRow> {
  readonly asserted: number;
  readonly retracted: number;
  /** Whether anything in the graph is other than before. */
  readonly isNews: boolean;
  readonly outcomes: readonly {
    readonly row: Row;
    readonly outcome: RowOutcome;
    readonly refusal?: Refusal;
  }[];
  /** Every claim that the rows make, new or not. */
  readonly claimIds: readonly string[];
}

/** A row on its way into the graph. */
interface RowChange {
  readonly cards: readonly EntityCard[];
  readonly sources: readonly SourceCard[];
  readonly claims: readonly Claim[];
  readonly retractions: readonly Retraction[];
}

const refs = ({ subject, object, attributedTo }: RowClaim): (string | undefined)[] => [
  subject,
  object,
  attributedTo,
];

const emptyCard = (id: string): EntityCard => ({
  id,
  kind: kindOfId(id) as EntityKind,
  placeType: null,
  description: null,
  names: [],
  identifiers: [],
});

/** Ids of things that batches brought; of a claim with its source’s. */
export type Seen = Map<string, string | null>;

/** What the graph holds of what rows refer to: entities that they do not describe, and claims that they take back. */
async function knownOf(
  transaction: WriteTransaction,
  statements: Statements,
  entityIds: readonly string[],
  claimIds: readonly string[],
): Promise<{ entities: ReadonlySet<string>; sourceOfClaim: Map<string, string> }> {
  if (entityIds.length + claimIds.length === 0) return { entities: new Set(), sourceOfClaim: new Map() };
  const [known] = await transaction.run(statements.get('write/known-ids'), {
    entityIds,
    claimIds,
    identifierKeys: [],
    identified: [],
  });
  return {
    entities: new Set((known?.get('entityIds') ?? []) as string[]),
    sourceOfClaim: new Map((known?.get('claims') ?? []) as [string, string][]),
  };
}

/**
 * Puts a batch of rows into the graph; a row that cannot be taken is refused as a whole and the others go on.
 * @param seen what counts as known although it is not in the graph, in a dry run; what the batch brings is added.
 */
export async function writeBatch<Row extends InputRow>(
  transaction: WriteTransaction,
  statements: Statements,
  rows: readonly Row[],
  seen: Seen,
): Promise<BatchResult<Row>> {
  // Whom descriptions mean may not change before they are written.
  await transaction.send(statements.get('write/lock-graph'));
  const mapped = rows.flatMap(({ content }) => (content.kind === 'mapped' ? [content] : []));
  const entities = mapped.flatMap((content) => content.entities);
  const ids = await resolveEntities(
    transaction,
    statements,
    entities.map(({ entity }) => entity),
  );
  const idOf = new Map(entities.map((entity, i) => [entity, ids[i] as string | ClaimProblem]));
  const undescribed = new Set(
    mapped.flatMap((content) => {
      const own = new Set(content.entities.map(({ ref }) => ref));
      return content.statements
        .flatMap(({ claims }) => claims.flatMap(refs))
        .filter((ref): ref is string => ref !== undefined && !own.has(ref));
    }),
  );
  const described = new Set(ids.filter((id): id is string => typeof id === 'string'));
  const { entities: known, sourceOfClaim } = await knownOf(
    transaction,
    statements,
    [...undescribed].filter((id) => !described.has(id)),
    mapped.flatMap((content) => content.statements.flatMap(({ retractions }) => retractions)),
  );

  const changeOf = (content: (typeof mapped)[number]): RowChange => {
    const own = new Map<string, string>();
    const cards = content.entities.map((entity): EntityCard => {
      const id = idOf.get(entity);
      if (typeof id !== 'string') throw id ?? new Error('an entity was not resolved');
      own.set(entity.ref, id);
      const { country: _, ...card } = entity.entity;
      return { ...card, id };
    });
    const idFor = (ref: string, path: string): string => {
      const isKnown = known.has(ref) || described.has(ref) || seen.has(ref);
      const id = own.get(ref) ?? (isKnown ? ref : undefined);
      if (id === undefined)
        throw new ClaimProblem(path, `no entity ${ref} in the file so far or in the graph`);
      return id;
    };
    const claims = content.statements.flatMap(({ source, claims: said }) =>
      said.map((claim) => {
        const { object, attributedTo } = claim;
        return claimFromLine(
          {
            ...claim,
            type: 'claim',
            subject: idFor(claim.subject, 'subject'),
            ...(object !== undefined && { object: idFor(object, 'object') }),
            ...(attributedTo !== undefined && { attributedTo: idFor(attributedTo, 'attributedTo') }),
          },
          source.id,
        );
      }),
    );
    for (const claim of claims) sourceOfClaim.set(claim.id, claim.sourceId);
    const retractions = content.statements.flatMap(({ source, retractions: taken }) =>
      taken.map((id) => {
        const owner = sourceOfClaim.get(id) ?? seen.get(id) ?? undefined;
        if (owner === undefined)
          throw new ClaimProblem('claim', `no claim ${id} in the file so far or in the graph`);
        if (owner !== source.id)
          throw new ClaimProblem('claim', `${id} is a claim of ${owner}: only its own source takes it back`);
        return { id, sourceId: source.id };
      }),
    );
    return { cards, sources: content.statements.map(({ source }) => source), claims, retractions };
  };

  const changes = new Map<Row, RowChange | Refusal>();
  for (const row of rows) {
    const { content } = row;
    if (content.kind === 'refused') changes.set(row, content);
    if (content.kind !== 'mapped') continue;
    try {
      changes.set(row, changeOf(content));
    } catch (error) {
      if (!(error instanceof ClaimProblem)) throw error;
      changes.set(row, { column: error.path, value: '', reason: error.message });
    }
  }
  const taken = [...changes.values()].filter((change): change is RowChange => 'claims' in change);
  // What was seen but is not there (in a dry run) has to be there for claims to be about it.
  const merging = mapped.flatMap(({ merges = [] }) => merges.flatMap(({ entity, into }) => [entity, into]));
  const absent = [...new Set([...undescribed, ...merging])]
    .filter((id) => seen.has(id) && !described.has(id))
    .map(emptyCard);
  const applied = await applyChange(transaction, statements, {
    sources: taken.flatMap(({ sources }) => sources),
    entities: [...absent, ...taken.flatMap(({ cards }) => cards)],
    claims: taken.flatMap(({ claims }) => claims),
    retractions: taken.flatMap(({ retractions }) => retractions),
    countries: countriesOf(
      entities.map(({ entity }) => entity),
      ids,
    ),
  });

  const merged = new Set<Row>();
  for (const row of rows) {
    const { content } = row;
    if (content.kind !== 'mapped' || !content.merges) continue;
    try {
      for (const merge of content.merges)
        if (await writeMerge(transaction, statements, merge)) merged.add(row);
    } catch (error) {
      if (!(error instanceof ClaimProblem)) throw error;
      changes.set(row, { column: error.path, value: '', reason: error.message });
    }
  }

  // What several rows say is new in the first of them.
  const news = new Set([...applied.news, ...applied.asserted].filter((id) => !seen.has(id)));
  const sourceOf = new Map(taken.flatMap(({ claims }) => claims.map(({ id, sourceId }) => [id, sourceId])));
  for (const id of news) seen.set(id, sourceOf.get(id) ?? null);
  const isNews = applied.news.size + applied.asserted.size + applied.retracted.size + merged.size > 0;
  const left = new Set(news);
  const outcomes = rows.map((row) => {
    const change = changes.get(row);
    if (!change) return { row, outcome: 'skipped' as const };
    if (!('claims' in change)) return { row, outcome: 'refused' as const, refusal: change };
    const things = [...change.sources, ...change.cards, ...change.claims].map(({ id }) => id);
    // What a batch before brought in a dry run is not there to be taken back.
    const isTaken = change.retractions.some(({ id }) => applied.retracted.has(id) || seen.has(id));
    const isNew = things.filter((id) => left.delete(id)).length > 0 || isTaken || merged.has(row);
    return { row, outcome: isNew ? ('imported' as const) : ('unchanged' as const) };
  });
  return {
    asserted: [...applied.asserted].filter((id) => news.has(id)).length,
    retracted: applied.retracted.size,
    isNews,
    outcomes,
    claimIds: taken.flatMap(({ claims }) => claims.map(({ id }) => id)),
  };
}
