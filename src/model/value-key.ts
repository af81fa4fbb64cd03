import { decodeDecimal, encodeDecimal, encodeDecimalCeiling } from './decimal.ts';
import { HIGHEST_KEY, LOWEST_KEY } from './page.ts';

/**
 * The key by which facts are ordered by value: unit, figure, fact. Below every character of a unit stands a tab, so that the
 * facts of one unit lie together, and those without a figure, whose unit is blank, below all others.
 */

export interface KeyRange {
  readonly above: string;
  readonly below: string;
}

/** Every key. */
export const wholeRange: KeyRange = { above: LOWEST_KEY, below: HIGHEST_KEY };

/** @param recent the fact's key by period, which also orders facts without a figure. */
export function valueKey(unit: string | null, figure: string | null, factId: string, recent: string): string {
  return unit === null || figure === null ? `\t${recent}` : `${unit}\t${encodeDecimal(figure)}|${factId}`;
}

/** The figure in a key of a fact that has one. */
export const figureOf = (key: string): string => decodeDecimal(key.slice(key.indexOf('\t') + 1));

/** The keys of figures of one unit between two ends; null leaves an end open. */
export function figureRange(unit: string, min: string | null, max: string | null): KeyRange {
  return {
    above: `${unit}\t${min === null ? '' : encodeDecimal(min)}`,
    below: max === null ? `${unit}\n` : `${unit}\t${encodeDecimalCeiling(max)}`,
  };
}

/** A list by value: figures in the unit first, then those in other units, then facts without a figure. */
export function valueRanges(unit: string): KeyRange[] {
  return [
    figureRange(unit, null, null),
    { above: `${unit}\n`, below: HIGHEST_KEY },
    { above: '\n', below: `${unit}\t` },
    { above: LOWEST_KEY, below: '\n' },
  ];
}
