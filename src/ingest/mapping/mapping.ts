import type { ClaimSpec, MappingContent } from './mapping-format.ts';

/** A step into a mapping: a key or the place in a list. */
export type MappingPath = readonly (string | number)[];

/** A claim of the mapping and where it is written. */
export interface PlacedClaim {
  readonly spec: ClaimSpec;
  readonly path: MappingPath;
}

/** A mapping that holds together. */
export interface Mapping {
  readonly file: string;
  readonly content: MappingContent;
  /** The claims, those with `each` written out. */
  readonly claims: readonly PlacedClaim[];
  /** The line of the file, from 1, at which something is written. */
  readonly lineOf: (path: MappingPath) => number;
}

/** `claims[3].value.unit`. */
export const pathText = (path: MappingPath): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${step}`)).join('');

/** What is wrong with a mapping, and where. */
export interface MappingProblem {
  readonly path: MappingPath;
  readonly reason: string;
}
