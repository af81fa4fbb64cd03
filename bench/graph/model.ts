import type { PlacedClaim } from '../../src/ingest/place-claims.ts';
import type { SourceCard } from '../../src/ingest/source.ts';
import { Entities, type GraphEntity } from './entities.ts';
import { FactPlan } from './fact-ends.ts';
import { Facts, type GraphFact } from './facts.ts';
import { type Shape, shapeOf } from './shape.ts';
import { Sources } from './sources.ts';

/** What goes into the graph together, as a batch of an import does. */
export interface GraphChange {
  /** From 1 on. */
  readonly number: number;
  /** When it is made, ISO 8601. */
  readonly at: string;
  readonly sources: readonly SourceCard[];
  readonly entities: readonly GraphEntity[];
  /** Facts of which nothing was said before, with all that is ever said of them. */
  readonly facts: readonly GraphFact[];
}

/** The benchmark’s graph: made anew, thing by thing, whenever it is walked. */
export interface BenchGraph {
  readonly shape: Shape;
  readonly entityAt: Entities;
  readonly plan: FactPlan;
  /** The facts’ claims and what they add up to. */
  readonly factsOf: Facts;
  sources(): Iterable<SourceCard>;
  /** Places come before what lies in them. */
  entities(): Iterable<GraphEntity>;
  /** Each with its claims. */
  facts(): Iterable<GraphFact>;
  claims(): Iterable<PlacedClaim>;
  /** All of it, in batches: an entity together with where it lies, a fact with all of its claims. */
  changes(): Iterable<GraphChange>;
}

/** So many entities and claims are in a batch, about. */
const BATCH_WEIGHT = 2_000;
const FIRST_CHANGE = Date.parse('2025-06-01T00:00:00.000Z');

/** An entity and the fact that says where it lies. */
function* located(entities: Entities, facts: Facts): Generator<readonly [GraphEntity, GraphFact | null]> {
  let number = 0;
  for (const entity of entities.all()) {
    yield [entity, facts.location(entity, number)];
    number += 1;
  }
}

/**
 * The graph of so many facts. The same numbers make the same graph, on every machine.
 * @throws RangeError when so few facts make no graph.
 */
export function generate(facts: number, seed = 1): BenchGraph {
  const shape = shapeOf(facts, seed);
  const sources = new Sources(shape);
  const entityAt = new Entities(shape);
  const plan = new FactPlan(shape, entityAt);
  const factsOf = new Facts(shape, sources, entityAt);

  function* allFacts(): Generator<GraphFact> {
    for (const [, fact] of located(entityAt, factsOf)) if (fact) yield fact;
    for (const ends of plan.all()) yield factsOf.of(ends);
  }

  function* changes(): Generator<GraphChange> {
    let number = 0;
    const change = (content: Partial<GraphChange>): GraphChange => {
      number += 1;
      const at = new Date(FIRST_CHANGE + 1_000 * number).toISOString();
      return { number, at, sources: [], entities: [], facts: [], ...content };
    };
    yield change({ sources: sources.all });
    let entities: GraphEntity[] = [];
    let batch: GraphFact[] = [];
    let weight = 0;
    const add = (entity: GraphEntity | null, fact: GraphFact | null): GraphChange | null => {
      if (entity) entities.push(entity);
      if (fact) batch.push(fact);
      weight += (entity ? 1 : 0) + (fact?.claims.length ?? 0);
      return weight < BATCH_WEIGHT ? null : flush();
    };
    const flush = (): GraphChange => {
      const full = change({ entities, facts: batch });
      entities = [];
      batch = [];
      weight = 0;
      return full;
    };
    for (const [entity, fact] of located(entityAt, factsOf)) {
      const full = add(entity, fact);
      if (full) yield full;
    }
    // Whom a claim is attributed to is there before the claim.
    if (weight > 0) yield flush();
    for (const ends of plan.all()) {
      const full = add(null, factsOf.of(ends));
      if (full) yield full;
    }
    if (weight > 0) yield flush();
  }

  return {
    shape,
    entityAt,
    plan,
    factsOf,
    sources: () => sources.all,
    entities: () => entityAt.all(),
    facts: allFacts,
    *claims() {
      for (const fact of allFacts()) yield* fact.claims;
    },
    changes,
  };
}
