import { scriptOf } from '../../model/names.ts';
import { ClaimProblem } from '../claim-problem.ts';
import { claimLine, sourceLine } from '../claims-file.ts';
import type { EntityDescription, MappedClaim, MappedSource, RowResult } from '../mapping/mapped.ts';
import { type SourceCard, sourceFromLine } from '../source.ts';
import type { RowClaim, RowContent, RowEntity } from './row.ts';

/** What a claim says beside whom it is about. */
const claimBody = claimLine.omit({ type: true, subject: true, object: true, attributedTo: true });

function claimOf({ subject, object, attributedTo, ...said }: MappedClaim): RowClaim {
  const parsed = claimBody.safeParse(said);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ClaimProblem(issue?.path.join('.') ?? '', issue?.message ?? 'not a claim');
  }
  return {
    ...parsed.data,
    subject,
    ...(object !== undefined && { object }),
    ...(attributedTo !== undefined && { attributedTo }),
  };
}

function entityOf({ ref, ...described }: EntityDescription): RowEntity {
  return {
    ref,
    entity: {
      id: described.id ?? null,
      kind: described.kind,
      placeType: described.placeType ?? null,
      description: described.description ?? null,
      names: described.names.map((name) => ({ ...name, script: scriptOf(name.text) })),
      identifiers: described.identifiers,
      country: described.country ?? null,
    },
  };
}

/** Most sources that are remembered: of a table that cites a page on each row, the last ones. */
const MAX_SOURCES = 1_000;

/** Makes what a mapping gives for a row into what is written. */
export function rowReader(): (result: RowResult) => RowContent {
  const sources = new Map<string, SourceCard>();
  const sourceOf = (source: MappedSource): SourceCard => {
    const key = JSON.stringify(source);
    const known = sources.get(key);
    if (known) return known;
    const parsed = sourceLine.safeParse(source);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new ClaimProblem(`source.${issue?.path.join('.')}`, issue?.message ?? 'not a source');
    }
    const card = sourceFromLine(parsed.data);
    if (sources.size >= MAX_SOURCES) sources.clear();
    sources.set(key, card);
    return card;
  };

  return (result) => {
    if (result.kind !== 'mapped') return result;
    try {
      return {
        kind: 'mapped',
        entities: result.entities.map(entityOf),
        statements: result.sources.map(({ source, claims }) => ({
          source: sourceOf(source),
          claims: claims.map(claimOf),
          retractions: [],
        })),
        notes: result.notes,
      };
    } catch (error) {
      if (!(error instanceof ClaimProblem)) throw error;
      return { kind: 'refused', column: error.path, value: '', reason: error.message };
    }
  };
}
