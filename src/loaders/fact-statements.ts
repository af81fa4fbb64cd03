import { allFacts, type FactList, factStatement, hasValue } from '../graph/branches.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import type { FactOrder } from '../model/fact-query.ts';
import { compareOf, type Direction, flip } from '../model/page.ts';
import { entityKinds, kinds } from '../ontology.ts';

/** What chooses among the statements of a list of facts, beside the list. */
export interface FactPageVariant {
  readonly by: FactOrder['by'];
  readonly direction: Direction;
  readonly isBackward: boolean;
  readonly isFiltered: boolean;
}

/** Ordered by value, a list whose facts have no figures is all "others": latest first. */
export const effectiveOrder = (
  list: FactList,
  { by, direction }: Pick<FactOrder, 'by' | 'direction'>,
): Pick<FactOrder, 'by' | 'direction'> =>
  by === 'VALUE' && !list.branches.some(hasValue) ? { by: 'RECENT', direction: 'DESC' } : { by, direction };

const filtered = (isFiltered: boolean): string => (isFiltered ? ', filtered' : '');

/** The direction in which a page is read. */
export const travel = (direction: Direction, isBackward: boolean): Direction =>
  isBackward ? flip(direction) : direction;

/** Facts that are not in the unit stand last, latest first, whatever the direction of values. */
export const travelOthers = (isBackward: boolean): Direction => (isBackward ? 'ASC' : 'DESC');

export function factPageStatement(
  statements: Statements,
  list: FactList,
  { isBackward, isFiltered, ...order }: FactPageVariant,
): Statement {
  const { by, direction } = effectiveOrder(list, order);
  const towards = travel(direction, isBackward);
  if (by === 'RECENT')
    return factStatement(statements, 'fact-page', list, `${towards}${filtered(isFiltered)}`, {
      DIRECTION: towards,
      COMPARE: compareOf(towards),
      isFiltered,
    });
  const others = travelOthers(isBackward);
  const variant = `${towards}${isBackward ? ' backward' : ''}${filtered(isFiltered)}`;
  return factStatement(statements, 'fact-page-by-value', list, variant, {
    isForward: !isBackward,
    DIRECTION: towards,
    COMPARE: compareOf(towards),
    DIRECTION_OTHERS: others,
    COMPARE_OTHERS: compareOf(others),
    isFiltered,
  });
}

/** Without a filter, the degree store or the count store knows how many there are. */
export const factCountStatement = (statements: Statements, list: FactList, isFiltered: boolean): Statement =>
  factStatement(statements, isFiltered ? 'fact-count' : 'fact-degree', list, '', { isFiltered });

export const factTotalsStatement = (statements: Statements, list: FactList, isFiltered: boolean): Statement =>
  factStatement(statements, 'fact-totals', list, isFiltered ? 'filtered' : '', { isFiltered });

export const factsByIdStatement = (statements: Statements): Statement =>
  factStatement(statements, 'facts-by-id', allFacts);

export const aboutStatement = (statements: Statements): Statement =>
  factStatement(statements, 'about', allFacts, '', {
    kinds: entityKinds.map((kind, i) => ({ LABEL: kinds[kind].label, isLast: i === entityKinds.length - 1 })),
  });
