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

export const pathEndsStatement = (statements: Statements, isPast = false): Statement =>
  factStatement(statements, 'path-ends', links, isPast ? 'then' : '', { isPast });

export const pathStepStatement = (statements: Statements, isPast = false): Statement =>
  factStatement(statements, 'path-step', links, isPast ? 'then' : '', {
    isPast,
    TYPES: relationPredicates.join('|'),
  });

/** The facts between entities that a search walks: of some predicates, at its reader's time. */
export class LinkSteps {
  readonly #reader: Reader;
  readonly #predicates: readonly RelationPredicate[];
  readonly #limits: SearchLimits;
  /** Of each branch, in the order of the degrees, whether it is asked for. */
  readonly #branches: readonly { readonly branch: Branch; readonly isAsked: boolean }[];

  constructor(reader: Reader, predicates: readonly RelationPredicate[], limits: SearchLimits) {
    this.#reader = reader;
    this.#limits = limits;
    this.#predicates = predicates;
    const asked = new Set<string>(predicates);
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

  async #ask(statement: Statement, params: Record<string, unknown>): Promise<Columns | undefined> {
    const [row] = await this.#reader.read(statement, {
      ...params,
      few: this.#limits.few,
      limit: neo4j.int(this.#limits.followed + 1),
    });
    return row;
  }

  /** The parts that some entities' facts are walked in. */
  async sizes(ids: readonly string[]): Promise<ReadonlyMap<string, readonly PartSize[]>> {
    const { statements } = this.#reader;
    return this.#reached(await this.#ask(pathEndsStatement(statements, isPast(this.#reader)), { keys: ids }));
  }

  /**
   * Walks facts.
   * @param walks by part, the entities of whose facts it is walked.
   * @param meeting whom a fact must lead to; null for anybody.
   * @param counted whose parts need not be told again: counting takes long where there are many facts.
   */
  async walk(
    walks: ReadonlyMap<Part, ReadonlySet<string>>,
    meeting: ReadonlySet<string> | null,
    counted: ReadonlySet<string>,
  ): Promise<Step> {
    const { statements, moment } = this.#reader;
    const row = await this.#ask(pathStepStatement(statements, isPast(this.#reader)), {
      walks: Object.fromEntries([...walks].map(([part, ids]) => [part, [...ids]])),
      predicates: this.#predicates,
      meeting: meeting && [...meeting],
      counted: [...counted],
      validAt: moment.validAt,
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
