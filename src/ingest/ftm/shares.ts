import Big from 'big.js';
import type { StatedQuantity } from '../../model/quantity.ts';
import type { FtmStatement } from './ftm-entity.ts';
import { FtmProblem } from './ftm-problem.ts';

const NUMBER = String.raw`(\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)`;
const AT_LEAST = String.raw`(?:more than|over|above|greater than|at least|(?:no|not) less than|min(?:imum|\.)?|from|>=|≥|>)`;
const AT_MOST = String.raw`(?:less than|under|below|up to|at most|(?:no|not) more than|max(?:imum|\.)?|<=|≤|<)`;
const ABOUT = String.raw`(?:about|around|approximately|approx\.?|circa|ca\.?|~|≈)`;

/** Ways to state a share. Whether the bound itself is meant ("more than 25", "25 or more") no bound tells: the words are kept beside. */
const forms: readonly (readonly [bound: StatedQuantity['bound'], pattern: RegExp])[] = [
  ['EXACT', new RegExp(`^${NUMBER}$`)],
  ['RANGE', new RegExp(`^(?:between )?${NUMBER} ?(?:-|–|—|to|and) ?${NUMBER}$`)],
  ['RANGE', new RegExp(`^${AT_LEAST} ?${NUMBER},? ?(?:but |and )?${AT_MOST} ?${NUMBER}$`)],
  ['AT_LEAST', new RegExp(`^${AT_LEAST} ?${NUMBER}$`)],
  ['AT_LEAST', new RegExp(`^${NUMBER} ?(?:\\+|(?:or|and) (?:more|over|above))$`)],
  ['AT_MOST', new RegExp(`^${AT_MOST} ?${NUMBER}$`)],
  ['AT_MOST', new RegExp(`^${NUMBER} (?:or|and) (?:less|under|below)$`)],
  ['APPROXIMATE', new RegExp(`^${ABOUT} ?${NUMBER}$`)],
];

/** Figures that come from binary fractions (33.333333333333336) have more digits than anybody counted. */
const FRACTION_DIGITS = 12;

/**
 * Reads a share in percent, with its bound: `51`, `51.5 %`, `more than 25`, `25-50`, `75 or more`.
 * @throws FtmProblem when it is none, or not between 0 and 100.
 */
export function shareOf(statement: FtmStatement): StatedQuantity {
  const text = statement.value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/%|per ?cent|pct\.?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (const [bound, pattern] of forms) {
    const found = pattern.exec(text);
    if (!found) continue;
    const figures = found
      .slice(1)
      .filter((figure) => figure !== undefined)
      .map((figure) => new Big(figure.replace(',', '.')).round(FRACTION_DIGITS));
    if (figures.some((figure) => figure.gt(100)))
      throw new FtmProblem(statement, 'a share is between 0 and 100 percent');
    const [first, second] = figures.map((figure) => figure.toFixed());
    if (bound !== 'RANGE') return { unit: '%', bound, ...(first !== undefined && { amount: first }) };
    if (figures[0] && figures[1]?.lt(figures[0])) break;
    return {
      unit: '%',
      bound,
      ...(first !== undefined && { lower: first }),
      ...(second !== undefined && { upper: second }),
    };
  }
  throw new FtmProblem(statement, 'not a share in percent such as 51, 51.5 %, more than 25 or 25-50');
}
