import {
  allFacts,
  connectionLists,
  entityFacts,
  factLists,
  figures,
  listOf,
  observationList,
  relationList,
} from '../graph/branches.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import { entityKinds } from '../ontology.ts';
import { candidateBlocksStatement, candidateTiesStatement } from './candidates.ts';
import { changedClaimsStatement, changePageStatement } from './changes.ts';
import { claimAnchors, claimStatement, claimsByIdStatement } from './claims.ts';
import { type EntityListQuery, entityCountStatement, entityPageStatement } from './entity-lists.ts';
import {
  aboutStatement,
  bringsClaims,
  type CountryTotalsVariant,
  countryTotalsStatement,
  type FactPageVariant,
  factCountStatement,
  factPageStatement,
  factsByIdStatement,
  factTotalsStatement,
} from './fact-statements.ts';
import { pathStepStatement } from './link-steps.ts';
import { neighboursStatement } from './neighbourhoods.ts';
import { sourcePageStatement, sourcesOfFactsStatement } from './sources.ts';

const directions = ['DESC', 'ASC'] as const;
const booleans = [false, true] as const;

const anywhere: EntityListQuery = { kinds: null, within: null, nameStartsWith: null };
const wholeLists: readonly EntityListQuery[] = [
  anywhere,
  ...entityKinds.map((kind) => ({ ...anywhere, kinds: [kind] })),
];
const narrowLists: readonly EntityListQuery[] = [
  ...wholeLists.map((list) => ({ ...list, nameStartsWith: 'a' })),
  { ...anywhere, within: 'place_a' },
];

const unplacedFiles = [
  'entities-by-id',
  'within',
  'search',
  'search-count',
  'entities-by-name',
  'entities-by-identifier',
  'redirects',
  'facts-moved',
  'sources-by-id',
  'source-count',
  'claims-by-id',
] as const;

/** What changes are listed by, and which was the last at a time. */
const changeFiles = ['change-at', 'change-count', 'change-ids', 'change-tag'] as const;

/** What candidates for merging are found by. */
const candidateStatements = (statements: Statements): Statement[] => [
  ...booleans.map((isOfOne) => candidateBlocksStatement(statements, isOfOne)),
  statements.get('candidate-entities'),
  candidateTiesStatement(statements),
];

/** What paths and neighbourhoods are found by. */
const linkStatements = (statements: Statements, isThen = false): Statement[] => [
  pathStepStatement(statements, isThen),
  ...(isThen ? [] : [pathStepStatement(statements, false, true)]),
  neighboursStatement(statements, isThen),
];

const latest: FactPageVariant = { by: 'RECENT', direction: 'DESC', isBackward: false, isFiltered: false };
const filtered: FactPageVariant = { ...latest, isFiltered: true };
const latestWithClaims: FactPageVariant = { ...latest, isWithClaims: true };
const bySubject = { isFiltered: true, isBySubject: true };

/** What a first visitor's tour asks. */
export const firstStatements = (statements: Statements): Statement[] => [
  ...unplacedFiles.map((file) => statements.get(file)),
  claimStatement(statements, 'claim-page', 'fact', false),
  factPageStatement(statements, observationList, latestWithClaims),
  factPageStatement(statements, observationList, filtered),
  factPageStatement(statements, allFacts, filtered),
  factCountStatement(statements, allFacts, { isFiltered: true }),
  factTotalsStatement(statements, listOf(allFacts, ['PRODUCES OUT']), { isFiltered: false }),
  factTotalsStatement(statements, listOf(allFacts, ['OBSERVED OUT']), { isFiltered: true }),
  factPageStatement(statements, relationList('PRODUCES', 'OUT'), latest),
  factPageStatement(statements, relationList('PRODUCES', 'OUT'), { ...filtered, isPast: true }),
  statements.get('then/entities-by-id'),
  ...booleans.map((isThen) =>
    entityPageStatement(statements, { ...anywhere, within: 'place_a' }, 'ASC', isThen),
  ),
  changePageStatement(statements, 'ASC'),
  ...changeFiles.map((file) => statements.get(file)),
];

/** Of all predicates that are summed, and of each by itself. */
const countryTotals = (statements: Statements, variant: CountryTotalsVariant): Statement[] =>
  [figures.branches, ...figures.branches.map((branch) => [branch])].map((branches) =>
    countryTotalsStatement(statements, branches, variant),
  );

