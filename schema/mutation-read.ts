import { type Claim, claimFromLine } from '../src/ingest/claim.ts';
import { at } from '../src/ingest/claim-problem.ts';
import { claimLine, sourceLine } from '../src/ingest/claims-file.ts';
import { type SourceCard, sourceFromLine } from '../src/ingest/source.ts';
import { parsePeriod } from '../src/model/period.ts';
import { unitProblem } from '../src/model/quantity.ts';
import { declarationOf, OBSERVED } from '../src/ontology.ts';
import { given } from './mutation-entities.ts';
import type { ClaimShape, ReferenceShape, SourceShape } from './mutation-inputs.ts';
import type { Problems } from './mutation-problems.ts';

/** A document as an input tells of it; `card` is null for one that is named by its id alone and must be there. */
export interface ReadSource {
  readonly id: string;
  readonly card: SourceCard | null;
}

/** Reads a source. @returns undefined, and keeps why, when it cannot stand. */
export function readSource(input: SourceShape, path: string, problems: Problems): ReadSource | undefined {
  const fields = given(input);
  if (Object.keys(fields).length === 0) {
    problems.add(path, 'say which document it is: its `id` if it is there, else its title, url or publisher');
    return undefined;
  }
  const line = problems.parse(sourceLine, { ...fields, type: 'source' }, path);
  const card = line && problems.attempt(path, () => sourceFromLine(line));
  return card && { id: card.id, card: Object.keys(fields).every((name) => name === 'id') ? null : card };
}

/** Which entity stands where in a claim. */
type IdOf = (reference: ReferenceShape, field: 'subject' | 'object' | 'attributedTo') => string | undefined;

/** Reads a claim, its entities named by `idOf`. @returns undefined, and keeps why, when it cannot stand. */
export function readClaim(
  { subject, object, attributedTo, factKey, ...input }: ClaimShape,
  sourceId: string,
  idOf: IdOf,
  path: string,
  problems: Problems,
): Claim | undefined {
  const ids = {
    subject: idOf(subject, 'subject'),
    object: object ? idOf(object, 'object') : undefined,
    attributedTo: attributedTo ? idOf(attributedTo, 'attributedTo') : undefined,
  };
  const { predicate, value } = input;
  const measure = predicate === OBSERVED ? 'quantity' : declarationOf(predicate).value?.measure;
  const unit = value && measure ? unitProblem(value.unit, measure) : null;
  if (unit) problems.add(`${path}.value.unit`, unit);
  const { period } = input;
  const isRead =
    period == null ||
    problems.attempt(path, () => at('period', () => parsePeriod(period.trim()))) !== undefined;
  const isUnnamed = (object && !ids.object) || (attributedTo && !ids.attributedTo);
  if (unit || !isRead || isUnnamed || ids.subject === undefined) return undefined;
  const line = problems.parse(
    claimLine,
    {
      ...given({ ...input, ...ids, fact: factKey }),
      ...(value && { value: given(value) }),
      type: 'claim',
    },
    path,
  );
  return line && problems.attempt(path, () => claimFromLine(line, sourceId));
}
