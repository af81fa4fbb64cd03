import {
  declarationOf,
  OBSERVED,
  type Predicate,
  type RelationPredicate,
  relationPredicates,
  valuedPredicates,
} from '../ontology.ts';
import type { Fill, Statement, Statements } from './statements.ts';

/** Which end of a fact its parent stands at. */
export type Side = 'OUT' | 'IN';

/** `INVESTED_IN OUT`: the facts of one predicate seen from one end. Statements choose among theirs by this name. */
export type Branch = `${Predicate} ${Side}`;

/** The branches that a predicate has in a direction; a symmetric one is read from both ends in either. */
export function branchesOf(predicate: Predicate, direction: Side | 'BOTH'): Branch[] {
  if (predicate === OBSERVED) return direction === 'IN' ? [] : [`${OBSERVED} OUT`];
  const sides: Side[] =
    direction === 'BOTH' || declarationOf(predicate).isSymmetric ? ['OUT', 'IN'] : [direction];
  return sides.map((side): Branch => `${predicate} ${side}`);
}

/** What facts of one kind are seen as from their other end: of `INVESTED_IN OUT` it is `INVESTED_IN IN`. */
export const fromOtherEnd = (part: string): string =>
  part.endsWith(' OUT') ? part.replace(/OUT$/, 'IN') : part.replace(/IN$/, 'OUT');

type BranchFill = Readonly<Record<string, string | boolean>>;

function relationBranch(predicate: RelationPredicate, side: Side): BranchFill {
  const isOut = side === 'OUT';
  return {
    BRANCH: `${predicate} ${side}`,
    PREDICATE: `'${predicate}'`,
    TYPE: predicate,
    INDEXED: predicate,
    NEAR: isOut ? 'fromId' : 'toId',
    FAR_ID: isOut ? 'f.toId' : 'f.fromId',
    FAR_NODE: 'far',
    SUBJECT_NODE: isOut ? 'near' : 'far',
    OBJECT_NODE: isOut ? 'far' : 'near',
    isOut,
    isIn: !isOut,
    isObservation: false,
    isFormer: false,
  };
}

const observationBranch: BranchFill = {
  BRANCH: `${OBSERVED} OUT`,
  PREDICATE: `'${OBSERVED}'`,
  TYPE: OBSERVED,
  INDEXED: 'Observation',
  NEAR: 'fromId',
  FAR_ID: 'f.fromId',
  FAR_NODE: 'null',
  SUBJECT_NODE: '[(f)<-[:OBSERVED]-(s) | s][0]',
  OBJECT_NODE: 'null',
  isOut: false,
  isIn: false,
  isObservation: true,
  isFormer: false,
};

/** What facts were before they were what they are now, seen from one end: of all predicates together. */
function formerBranch(side: Side): BranchFill {
  const isOut = side === 'OUT';
  return {
    SIDE: side,
    PREDICATE: 'f.predicate',
    INDEXED: 'FormerFact',
    NEAR: isOut ? 'fromId' : 'toId',
    FAR_ID: isOut ? 'coalesce(f.toId, f.fromId)' : 'f.fromId',
    FAR_NODE: 'null',
    SUBJECT_NODE: 'null',
    OBJECT_NODE: 'null',
    isOut: false,
    isIn: false,
    isObservation: false,
    isFormer: true,
  };
}

function fillOf(branch: Branch): BranchFill {
  const [predicate, side] = branch.split(' ') as [Predicate, Side];
  return predicate === OBSERVED ? observationBranch : relationBranch(predicate, side);
}

/**
 * A list of facts that has statements of its own: a connection field's (one predicate, one end), an entity's `facts`
 * and `observations`, or the whole graph's (not anchored at a parent).
 */
export interface FactList {
  readonly name: string;
  readonly isAnchored: boolean;
  readonly branches: readonly Branch[];
}

const relationLists = relationPredicates.flatMap((predicate): FactList[] =>
  declarationOf(predicate).isSymmetric
    ? [{ name: predicate, isAnchored: true, branches: branchesOf(predicate, 'BOTH') }]
    : (['OUT', 'IN'] as const).map((side) => ({
        name: `${predicate} ${side}`,
        isAnchored: true,
        branches: branchesOf(predicate, side),
      })),
);

