import neo4j from 'neo4j-driver';
import { claimRow } from '../../src/ingest/assert-claims.ts';
import { cardProperties, matchKeys } from '../../src/ingest/entity.ts';
import { recordedKey } from '../../src/ingest/open-change.ts';
import type { SourceCard } from '../../src/ingest/source.ts';
import { identifierKey } from '../../src/model/identifier.ts';
import { nameOfKey } from '../../src/model/match-name.ts';
import { blocksOf } from '../../src/model/name-blocks.ts';
import { withoutNulls } from '../../src/model/without-nulls.ts';
import { kinds, OBSERVED } from '../../src/ontology.ts';
import { containersOf, withinIds } from './containment.ts';
import type { GraphEntity } from './entities.ts';
import type { GraphFact } from './facts.ts';
import type { GraphChange } from './model.ts';

/** What a property may be; whole numbers are integers of 64 bits. */
export type Value = string | bigint | boolean | readonly string[] | readonly bigint[];
export type Properties = Readonly<Record<string, Value>>;

/** A node, in the table that is named after its last label. */
export interface NodeRow {
  readonly table: string;
  readonly properties: Properties;
}

/** A relationship; its ends are known by the key of their tables. */
export interface RelationshipRow {
  readonly table: string;
  readonly from: string;
  readonly to: string;
  readonly properties: Properties;
}

export type Row = NodeRow | RelationshipRow;

/** Properties as a statement gets them, as they are then stored. */
const stored = (properties: Readonly<Record<string, unknown>>): Properties =>
  Object.fromEntries(
    Object.entries(withoutNulls(properties)).map(([name, value]) => [
      name,
      neo4j.isInt(value) ? value.toBigInt() : (value as Value),
    ]),
  );

/**
 * What Steppe’s own writing leaves in the graph of changes, as rows for an importer: by the functions that it is written
 * with, but for what Cypher does.
 */
export class GraphRows {
  readonly #names = new Set<string>();
  readonly #countries = new Map<string, string>();
  /** What the `Graph` node is in the end; the one thing that no row stands for, as migrations would take it for an old graph. */
  #last: Properties = {};

  get graph(): Properties {
    return this.#last;
  }

  *of(change: GraphChange): Generator<Row> {
    const { number, at, sources, entities, facts } = change;
    const knownIn = BigInt(number);
    for (const [i, source] of sources.entries()) yield this.#source(source, change, i);
    for (const entity of entities) yield* this.#entity(entity, knownIn);
    let index = 0;
    for (const fact of facts) {
      for (const claim of fact.claims) {
        yield* this.#claim(claim, change, index);
        index += 1;
      }
      yield* this.#fact(fact, knownIn);
    }
    const did = {
      sourceIds: sources.map(({ id }) => id),
      entityIds: entities.map(({ id }) => id),
      assertedIds: facts.flatMap(({ claims }) => claims.map(({ id }) => id)),
      factIds: facts.map(({ factId }) => factId),
    };
    const known = Object.entries(did).filter(([, ids]) => ids.length > 0);
    yield { table: 'Change', properties: { number: knownIn, at, ...Object.fromEntries(known) } };
    this.#last = { id: 'graph', changeNumber: knownIn, changedAt: at };
  }

  #source(source: SourceCard, change: GraphChange, index: number): NodeRow {
    const key = recordedKey(change, index, source.id);
    return { table: 'Source', properties: stored({ ...source, key, knownIn: neo4j.int(change.number) }) };
  }

  *#entity(entity: GraphEntity, knownIn: bigint): Generator<Row> {
    const { id, kind, card, countryId } = entity;
    if (countryId !== null) this.#countries.set(id, countryId);
    const properties = stored({ id, ...cardProperties(card), countryId });
    yield { table: kinds[kind].label, properties: { ...properties, withinIds: withinIds(entity), knownIn } };
    for (const { placeId, distance } of containersOf(entity))
      yield {
        table: 'WITHIN',
        from: id,
        to: placeId,
        properties: { placeId, distance: BigInt(distance), nameKey: properties.nameKey as string },
      };
    for (const identifier of card.identifiers) {
      const key = identifierKey(identifier);
      yield { table: 'Identifier', properties: { key } };
      yield { table: 'IDENTIFIES', from: key, to: id, properties: {} };
    }
    for (const key of matchKeys(card)) {
      if (!this.#names.has(key))
        yield { table: 'MatchName', properties: stored({ key, name: nameOfKey(key), ...blocksOf(key) }) };
      this.#names.add(key);
      yield { table: 'NAMES', from: key, to: id, properties: {} };
    }
  }

  *#claim(claim: GraphFact['claims'][number], change: GraphChange, index: number): Generator<Row> {
    const { id, subjectId, objectId, sourceId, attributedToId } = claim;
    const row = claimRow(claim, change, index);
    yield { table: 'Claim', properties: stored(row.properties) };
    yield { table: 'SUBJECT', from: id, to: subjectId, properties: {} };
    if (objectId !== null) yield { table: 'OBJECT', from: id, to: objectId, properties: {} };
    yield { table: 'STATED_IN', from: id, to: sourceId, properties: stored(row.statedIn) };
    if (attributedToId !== null)
      yield { table: 'ATTRIBUTED_TO', from: id, to: attributedToId, properties: {} };
  }

  *#fact(fact: GraphFact, knownIn: bigint): Generator<Row> {
    const { factId, predicate, fromId, toId, properties } = fact;
    const known = { ...properties, knownIn };
    if (predicate === OBSERVED || toId === null) {
      yield { table: 'Observation', properties: known };
      yield { table: OBSERVED, from: fromId, to: factId, properties: {} };
    } else
      yield { table: predicate, from: fromId, to: toId, properties: { ...known, ...this.#summedBy(fact) } };
  }

  /** What cypher/fragments/summed-by.cypher makes; here nothing lies in several countries. */
  #summedBy({ fromId, toId, properties: { unit, whole, fraction } }: GraphFact): Properties {
    if (unit === undefined) return {};
    return {
      subjectCountry: this.#countries.get(fromId) ?? '',
      objectCountry: this.#countries.get(toId ?? '') ?? '',
      addends: typeof whole === 'bigint' && typeof fraction === 'bigint' ? [whole, fraction] : [],
    };
  }
}
