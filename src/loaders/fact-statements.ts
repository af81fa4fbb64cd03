import { allFacts, type Branch, type FactList, factStatement, figures, listOf } from '../graph/branches.ts';
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
  /** Whether the first claims of each fact come along; of now. */
  readonly isWithClaims?: boolean;
}

/** What chooses among the statements that go through a whole list. */
export interface WholeListVariant extends Pick<FactPageVariant, 'isFiltered' | 'isPast'> {
  /** Whether it goes from a place to its subjects, which the filter then names; of lists without a parent, and of now. */
  readonly isBySubject?: boolean;
}

/** What a statement is called by, of what is said of it. */
const named = (...traits: readonly (string | false | undefined)[]): string =>
  traits.filter(Boolean).join(' ');

const traits = ({ isFiltered, isPast, isBySubject }: WholeListVariant): string =>
  named(isFiltered && 'filtered', isPast && 'then', isBySubject && 'by subject');

/** Of so many kinds of facts: pages of more have long texts already, which take long to plan. */
const MOST_KINDS = 2;

/** Whether pages of a list can bring along what is claimed. */
export const bringsClaims = ({ branches }: FactList): boolean => branches.length <= MOST_KINDS;

/** Whether pages of a list can tell how many facts there are in it, whatever the page. */
export const bringsCount = (list: FactList): boolean => list.isAnchored && bringsClaims(list);

/** The direction in which a page is read. */
export const travel = (direction: Direction, isBackward: boolean): Direction =>
  isBackward ? flip(direction) : direction;

export function factPageStatement(
  statements: Statements,
  list: FactList,
  { by, direction, isBackward, isFiltered, isPast = false, isWithClaims = false }: FactPageVariant,
): Statement {
  const towards = travel(direction, isBackward);
  const key = by === 'VALUE' ? 'byValue' : 'recent';
  return factStatement(
    statements,
    'fact-page',
    list,
    named(key, towards, traits({ isFiltered, isPast }), isWithClaims && 'with claims'),
    {
      KEY: key,
      DIRECTION: towards,
      isByValue: by === 'VALUE',
      isFiltered,
      isPast,
      isWithParents: list.isAnchored && !isPast,
      isCounted: bringsCount(list) && !isPast && !isFiltered,
      isWithClaims,
    },
  );
}

function wholeListStatement(
  statements: Statements,
  file: string,
  list: FactList,
  { isFiltered, isPast = false, isBySubject = false }: WholeListVariant,
): Statement {
  const fill = { isFiltered, isPast, isBySubject };
  return factStatement(statements, file, list, traits(fill), fill);
}

/** Of now and without a filter, the degree store or the count store knows how many there are. */
export const factCountStatement = (
  statements: Statements,
  list: FactList,
  variant: WholeListVariant,
): Statement =>
  wholeListStatement(
    statements,
    variant.isFiltered || variant.isPast ? 'fact-count' : 'fact-degree',
    list,
    variant,
  );

export const factTotalsStatement = (
  statements: Statements,
  list: FactList,
  variant: WholeListVariant,
): Statement => wholeListStatement(statements, 'fact-totals', list, variant);

/** What chooses among the statements of totals by country. */
export interface CountryTotalsVariant {
  /** Whether figures are told apart by their object's country: there are as many groups. */
  readonly isByObject: boolean;
  /** Whether it is told how many are inexact and disputed. */
  readonly isWithQuality: boolean;
}

/**
 * Totals of a country's subjects from an index that holds all of them: see `isOfCountry` in totals.ts. Most ask for one
 * predicate, for which there is a statement of its own: the branches of the others took longer than what they do not find.
 */
export function countryTotalsStatement(
  statements: Statements,
  asked: readonly Branch[],
  { isByObject, isWithQuality }: CountryTotalsVariant,
): Statement {
  const branches = figures.branches.filter((branch) => asked.includes(branch));
  const variant = named(isByObject && 'by object', isWithQuality && 'with quality');
  return factStatement(statements, 'fact-totals-of-country', listOf(figures, branches), variant, {
    isByObject,
    isWithQuality,
  });
}

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