const observations: FactList = {
  name: 'observations',
  isAnchored: true,
  branches: branchesOf(OBSERVED, 'OUT'),
};

/** The facts of an entity, of every predicate and from both ends. */
export const entityFacts: FactList = {
  name: 'facts of an entity',
  isAnchored: true,
  branches: [
    ...relationPredicates.flatMap((predicate) => branchesOf(predicate, 'BOTH')),
    ...branchesOf(OBSERVED, 'OUT'),
  ],
};

/** The facts that lead from an entity to another, of every predicate and from both ends: observations lead nowhere. */
export const links: FactList = {
  name: 'links',
  isAnchored: true,
  branches: relationPredicates.flatMap((predicate) => branchesOf(predicate, 'BOTH')),
};

/** Every fact of the graph, once. */
export const allFacts: FactList = {
  name: 'all facts',
  isAnchored: false,
  branches: [
    ...relationPredicates.map((predicate): Branch => `${predicate} OUT`),
    ...branchesOf(OBSERVED, 'OUT'),
  ],
};

/** Facts that may carry a figure, from their subjects: what is summed by country. Observations are not, they lead to no country. */
export const figures: FactList = {
  name: 'figures',
  isAnchored: false,
  branches: valuedPredicates.map((predicate): Branch => `${predicate} OUT`),
};

/** Every fact of one predicate, once. */
const allOfOne = allFacts.branches.map(
  (branch): FactList => ({ name: `all ${branch}`, isAnchored: false, branches: [branch] }),
);

/** An entity's facts of one predicate, from both ends; those of a symmetric one are a connection's. */
const bothOfOne = relationPredicates
  .filter((predicate) => !declarationOf(predicate).isSymmetric)
  .map(
    (predicate): FactList => ({
      name: `${predicate} BOTH`,
      isAnchored: true,
      branches: branchesOf(predicate, 'BOTH'),
    }),
  );

export const observationList = observations;
/** The lists behind connection fields of one predicate. */
export const connectionLists: readonly FactList[] = [...relationLists, observations];
export const factLists: readonly FactList[] = [
  ...connectionLists,
  ...bothOfOne,
  ...allOfOne,
  entityFacts,
  allFacts,
];

const nameOfBranches = ({ isAnchored, branches }: Omit<FactList, 'name'>): string =>
  `${isAnchored} ${branches.join()}`;
const byBranches = new Map(factLists.map((list) => [nameOfBranches(list), list]));

/** The list of these branches alone, where it has statements of its own: those of one predicate have. Else the list itself. */
export const listOf = (list: FactList, branches: readonly Branch[]): FactList =>
  byBranches.get(nameOfBranches({ ...list, branches })) ?? list;

/** The list behind a connection field of a predicate, seen from one end. */
export function relationList(predicate: RelationPredicate, side: Side): FactList {
  const name = declarationOf(predicate).isSymmetric ? predicate : `${predicate} ${side}`;
  const list = relationLists.find((candidate) => candidate.name === name);
  if (!list) throw new Error(`no list of facts for ${name}`);
  return list;
}

/** The branches of a list about another time: its own, and what their facts were before. Far ends are read by themselves. */
function pastBranches({ branches, isAnchored }: FactList): BranchFill[] {
  const sides = [...new Set(branches.map((branch) => branch.split(' ')[1] as Side))];
  const own = branches.map((branch): BranchFill => ({ ...fillOf(branch), FAR_NODE: 'null' }));
  return [...own, ...sides.map(formerBranch)].map((fill) => ({
    ...fill,
    ENDS: isAnchored ? `[${fill.FAR_ID}]` : '[f.fromId, f.toId]',
  }));
}

/** A statement file filled for a list of facts, and for an order where the file has one. */
export function factStatement(
  statements: Statements,
  file: string,
  list: FactList,
  variant = '',
  fill: Fill = {},
): Statement {
  return statements.get(file, variant ? `${list.name}, ${variant}` : list.name, () => {
    const branches = fill.isPast ? pastBranches(list) : list.branches.map(fillOf);
    return {
      ...fill,
      isAnchored: list.isAnchored,
      isUnion: branches.length > 1,
      branches: branches.map((branch, index) => ({ ...branch, isLast: index === branches.length - 1 })),
    };
  });
}
