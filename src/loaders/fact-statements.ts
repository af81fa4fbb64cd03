import { allFacts, type FactList, factStatement } from '../graph/branches.ts';
import type { Fill, Statement, Statements } from '../graph/statements.ts';
import type { FactOrder } from '../model/fact-query.ts';
import { type Direction, flip } from '../model/page.ts';
import { entityKinds, kinds } from '../ontology.ts';

/** What chooses among the statements of a list of facts, beside the list. */
export interface FactPageVariant {
  readonly by: FactOrder['by'];
  readonly direction: Direction;
  readonly isBackward: boolean;
  readonly isFiltered: boolean;
  /** Whether it is about what was known before. */
  readonly isPast?: boolean;
}

const traits = ({ isFiltered, isPast }: Pick<FactPageVariant, 'isFiltered' | 'isPast'>): string =>
  `${isFiltered ? 'filtered' : ''}${isPast ? ' then' : ''}`.trim();

/** The direction in which a page is read. */
export const travel = (direction: Direction, isBackward: boolean): Direction =>
  isBackward ? flip(direction) : direction;

export function factPageStatement(
  statements: Statements,
  list: FactList,
  { by, direction, isBackward, isFiltered, isPast = false }: FactPageVariant,
): Statement {
  const towards = travel(direction, isBackward);
  const key = by === 'VALUE' ? 'byValue' : 'recent';
  return factStatement(
    statements,
    'fact-page',
    list,
    `${key} ${towards} ${traits({ isFiltered, isPast })}`.trim(),
    {
      KEY: key,
      DIRECTION: towards,
      isFiltered,
      isPast,
    },
  );
}

/** Of now and without a filter, the degree store or the count store knows how many there are. */
export function factCountStatement(
  statements: Statements,
  list: FactList,
  isFiltered: boolean,
  isPast = false,
): Statement {
  const file = isFiltered || isPast ? 'fact-count' : 'fact-degree';
  return factStatement(statements, file, list, traits({ isFiltered, isPast }), { isFiltered, isPast });
}

export const factTotalsStatement = (
  statements: Statements,
  list: FactList,
  isFiltered: boolean,
  isPast = false,
): Statement =>
  factStatement(statements, 'fact-totals', list, traits({ isFiltered, isPast }), { isFiltered, isPast });

/** The whole graph's branches, without those of what facts were before: these are looked up together. */
const everyPredicate = (statements: Statements, file: string, isPast: boolean, fill: Fill): Statement =>
  factStatement(statements, file, allFacts, isPast ? 'then' : '', fill);

export const factsByIdStatement = (statements: Statements, isPast = false): Statement =>
  everyPredicate(statements, 'facts-by-id', isPast, { KEY: 'recent', isThen: isPast });

export const aboutStatement = (statements: Statements, isPast = false): Statement =>
  everyPredicate(statements, isPast ? 'then/about' : 'about', isPast, {
    kinds: entityKinds.map((kind, i) => ({
      KIND: kind,
      LABEL: kinds[kind].label,
      isLast: i === entityKinds.length - 1,
    })),
  });
