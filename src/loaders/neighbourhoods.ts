import neo4j from 'neo4j-driver';
import { branchesOf, factStatement, fromOtherEnd, links } from '../graph/branches.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import type { RelationPredicate } from '../ontology.ts';
import { type Batch, isPast, type Reader, requiredColumn } from './read.ts';

/** How many facts of one kind and end, the latest, are looked at: of the entity itself, and of each of those around it. */
export const LATEST = { ofItself: 500, ofOthers: 50 } as const;
/** How many facts a neighbourhood has at most, for each entity that was asked for. */
export const FACTS_EACH = 4;

export interface NeighbourhoodShape {
  readonly predicates: readonly RelationPredicate[];
  readonly hops: number;
  /** How many entities at most, the one in the middle counted. */
  readonly first: number;
}

/** Entities around one, and the facts between them, by id. */
export interface Neighbourhood {
  /** The one in the middle first, then the nearest, then as their facts come. */
  readonly entityIds: readonly string[];
  /** Most-sourced first, then the latest. */
  readonly factIds: readonly string[];
  readonly isComplete: boolean;
}

interface MetFact {
  readonly id: string;
  readonly ends: readonly [near: string, far: string];
  readonly sourceCount: number;
  readonly recent: string;
}

/** What was met of the facts of one entity. */
interface Met {
  readonly facts: MetFact[];
  /** The kinds and ends of which there are more than were looked at. */
  readonly cutParts: string[];
}

export const neighboursStatement = (statements: Statements, isThen = false): Statement =>
  factStatement(statements, 'neighbours', links, isThen ? 'then' : '', { isPast: isThen });

/** Most-sourced first, then the latest; `recent` ends in the id, so that the order is total. */
const byRank = (a: MetFact, b: MetFact): number =>
  b.sourceCount - a.sourceCount || (a.recent > b.recent ? -1 : a.recent < b.recent ? 1 : 0);

/** Reads the latest facts of some entities. */
async function meet(
  reader: Reader,
  predicates: readonly RelationPredicate[],
  keys: readonly string[],
  among: readonly string[] | null,
  latest: number,
): Promise<Map<string, Met>> {
  const met = new Map(keys.map((key): [string, Met] => [key, { facts: [], cutParts: [] }]));
  if (keys.length === 0) return met;
  const [row] = await reader.read(neighboursStatement(reader.statements, isPast(reader)), {
    keys,
    branches: predicates.flatMap((predicate) => branchesOf(predicate, 'BOTH')),
    predicates,
    among,
    validAt: reader.moment.validAt,
    limit: neo4j.int(latest + 1),
  });
  const get = <T>(name: string): readonly T[] => requiredColumn<T>(row, name);
  const [parts, isCut, farIds] = [get<string>('part'), get<boolean>('isCut'), get<string[]>('farId')];
  const [factIds, sources, recents] = [
    get<string[]>('factId'),
    get<number[]>('sources'),
    get<string[]>('recent'),
  ];
  get<number>('parent').forEach((parent, i) => {
    const near = keys[parent] ?? '';
    const { facts, cutParts } = met.get(near) ?? { facts: [], cutParts: [] };
    if (isCut[i]) cutParts.push(parts[i] ?? '');
    factIds[i]?.forEach((id, k) => {
      facts.push({
        id,
        ends: [near, farIds[i]?.[k] ?? ''],
        sourceCount: sources[i]?.[k] ?? 0,
        recent: recents[i]?.[k] ?? '',
      });
    });
  });
  return met;
}

/** A neighbourhood while it is found. */
class Around {
  readonly entityIds: string[];
  /** Those that were found last. */
  layer: readonly string[];
  /** Whether there are entities that were left out, or facts that were not looked at and may lead to some. */
  isOpen = false;
  readonly #first: number;
  readonly #known: Set<string>;
  readonly #met = new Map<string, Met>();
  /** The facts by which entities were found, without which these would stand apart. */
  readonly #ties: MetFact[] = [];

  constructor(id: string, first: number) {
    this.entityIds = first > 0 ? [id] : [];
    this.layer = this.entityIds;
    this.#known = new Set(this.entityIds);
    this.#first = first;
  }

  get isFull(): boolean {
    return this.entityIds.length >= this.#first;
  }

  /** Takes in what was met of the last layer's facts. */
  keep(met: ReadonlyMap<string, Met>): void {
    for (const id of this.layer) {
      const known = met.get(id);
      if (known) this.#met.set(id, known);
    }
  }

  /** Takes in whom the last layer's facts lead to, best facts first, as many as there is room for. */
  grow(met: ReadonlyMap<string, Met>): void {
    this.keep(met);
    const ofLayer = this.layer.flatMap((id) => met.get(id) ?? []);
    const next: string[] = [];
    for (const fact of ofLayer.flatMap(({ facts }) => facts).sort(byRank)) {
      const [, far] = fact.ends;
      if (this.#known.has(far)) continue;
      if (this.isFull) {
        this.isOpen = true;
        break;
      }
      this.#known.add(far);
      this.entityIds.push(far);
      this.#ties.push(fact);
      next.push(far);
    }
    if (ofLayer.some(({ cutParts }) => cutParts.length > 0)) this.isOpen = true;
    this.layer = next;
  }

  /** Whether two of its entities have so many facts of one kind that one between them may have been missed. */
  #mayMiss(): boolean {
    const cut = [...this.#met].flatMap(([id, { cutParts }]) => cutParts.map((part) => ({ id, part })));
    return cut.some((one) => cut.some(({ id, part }) => id !== one.id && part === fromOtherEnd(one.part)));
  }

  answer(): Neighbourhood {
    const facts = new Map(this.#ties.map((fact) => [fact.id, fact]));
    const others = [...this.#met.values()]
      .flatMap((met) => met.facts)
      .filter(({ ends }) => this.#known.has(ends[1]))
      .sort(byRank);
    const most = FACTS_EACH * this.#first;
    for (const fact of others) {
      if (facts.size >= most && !facts.has(fact.id)) {
        this.isOpen = true;
        break;
      }
      facts.set(fact.id, fact);
    }
    return {
      entityIds: this.entityIds,
      factIds: [...facts.values()].sort(byRank).map(({ id }) => id),
      isComplete: !this.isOpen && !this.#mayMiss(),
    };
  }
}

/**
 * What is around entities: layer by layer, of each the latest facts of every kind and end; of the last layer only those that lead to
 * one that is in it already.
 */
export const neighbourhoods: Batch<NeighbourhoodShape, Neighbourhood> = async (
  reader,
  { predicates, hops, first },
  keys,
) => {
  const all = keys.map((key) => new Around(key, first));
  const layersOf = (some: readonly Around[]): string[] => [...new Set(some.flatMap(({ layer }) => layer))];
  for (let hop = 1; hop <= hops; hop += 1) {
    const growing = all.filter(({ isFull }) => !isFull);
    const latest = hop === 1 ? LATEST.ofItself : LATEST.ofOthers;
    const met = await meet(reader, predicates, layersOf(growing), null, latest);
    for (const around of all)
      if (!around.isFull) around.grow(met);
      else if (around.layer.length > 0) around.isOpen = true;
  }
  const among = [...new Set(all.flatMap(({ entityIds }) => entityIds))];
  const met = await meet(reader, predicates, layersOf(all), among, LATEST.ofOthers);
  for (const around of all) around.keep(met);
  return all.map((around) => around.answer());
};
