import neo4j from 'neo4j-driver';
import { type Branch, factStatement, links, type Side } from '../graph/branches.ts';
import type { Columns } from '../graph/row.ts';
import type { Statement, Statements } from '../graph/statements.ts';
import { type RelationPredicate, relationPredicates } from '../ontology.ts';
import { isPast, type Reader, requiredColumn } from './read.ts';

/** A part of an entity's facts that is walked by itself: all of them, those of one kind and end, those that were known before. */
export type Part = 'ANY' | Branch | `FORMER ${Side}`;

/** How many facts a part of an entity's has. */
export interface PartSize {
  readonly part: Part;
  readonly facts: number;
}

/** A fact that was walked, from one entity to another. */
export interface WalkedFact {
  readonly near: string;
  readonly far: string;
  readonly factId: string;
  readonly sourceCount: number;
}

export interface Step {
  /** How many facts were walked, whether they hold or not. */
  readonly seen: number;
  readonly facts: readonly WalkedFact[];
  /** Whom they lead to, each with the parts that its own facts are walked in. */
  readonly reached: ReadonlyMap<string, readonly PartSize[]>;
}

/** How much of the graph a search looks at. */
export interface SearchLimits {
  /** Facts in all. */
  readonly seen: number;
  /** Facts of one kind and end that are followed from an entity; of one that has more there none are. */
  readonly followed: number;
  /**
   * Of an entity with so few relationships (about half of them are facts, the others those of its claims) all facts are walked
   * together, and what they are is not asked before. So few facts are walked from both ends in one step.
   */
  readonly few: number;
}

/** @param isFew whether only those with few facts are walked; of now. */
export const pathStepStatement = (statements: Statements, isPast = false, isFew = false): Statement =>
  factStatement(statements, 'path-step', links, isPast ? 'then' : isFew ? 'few' : '', {
    isPast,
    isFew,
    TYPES: relationPredicates.join('|'),
  });

/** What a step asks. */
interface StepQuestion {
  /** By part, the entities of whose facts it is walked. */
  readonly walks: ReadonlyMap<Part, ReadonlySet<string>>;
  /** Of whom it is told how many facts they have although nothing leads to them. */
  readonly ends?: readonly string[];
  /** Whom a fact must lead to; null for anybody. */
  readonly meeting?: ReadonlySet<string> | null;
  /** Whose parts need not be told again: counting takes long where there are many facts. */
  readonly counted?: ReadonlySet<string>;
}

/** The facts between entities that a search walks: of some predicates, at its reader's time. */
export class LinkSteps {
  readonly #reader: Reader;
  /** Null for all. */
  readonly #predicates: readonly RelationPredicate[] | null;
  readonly #limits: SearchLimits;
  /** Of each branch, in the order of the degrees, whether it is asked for. */
  readonly #branches: readonly { readonly branch: Branch; readonly isAsked: boolean }[];

  constructor(reader: Reader, predicates: readonly RelationPredicate[], limits: SearchLimits) {
    this.#reader = reader;
    this.#limits = limits;
    const asked = new Set<string>(predicates);
    this.#predicates = relationPredicates.every((predicate) => asked.has(predicate)) ? null : predicates;
    this.#branches = links.branches.map((branch) => ({
      branch,
      isAsked: asked.has(branch.split(' ')[0] ?? ''),
    }));
  }

  #sizesOf(degrees: readonly number[], former: readonly number[]): PartSize[] {
    const [all = 0, ...each] = degrees;
    const sizes: PartSize[] =
      each.length === 0
        ? [{ part: 'ANY', facts: Math.ceil(all / 2) }]
        : this.#branches.flatMap(({ branch, isAsked }, i) =>
            isAsked ? { part: branch, facts: each[i] ?? 0 } : [],
          );
    const [out = 0, into = 0] = former;
    sizes.push({ part: 'FORMER OUT', facts: out }, { part: 'FORMER IN', facts: into });
    return sizes.filter(({ facts }) => facts > 0);
  }

  #reached(row: Columns | undefined): Map<string, PartSize[]> {
    const degrees = requiredColumn<readonly number[]>(row, 'degrees');
    const former = requiredColumn<readonly number[]>(row, 'former');
    return new Map(
      requiredColumn<string>(row, 'id').map((id, i) => [
        id,
        this.#sizesOf(degrees[i] ?? [], former[i] ?? []),
      ]),
    );
  }

  /**
   * Looks at the ends of a search, and walks the facts of those that have few; of another time of none. Who is no entity, or is
   * merged into another, is not among the reached.
   */
  async begin(ids: readonly string[]): Promise<Step & { readonly walked: readonly string[] }> {
    const { few, seen } = this.#limits;
    const isWalking = !isPast(this.#reader);
    const walks = new Map<Part, ReadonlySet<string>>(isWalking ? [['ANY', new Set(ids)]] : []);
    const step = await this.#step({ walks, ends: ids }, Math.min(few, seen));
    const areWalked = (id: string): boolean =>
      isWalking && step.reached.get(id)?.every(({ part }) => part === 'ANY') === true;
    return { ...step, walked: ids.filter(areWalked) };
  }

  /** Walks facts. */
  walk(question: StepQuestion): Promise<Step> {
    return this.#step(question, this.#limits.few);
  }

  async #step(
    { walks, ends = [], meeting = null, counted = new Set() }: StepQuestion,
    few: number,
  ): Promise<Step> {
    const { statements, moment } = this.#reader;
    const isFew = [...walks.keys()].every((part) => part === 'ANY');
    const statement = pathStepStatement(statements, isPast(this.#reader), isFew && !isPast(this.#reader));
    const [row] = await this.#reader.read(statement, {
      walks: Object.fromEntries([...walks].map(([part, ids]) => [part, [...ids]])),
      ends,
      predicates: this.#predicates,
      meeting: meeting && [...meeting],
      counted: [...counted],
      validAt: moment.validAt,
      few,
      limit: neo4j.int(this.#limits.followed + 1),
    });
    const far = requiredColumn<string>(row, 'farId');
    const factIds = requiredColumn<string>(row, 'factId');
    const sources = requiredColumn<number>(row, 'sources');
    return {
      seen: Number(row?.get('seen') ?? 0),
      facts: requiredColumn<string>(row, 'near').map((near, i) => ({
        near,
        far: far[i] ?? '',
        factId: factIds[i] ?? '',
        sourceCount: sources[i] ?? 0,
      })),
      reached: this.#reached(row),
    };
  }
}
