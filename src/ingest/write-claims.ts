import neo4j from 'neo4j-driver';
import type { Graph, WriteTransaction } from '../graph/graph.ts';
import type { Statements } from '../graph/statements.ts';
import { assertClaims, knownClaims } from './assert-claims.ts';
import { BATCH_SIZE, inBatches } from './batches.ts';
import type { Claim } from './claim.ts';
import type { EntityCard } from './entity.ts';
import { OpenChange, recordedKey } from './open-change.ts';
import { placeClaims } from './place-claims.ts';
import { projectFacts } from './project.ts';
import { putEntities } from './put-entities.ts';
import type { SourceCard } from './source.ts';
import { type Merge, writeMerge } from './write-merges.ts';

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
  /** Made when all else is there, one after the other. */
  readonly merges?: readonly Merge[];
  /** The countries that entities are described with, by the entity’s id: names are compared within a country. */
  readonly countries?: ReadonlyMap<string, string>;
}

export interface ChangeResult {
  /** Null when everything was there already and nothing was written. */
  readonly changeNumber: number | null;
  /** Sources and entities that are new or better known. */
  readonly news: number;
  readonly asserted: number;
  readonly retracted: number;
  /** Entities that another one stands for now. */
  readonly merged: number;
  readonly facts: number;
}

/** Ends a transaction in which nothing turned out to be new, so that it leaves no change number behind. */
class NothingNew extends Error {}

/** Each claim once, as it is said first. */
const unique = <T extends { readonly id: string }>(items: readonly T[]): T[] =>
  [...new Map(items.toReversed().map((item) => [item.id, item])).values()].reverse();

/** Each source once: what is said of it several times is put together, and nothing known is overwritten. */
function mergedSources(sources: readonly SourceCard[]): SourceCard[] {
  const merged = new Map<string, SourceCard>();
  for (const source of sources) {
    const known = merged.get(source.id);
    const said = Object.entries(known ?? {}).filter(([, value]) => value !== null);
    merged.set(source.id, { ...source, ...Object.fromEntries(said) });
  }
  return [...merged.values()];
}

/** What a change did, thing by thing. */
export interface AppliedChange {
  readonly changeNumber: number;
  /** Sources and entities that were new or became better known. */
  readonly news: ReadonlySet<string>;
  readonly asserted: ReadonlySet<string>;
  /** The facts that the change's claims speak of, in their order. */
  readonly factIds: ReadonlySet<string>;
  readonly retracted: ReadonlySet<string>;
  readonly facts: number;
}

/** Facts that live claims of a source speak of. */
async function factsOfSource(open: OpenChange, sourceId: string): Promise<string[]> {
  const factIds: string[] = [];
  for (let after = ''; ; ) {
    const page = { sourceId, after, limit: neo4j.int(BATCH_SIZE) };
    const rows = await open.run('write/facts-of-source', page);
    factIds.push(...rows.map((row) => String(row.get('factId'))));
    const last = rows.at(-1);
    if (!last || rows.length < BATCH_SIZE) return factIds;
    after = String(last.get('key'));
  }
}

/**
 * Puts a change into the graph within a transaction, and the facts that follow from it. What is there already stays as
 * it is, so the same change twice is the change once.
 */
export async function applyChange(
  transaction: WriteTransaction,
  statements: Statements,
  change: Change,
): Promise<AppliedChange> {
  const open = await OpenChange.begin(transaction, statements);
  const touched = new Set<string>();
  const news = new Set<string>();
  const sources = mergedSources(change.sources).map((source, i) => ({
    ...source,
    key: recordedKey(open, i, source.id),
  }));
  for (const batch of inBatches(sources)) {
    for (const row of await open.run('write/put-sources', { sources: batch })) {
      const id = String(row.get('id'));
      news.add(id);
      // Of several claims the one of the newest source is shown.
      if (row.get('isRedated')) for (const factId of await factsOfSource(open, id)) touched.add(factId);
    }
  }
  open.did('sourceIds', news);
  const placed = await placeClaims(open, unique(change.claims));
  const known = await knownClaims(open, placed);
  const entityIds = await putEntities(open, change.entities);
  open.did('entityIds', entityIds);
  for (const id of entityIds) news.add(id);
  const countries = entityIds.flatMap((id) => {
    const country = change.countries?.get(id);
    return country === undefined ? [] : [{ id, country }];
  });
  if (countries.length > 0) await open.send('write/put-countries', { countries });
  const takenBack = new Set(change.retractions.map(({ id }) => id));
  const { asserted, touched: spokenOf, alone } = await assertClaims(open, placed, known, takenBack);
  for (const factId of spokenOf) touched.add(factId);
  open.did('assertedIds', asserted);
  const single = new Map(alone);
  const retracted = new Set<string>();
  for (const claims of inBatches(change.retractions)) {
    const written = await open.run('write/retract-claims', { claims, at: open.at });
    for (const row of written) {
      retracted.add(String(row.get('id')));
      const factId = String(row.get('factId'));
      touched.add(factId);
      single.delete(factId);
    }
  }
  open.did('retractedIds', retracted);
  await projectFacts(open, [...touched], single);
  const changeNumber = await open.end();
  const factIds = new Set(placed.map(({ place }) => place.factId));
  return { changeNumber, news, asserted, factIds, retracted, facts: touched.size };
}

/**
 * Writes a change in a transaction of its own: all of it or nothing, and no change number when nothing is new.
 * @param check refuses the change by what the graph holds; no other change comes between.
 */
export async function writeChange(
  graph: Graph,
  change: Change,
  check: (transaction: WriteTransaction) => Promise<void> = async () => undefined,
): Promise<ChangeResult> {
  try {
    return await graph.write(async (transaction) => {
      await transaction.send(graph.statements.get('write/lock-graph'));
      await check(transaction);
      const applied = await applyChange(transaction, graph.statements, change);
      const { changeNumber, news, asserted, retracted, facts } = applied;
      let merged = 0;
      for (const merge of change.merges ?? [])
        if (await writeMerge(transaction, graph.statements, merge)) merged += 1;
      if (news.size + asserted.size + retracted.size + merged === 0) throw new NothingNew();
      return {
        changeNumber: changeNumber + merged,
        news: news.size,
        asserted: asserted.size,
        retracted: retracted.size,
        merged,
        facts,
      };
    });
  } catch (error) {
    if (error instanceof NothingNew)
      return { changeNumber: null, news: 0, asserted: 0, retracted: 0, merged: 0, facts: 0 };
    throw error;
  }
}
