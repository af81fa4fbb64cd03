import neo4j from 'neo4j-driver';
import type { Graph, WriteTransaction } from '../graph/graph.ts';
import type { Statements } from '../graph/statements.ts';
import { identifierKey } from '../model/identifier.ts';
import { kinds } from '../ontology.ts';
import { groupBy, inBatches } from './batches.ts';
import type { Claim } from './claim.ts';
import { cardProperties, type EntityCard, mergeCards } from './entity.ts';
import { projectFacts, projectWithin } from './project.ts';

export interface SourceCard {
  readonly id: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly publishedAt: string | null;
  readonly retrievedAt: string | null;
  readonly licence: string | null;
  readonly sha256: string | null;
}

export interface Retraction {
  readonly id: string;
  readonly sourceId: string;
}

/** Everything that one change puts into the graph. */
export interface Change {
  readonly sources: readonly SourceCard[];
  readonly entities: readonly EntityCard[];
  readonly claims: readonly Claim[];
  readonly retractions: readonly Retraction[];
}

export interface ChangeResult {
  /** Null when everything was there already and nothing was written. */
  readonly changeNumber: number | null;
  readonly asserted: number;
  readonly retracted: number;
  readonly facts: number;
}

/** Reads the known cards of entities, so that new names are added to old ones. */
async function knownCards(
  transaction: WriteTransaction,
  statements: Statements,
  cards: readonly EntityCard[],
): Promise<Map<string, EntityCard>> {
  const kindOf = new Map(cards.map((card) => [card.id, card.kind]));
  const known = new Map<string, EntityCard>();
  for (const ids of inBatches([...kindOf.keys()])) {
    for (const row of await transaction.run(statements.get('write/entities-known'), { ids })) {
      const id = String(row.get('id'));
      const list = (name: string): string[] => row.get(name) as string[];
      const kind = kindOf.get(id);
      if (!kind) continue;
      known.set(id, {
        id,
        kind,
        placeType: row.get('placeType') as EntityCard['placeType'],
        description: row.get('description') as string | null,
        names: list('nameTexts').map((text, i) => ({
          text,
          language: list('nameLanguages')[i] || null,
          script: list('nameScripts')[i] || null,
          kind: list('nameKinds')[i] as EntityCard['names'][number]['kind'],
        })),
        identifiers: list('identifierSchemes').map((scheme, i) => ({
          scheme,
          value: list('identifierValues')[i] ?? '',
        })),
      });
    }
  }
  return known;
}

/** @returns the ids of the entities that were new or became better known. */
async function putEntities(
  transaction: WriteTransaction,
  statements: Statements,
  cards: readonly EntityCard[],
): Promise<string[]> {
  const known = await knownCards(transaction, statements, cards);
  const merged = new Map(known);
  for (const card of cards) {
    const before = merged.get(card.id);
    merged.set(card.id, before ? mergeCards(before, card) : card);
  }
  const changed = [...merged.values()].filter((card) => {
    const before = known.get(card.id);
    return !before || JSON.stringify(cardProperties(before)) !== JSON.stringify(cardProperties(card));
  });
  for (const [kind, ofKind] of groupBy(changed, (card) => card.kind)) {
    const { label } = kinds[kind];
    const statement = statements.get('write/put-entities', label, { LABEL: label });
    for (const batch of inBatches(ofKind))
      await transaction.run(statement, {
        entities: batch.map((card) => ({ id: card.id, properties: cardProperties(card) })),
      });
  }
  const identifiers = changed.flatMap((card) =>
    card.identifiers.map((identifier) => ({ key: identifierKey(identifier), entityId: card.id })),
  );
  for (const batch of inBatches(identifiers))
    await transaction.run(statements.get('write/put-identifiers'), { identifiers: batch });
  // A new place lies within itself; one that turns out to be a country becomes the country of all that lies in it.
  await projectWithin(
    transaction,
    statements,
    changed.map((card) => card.id),
  );
  return changed.map((card) => card.id);
}

function claimRow(
  claim: Claim,
  recordedAt: string,
  changeNumber: number,
  index: number,
): Record<string, unknown> {
  return {
    id: claim.id,
    subjectId: claim.subjectId,
    objectId: claim.objectId,
    sourceId: claim.sourceId,
    attributedToId: claim.attributedToId,
    locator: claim.locator,
    quote: claim.quote,
    properties: {
      // Walked in the order claims were recorded, within one change in the order they were given.
      key: `${recordedAt}|${String(index).padStart(7, '0')}|${claim.id}`,
      factId: claim.factId,
      factKey: claim.factKey,
      predicate: claim.predicate,
      subjectId: claim.subjectId,
      objectId: claim.objectId,
      sourceId: claim.sourceId,
      attributedToId: claim.attributedToId,
      variable: claim.variable,
      amount: claim.value?.amount ?? null,
      unit: claim.value?.unit ?? null,
      bound: claim.value?.bound ?? null,
      lower: claim.value?.lower ?? null,
      upper: claim.value?.upper ?? null,
      text: claim.text,
      period: claim.period?.edtf ?? null,
      start: claim.period?.start ?? null,
      end: claim.period?.end ?? null,
      modality: claim.modality,
      rank: claim.rank,
      recordedAt,
      recordedIn: neo4j.int(changeNumber),
    },
  };
}

/** Ends a transaction in which nothing turned out to be new, so that it leaves no change number behind. */
class NothingNew extends Error {}

const unique = <T extends { readonly id: string }>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

/**
 * Writes a change and the facts that follow from it, in one transaction: all of it or nothing. What is there already
 * stays as it is, so the same change twice is the change once.
 */
export async function writeChange(graph: Graph, change: Change): Promise<ChangeResult> {
  const { statements } = graph;
  try {
    return await graph.write(async (transaction) => {
      const at = new Date().toISOString();
      const begun = await transaction.run(statements.get('write/begin-change'), { at });
      const changeNumber = Number(begun[0]?.get('changeNumber'));
      const touched: string[] = [];
      let news = 0;
      for (const batch of inBatches(change.sources)) {
        const sources = batch.map((source) => ({ ...source, key: `${at}|${source.id}` }));
        news += (await transaction.run(statements.get('write/put-sources'), { sources })).length;
      }
      news += (await putEntities(transaction, statements, change.entities)).length;
      const rows = unique(change.claims).map((claim, index) => claimRow(claim, at, changeNumber, index));
      let asserted = 0;
      for (const claims of inBatches(rows)) {
        const written = await transaction.run(statements.get('write/assert-claims'), { claims });
        asserted += written.length;
        touched.push(...written.map((row) => String(row.get('factId'))));
      }
      let retracted = 0;
      for (const claims of inBatches(change.retractions)) {
        const written = await transaction.run(statements.get('write/retract-claims'), {
          claims,
          at,
          changeNumber: neo4j.int(changeNumber),
        });
        retracted += written.length;
        touched.push(...written.map((row) => String(row.get('factId'))));
      }
      if (news + asserted + retracted === 0) throw new NothingNew();
      await projectFacts(transaction, statements, touched);
      return { changeNumber, asserted, retracted, facts: new Set(touched).size };
    });
  } catch (error) {
    if (error instanceof NothingNew) return { changeNumber: null, asserted: 0, retracted: 0, facts: 0 };
    throw error;
  }
}
