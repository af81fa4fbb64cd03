import { OperatorError } from '../errors.ts';
import {
  allFacts,
  type Branch,
  branchesOf,
  entityFacts,
  type FactList,
  listOf,
  type Side,
} from '../graph/branches.ts';
import { type FactFilter, type FactWhere, readFactFilter } from '../model/fact-query.ts';
import { allPredicates, kindOfId, type Predicate } from '../ontology.ts';
import type { GraphAt } from './graph-at.ts';

/** Which facts are wanted: those that pass a filter, and, where entities are named, lead to one of these. */
export interface Wanted extends FactFilter {
  readonly entities?: readonly string[] | null | undefined;
}

/** A list of facts that is gone through, of a parent or ''. */
export interface Walk {
  readonly list: FactList;
  readonly branches: readonly Branch[];
  readonly where: FactWhere;
  readonly key: string;
}

/** Facts as lists that are gone through one after the other. */
export interface Selection {
  /** Whether it is the whole graph. */
  readonly isWhole: boolean;
  readonly walks: readonly Walk[];
  /** The entities named: a fact between two of them is met twice. */
  readonly entities: readonly string[];
}

/** The lists of an entity’s facts of one predicate: none where nothing of it leads in that direction. */
function listsFrom(predicate: Predicate, side: Side | 'BOTH'): Pick<Walk, 'list' | 'branches'>[] {
  const branches = branchesOf(predicate, side);
  return branches.length === 0 ? [] : [{ list: listOf(entityFacts, branches), branches }];
}

/** Ids are looked for where they lead. @throws OperatorError for one that leads nowhere. */
async function standing(at: GraphAt, option: string, id: string): Promise<string> {
  const found = kindOfId(id)
    ? await at.read(async ({ loaders }) => {
        const standingId = await loaders.redirects.load({}, id);
        return loaders.entities.load({ type: false, details: false, names: false }, standingId);
      })
    : null;
  if (!found) throw new OperatorError(`--${option}: no entity has the id "${id}".`);
  return found.id;
}

/** @throws OperatorError for an id that names nothing, and for options that do not go together. */
export async function selectionOf(at: GraphAt, wanted: Wanted): Promise<Selection> {
  const { entities: named, subject, object, predicates, ...filter } = wanted;
  const find = (option: string, id: string | null | undefined) =>
    id == null ? null : standing(at, option, id);
  const ids: string[] = [];
  for (const id of named ?? []) ids.push(await standing(at, 'entity', id));
  const [subjectId, objectId] = [await find('subject', subject), await find('object', object)];
  const parents = [...new Set(ids)];
  const isAnchored = parents.length > 0 || subjectId !== null || objectId !== null;
  if (parents.length > 0 && (subjectId ?? objectId) !== null)
    throw new OperatorError('--entity is either end of a fact: leave out --subject and --object.');
  if (isAnchored && (filter.subjectWithin ?? filter.objectWithin) != null)
    throw new OperatorError(
      '--subject-within and --object-within go without --entity, --subject and --object: use --within, which is where the other end lies.',
    );
  const where = readFactFilter(
    {
      ...filter,
      within: await find('within', filter.within),
      subjectWithin: await find('subject-within', filter.subjectWithin),
      objectWithin: await find('object-within', filter.objectWithin),
    },
    { farId: subjectId === null ? null : objectId },
  );
  const chosen = predicates ?? allPredicates;
  const from = (keys: readonly string[], side: Side | 'BOTH'): Walk[] =>
    keys.flatMap((key) =>
      chosen.flatMap((predicate) => listsFrom(predicate, side).map((list) => ({ ...list, where, key }))),
    );
  if (parents.length > 0) return { isWhole: false, walks: from(parents, 'BOTH'), entities: parents };
  if (subjectId !== null) return { isWhole: false, walks: from([subjectId], 'OUT'), entities: [] };
  if (objectId !== null) return { isWhole: false, walks: from([objectId], 'IN'), entities: [] };
  return {
    isWhole: !predicates && Object.values(where).every((value) => value === null),
    // One predicate after the other: a page of all of them together reads one of each.
    walks: chosen.map((predicate): Walk => {
      const branches: Branch[] = [`${predicate} OUT`];
      return { list: listOf(allFacts, branches), branches, where, key: '' };
    }),
    entities: [],
  };
}