/** What else is usually asked, or takes long to plan. */
export const usualStatements = (statements: Statements): Statement[] => [
  ...connectionLists.flatMap((list) =>
    [latest, latestWithClaims].map((variant) => factPageStatement(statements, list, variant)),
  ),
  claimStatement(statements, 'claim-page', 'entity', false),
  claimStatement(statements, 'claim-page', 'source', false),
  aboutStatement(statements),
  ...booleans.map((isThen) => factsByIdStatement(statements, isThen)),
  changedClaimsStatement(statements),
  ...factLists
    .filter(({ isAnchored }) => !isAnchored)
    .map((list) => factPageStatement(statements, list, latest)),
  ...booleans.map((isFiltered) => factTotalsStatement(statements, allFacts, { isFiltered })),
  ...countryTotals(statements, { isByObject: true, isWithQuality: false }),
  factPageStatement(statements, entityFacts, latest),
  factTotalsStatement(statements, entityFacts, { isFiltered: false }),
  factPageStatement(statements, entityFacts, filtered),
  factTotalsStatement(statements, entityFacts, { isFiltered: true }),
  ...candidateStatements(statements),
  ...linkStatements(statements),
];

/** Every statement that requests can cause, in every variant: more than a thousand, for tests that look at each one's plan. */
export function everyStatement(statements: Statements): Statement[] {
  return [
    ...unplacedFiles.map((file) => statements.get(file)),
    aboutStatement(statements),
    factsByIdStatement(statements),
    factCountStatement(statements, allFacts, bySubject),
    factTotalsStatement(statements, allFacts, bySubject),
    ...booleans.flatMap((isByObject) =>
      booleans.flatMap((isWithQuality) => countryTotals(statements, { isByObject, isWithQuality })),
    ),
    ...factLists.flatMap((list) => [
      ...booleans.flatMap((isFiltered) => [
        ...booleans.flatMap((isBackward) =>
          directions.flatMap((direction) =>
            (['RECENT', 'VALUE'] as const).flatMap((by) =>
              (bringsClaims(list) ? booleans : [false]).map((isWithClaims) =>
                factPageStatement(statements, list, { by, direction, isBackward, isFiltered, isWithClaims }),
              ),
            ),
          ),
        ),
        factCountStatement(statements, list, { isFiltered }),
        factTotalsStatement(statements, list, { isFiltered }),
      ]),
    ]),
    ...claimAnchors.flatMap((anchor) =>
      booleans.flatMap((isFiltered) => [
        ...directions.map((direction) =>
          claimStatement(statements, 'claim-page', anchor, isFiltered, direction),
        ),
        claimStatement(statements, 'claim-count', anchor, isFiltered),
      ]),
    ),
    ...[...wholeLists, ...narrowLists].flatMap((list) => [
      ...directions.map((direction) => entityPageStatement(statements, list, direction)),
      entityCountStatement(statements, list),
    ]),
    ...directions.flatMap((direction) => [
      sourcePageStatement(statements, direction),
      changePageStatement(statements, direction),
    ]),
    sourcesOfFactsStatement(statements),
    ...changeFiles.map((file) => statements.get(file)),
    changedClaimsStatement(statements),
    ...candidateStatements(statements),
    ...linkStatements(statements),
  ];
}

/** Those of them that questions about another time have a file of their own for. */
const thenFiles = unplacedFiles.filter((file) => file !== 'claims-by-id' && file !== 'facts-moved');

/** Every statement that questions about another time can cause; of directions one, for their plans are alike. */
export function everyThenStatement(statements: Statements): Statement[] {
  return [
    ...thenFiles.map((file) => statements.get(`then/${file}`)),
    aboutStatement(statements, true),
    factsByIdStatement(statements, true),
    claimsByIdStatement(statements, true),
    ...factLists.flatMap((list) =>
      booleans.flatMap((isFiltered) => [
        ...(['RECENT', 'VALUE'] as const).map((by) =>
          factPageStatement(statements, list, { ...latest, by, isFiltered, isPast: true }),
        ),
        factCountStatement(statements, list, { isFiltered, isPast: true }),
        factTotalsStatement(statements, list, { isFiltered, isPast: true }),
      ]),
    ),
    ...claimAnchors.flatMap((anchor) =>
      booleans.flatMap((isFiltered) => [
        claimStatement(statements, 'claim-page', anchor, isFiltered, 'ASC', true),
        claimStatement(statements, 'claim-count', anchor, isFiltered, 'ASC', true),
      ]),
    ),
    ...[...wholeLists, { ...anywhere, within: 'place_a' }].flatMap((list) => [
      entityPageStatement(statements, list, 'ASC', true),
      entityCountStatement(statements, list, true),
    ]),
    sourcePageStatement(statements, 'ASC', true),
    sourcesOfFactsStatement(statements, true),
    ...linkStatements(statements, true),
  ];
}
