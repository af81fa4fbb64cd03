import { allFacts, type FactList, factStatement } from '../graph/branches.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import type { FactOrder } from '../model/fact-query.ts';
import { type Direction, flip } from '../model/page.ts';
import { entityKinds, kinds } from '../ontology.ts';

/** What chooses among the statements of a list of facts, beside the list. */
export interface FactPageVariant {
  readonly by: FactOrder['by'];
  readonly direction: Direction;
  readonly isBackward: boolean;
  readonly isFiltered: boolean;
}

const filtered = (isFiltered: boolean): string => (isFiltered ? ', filtered' : '');

/** The direction in which a page is read. */
export const travel = (direction: Direction, isBackward: boolean): Direction =>
  isBackward ? flip(direction) : direction;

export function factPageStatement(
  statements: Statements,
  list: FactList,
  { by, direction, isBackward, isFiltered }: FactPageVariant,
): Statement {
  const towards = travel(direction, isBackward);
  const key = by === 'VALUE' ? 'byValue' : 'recent';
  return factStatement(statements, 'fact-page', list, `${key} ${towards}${filtered(isFiltered)}`, {
    KEY: key,
    DIRECTION: towards,
    isFiltered,
  });
}

/** Without a filter, the degree store or the count store knows how many there are. */
export const factCountStatement = (statements: Statements, list: FactList, isFiltered: boolean): Statement =>
  factStatement(statements, isFiltered ? 'fact-count' : 'fact-degree', list, '', { isFiltered });

export const factTotalsStatement = (statements: Statements, list: FactList, isFiltered: boolean): Statement =>
  factStatement(statements, 'fact-totals', list, isFiltered ? 'filtered' : '', { isFiltered });

export const factsByIdStatement = (statements: Statements): Statement =>
  factStatement(statements, 'facts-by-id', allFacts, '', { KEY: 'recent' });

export const aboutStatement = (statements: Statements): Statement =>
  factStatement(statements, 'about', allFacts, '', {
    kinds: entityKinds.map((kind, i) => ({ LABEL: kinds[kind].label, isLast: i === entityKinds.length - 1 })),
  });
