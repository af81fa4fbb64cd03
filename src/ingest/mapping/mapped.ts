import type { z } from 'zod';
import type { EntityKind, NameKind, PlaceType } from '../../ontology.ts';
import type { claimLine, sourceLine } from '../claims-file.ts';

/** An entity as a row describes it. */
export interface EntityDescription {
  /** Names it within the row. */
  readonly ref: string;
  readonly kind: EntityKind;
  /** A fixed id, when the mapping gives one. */
  readonly id?: string;
  readonly placeType?: PlaceType;
  /** Empty where the row does not tell which of its names is this one’s; it then has identifiers. */
  readonly names: readonly {
    readonly text: string;
    readonly language: string | null;
    readonly kind: NameKind;
  }[];
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  /** ISO 3166-1 alpha-2: names are compared within a country. */
  readonly country?: string;
  readonly description?: string;
}

/** A claim line whose ends are refs of the row’s entities. */
export type MappedClaim = Omit<z.input<typeof claimLine>, 'type'>;
export type MappedSource = z.input<typeof sourceLine>;

/** What one source of the row says. */
export interface SourceClaims {
  readonly source: MappedSource;
  readonly claims: readonly MappedClaim[];
}

export type RowResult =
  | {
      readonly kind: 'mapped';
      readonly sources: readonly SourceClaims[];
      readonly entities: readonly EntityDescription[];
      /** What a reader should know: "03/04/2019 is ambiguous: kept 2019". */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'skipped'; readonly rule: string }
  | { readonly kind: 'refused'; readonly column: string; readonly value: string; readonly reason: string };

/** A row that cannot become claims: which cell, and why. */
export class RowProblem extends Error {
  override readonly name = 'RowProblem';
  readonly column: string;
  readonly value: string;

  constructor(column: string, value: string, reason: string) {
    super(reason);
    this.column = column;
    this.value = value;
  }
}
