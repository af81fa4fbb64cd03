import { contentId } from '../model/ids.ts';
import { type Period, parsePeriod } from '../model/period.ts';
import { resolveQuantity } from '../model/quantity.ts';
import type { Said } from '../model/said.ts';
import { allowsEnds, declarationOf, type EntityKind, kindOfId, OBSERVED, type Rank } from '../ontology.ts';
import { at, ClaimProblem } from './claim-problem.ts';
import type { ClaimLine } from './claims-file.ts';

/** A claim with all that follows from what it says. */
export interface Claim extends Said {
  readonly id: string;
  readonly factId: string;
  readonly period: Period | null;
  readonly rank: Rank;
  readonly factKey: string | null;
  readonly sourceId: string;
  readonly locator: string | null;
  readonly quote: string | null;
  readonly attributedToId: string | null;
}

function checkEnds(line: ClaimLine): void {
  const { predicate, subject, object, variable } = line;
  if (predicate === OBSERVED) {
    if (object !== undefined) throw new ClaimProblem('object', `an ${OBSERVED} claim has no object`);
    if (variable === undefined)
      throw new ClaimProblem(
        'variable',
        `an ${OBSERVED} claim names its variable, for example "vehicle exports"`,
      );
    if (line.value === undefined && line.text === undefined)
      throw new ClaimProblem('value', `an ${OBSERVED} claim has a value or a text`);
    return;
  }
  if (variable !== undefined) throw new ClaimProblem('variable', `only ${OBSERVED} claims have a variable`);
  if (object === undefined) throw new ClaimProblem('object', `a claim of ${predicate} names its object`);
  if (object === subject) throw new ClaimProblem('object', 'subject and object are the same entity');
  const ends = [kindOfId(subject), kindOfId(object)] as [EntityKind, EntityKind];
  if (!allowsEnds(predicate, ...ends)) {
    const allowed = declarationOf(predicate)
      .ends.map(([from, to]) => `${from.join(', ')} -> ${to.join(', ')}`)
      .join('; ');
    throw new ClaimProblem(
      'predicate',
      `${predicate} does not go from ${ends[0]} to ${ends[1]}; it goes ${allowed}`,
    );
  }
}

/**
 * Claims make one fact when subject, predicate, object or variable, and period are equal; a claim may instead name
 * its fact by a key. The two ends of a symmetric predicate are the same whichever comes first.
 */
export function factEnds(
  claim: Pick<Claim, 'predicate' | 'subjectId' | 'objectId'>,
): readonly [fromId: string, toId: string | null] {
  const { predicate, subjectId, objectId } = claim;
  const isTurned =
    predicate !== OBSERVED &&
    objectId !== null &&
    declarationOf(predicate).isSymmetric === true &&
    objectId < subjectId;
  return isTurned ? [objectId, subjectId] : [subjectId, objectId];
}

/** What decides which fact a claim speaks of. */
export type FactTerms = Pick<Claim, 'subjectId' | 'predicate' | 'objectId' | 'variable' | 'factKey'> & {
  readonly period: string | null;
};

/** The fact that a claim speaks of. */
export function factIdOf(terms: FactTerms): string {
  const [fromId, toId] = factEnds(terms);
  const { predicate, variable, factKey, period } = terms;
  return contentId('fact', [
    fromId,
    predicate,
    toId ?? variable,
    factKey === null ? 'period' : 'key',
    factKey ?? period,
  ]);
}

/**
 * What a claim line says, checked against the ontology and completed.
 * @throws ClaimProblem naming the field that cannot stand.
 */
export function claimFromLine(line: ClaimLine, sourceId: string): Claim {
  checkEnds(line);
  const { predicate } = line;
  const measure = predicate === OBSERVED ? 'quantity' : declarationOf(predicate).value?.measure;
  const stated = line.value;
  if (stated && !measure) throw new ClaimProblem('value', `${predicate} takes no value`);
  const value = stated && measure ? at('value', () => resolveQuantity(stated, measure)) : null;
  const { period: edtf } = line;
  const period = edtf === undefined ? null : at('period', () => parsePeriod(edtf));
  const said = {
    subjectId: line.subject,
    predicate,
    objectId: line.object ?? null,
    variable: line.variable ?? null,
    value,
    text: line.text ?? null,
    period,
    modality: line.modality,
    factKey: line.fact ?? null,
    sourceId,
    locator: line.locator ?? null,
    attributedToId: line.attributedTo ?? null,
  };
  const id = contentId('claim', [
    sourceId,
    said.subjectId,
    predicate,
    said.objectId,
    said.variable,
    ...(value ? [value.amount, value.unit, value.bound, value.lower, value.upper] : [null]),
    said.text,
    period?.edtf ?? null,
    said.modality,
    said.factKey,
    said.locator,
    said.attributedToId,
  ]);
  return {
    id,
    factId: factIdOf({ ...said, period: period?.edtf ?? null }),
    ...said,
    rank: line.rank,
    quote: line.quote ?? null,
  };
}
