import { type Claim, claimFromLine } from '../../src/ingest/claim.ts';
import type { ClaimLine } from '../../src/ingest/claims-file.ts';
import type { PlacedClaim } from '../../src/ingest/place-claims.ts';
import { onlyClaim } from '../../src/ingest/project.ts';
import { type ProjectedFact, projectFact } from '../../src/ingest/project-fact.ts';
import type { Modality } from '../../src/ontology.ts';
import type { Entities, GraphEntity } from './entities.ts';
import type { FactEnds } from './fact-ends.ts';
import { Draws } from './random.ts';
import { groupNames, type Shape } from './shape.ts';
import type { Sources } from './sources.ts';
import { drawPeriod, drawValue, otherValue } from './values.ts';

/** A claim in its place, no entity being merged into another. */
const placed = (claim: Claim): PlacedClaim => {
  const { subjectId, objectId, attributedToId, factId } = claim;
  return { ...claim, place: { subjectId, objectId, attributedToId, factId } };
};

/** A fact with the claims that add up to it. */
export interface GraphFact extends ProjectedFact {
  readonly claims: readonly PlacedClaim[];
}

const CLAIMS = [
  [1, 68],
  [2, 18],
  [3, 10],
  [4, 4],
] as const;
const MODALITIES: readonly (readonly [Modality, number])[] = [
  ['REALISED', 72],
  ['PLANNED', 20],
  ['ESTIMATED', 6],
  ['DENIED', 2],
];
const LOCATION_STREAM = 300;
const CLAIMS_STREAM = 200;

/** What sources say of facts, and what that adds up to. */
export class Facts {
  readonly #shape: Shape;
  readonly #sources: Sources;
  readonly #entities: Entities;

  constructor(shape: Shape, sources: Sources, entities: Entities) {
    this.#shape = shape;
    this.#sources = sources;
    this.#entities = entities;
  }

  of(ends: FactEnds): GraphFact {
    const draws = new Draws(this.#shape.seed, CLAIMS_STREAM + groupNames.indexOf(ends.group), ends.number);
    const { subject, predicate, object, variable, fact } = ends;
    const value = drawValue(draws, ends);
    const first: ClaimLine = {
      type: 'claim',
      subject,
      predicate,
      object,
      variable,
      value,
      text: predicate === 'OBSERVED' && draws.chance(0.1) ? 'more than in the year before' : undefined,
      period: drawPeriod(draws, ends),
      modality: draws.weighted(MODALITIES),
      rank: 'NORMAL',
      fact,
      locator: `row ${ends.number}`,
      quote: draws.chance(0.1) ? 'as the two sides have agreed, the contract says' : undefined,
      attributedTo: draws.chance(0.03)
        ? this.#entities.organizationId(draws.skewedBelow(this.#shape.organizations))
        : undefined,
    };
    return this.#said(draws, first, () => this.#otherwise(draws, first, ends));
  }

  /** That an entity lies in its place: what all who speak of it agree about. */
  location(entity: GraphEntity, number: number): GraphFact | null {
    if (entity.parentId === null) return null;
    const draws = new Draws(this.#shape.seed, LOCATION_STREAM, number);
    const line: ClaimLine = {
      type: 'claim',
      subject: entity.id,
      predicate: 'LOCATED_IN',
      object: entity.parentId,
      modality: 'REALISED',
      rank: 'NORMAL',
      locator: `place ${number}`,
    };
    return this.#said(draws, line, () => line);
  }

  /** What another source says of the same: it agrees, more often than not. */
  #otherwise(draws: Draws, line: ClaimLine, ends: FactEnds): ClaimLine {
    const { value } = line;
    const isKeyed = line.fact !== undefined;
    return {
      ...line,
      value: value && draws.chance(0.3) ? otherValue(draws, value) : value,
      // Only what names its fact may put its period differently.
      period: isKeyed && draws.chance(0.2) ? drawPeriod(draws, ends) : line.period,
      modality: draws.chance(0.9) ? line.modality : draws.weighted(MODALITIES),
      quote: undefined,
      attributedTo: undefined,
    };
  }

  #said(draws: Draws, first: ClaimLine, another: () => ClaimLine): GraphFact {
    const count = draws.weighted(CLAIMS);
    const source = draws.below(this.#shape.sources);
    const claims: PlacedClaim[] = [];
    for (let n = 0; n < count; n += 1)
      claims.push(placed(claimFromLine(n === 0 ? first : another(), this.#sources.at(source + n).id)));
    const factId = (claims[0] as PlacedClaim).factId;
    const live = claims.map((claim, n) => {
      const { publishedAt, retrievedAt } = this.#sources.at(source + n);
      return { ...onlyClaim(claim), publishedAt, retrievedAt };
    });
    const fact = projectFact(factId, live);
    if (!fact || claims.some((claim) => claim.factId !== factId)) throw new Error(`no fact of ${factId}`);
    return { ...fact, claims };
  }
}
