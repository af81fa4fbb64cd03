import type { Statement, Statements } from '../graph/statements.ts';
import { claimsInTurnStatement, parentsOfClaims } from '../loaders/claims-in-turn.ts';

const atTime = (statements: Statements, file: string, isThen: boolean): Statement =>
  statements.get(file, isThen ? 'then' : '', { isPast: isThen });

export const statedStatement = (statements: Statements): Statement => statements.get('claims-as-stated');

export const mergedEntitiesStatement = (statements: Statements, isThen: boolean): Statement =>
  atTime(statements, 'merged-entities', isThen);

export const ownCardsStatement = (statements: Statements, isThen: boolean): Statement =>
  atTime(statements, 'own-cards', isThen);

/** Every statement that exports send and requests do not, for tests that look at each one’s plan. */
export const exportStatements = (statements: Statements, isThen = false): Statement[] => [
  ...parentsOfClaims.map((parent) => claimsInTurnStatement(statements, parent, isThen)),
  statedStatement(statements),
  mergedEntitiesStatement(statements, isThen),
  ownCardsStatement(statements, isThen),
];
