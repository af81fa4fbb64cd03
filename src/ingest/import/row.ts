import type { ClaimLine } from '../claims-file.ts';
import type { DescribedEntity } from '../resolve-entities.ts';
import type { SourceCard } from '../source.ts';
import type { Retraction } from '../write-claims.ts';
import type { Merge } from '../write-merges.ts';

/** An entity that a row speaks of, and what the row's claims call it. */
export interface RowEntity {
  readonly ref: string;
  readonly entity: DescribedEntity;
}

/** A claim whose ends are the row's names for entities, or ids of entities that are in the graph. */
export type RowClaim = Omit<ClaimLine, 'type'>;

/** What a source says in a row. */
export interface RowStatements {
  readonly source: SourceCard;
  readonly claims: readonly RowClaim[];
  readonly retractions: readonly Retraction['id'][];
}

/** What becomes of a row before the graph is asked. */
export type RowContent =
  | {
      readonly kind: 'mapped';
      readonly entities: readonly RowEntity[];
      readonly statements: readonly RowStatements[];
      readonly merges?: readonly Merge[];
      readonly notes: readonly string[];
    }
  | { readonly kind: 'skipped'; readonly rule: string }
  | ({ readonly kind: 'refused' } & Refusal);

/** Why a row is not taken. */
export interface Refusal {
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** A row of an input, told by its number and by the line where it begins, both from 1. */
export interface InputRow {
  readonly number: number;
  readonly line: number;
  readonly content: RowContent;
}

export type RowOutcome = 'imported' | 'unchanged' | 'skipped' | 'refused';
