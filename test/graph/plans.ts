import neo4j, { type Driver, type Plan, type ProfiledPlan, type ResultSummary } from 'neo4j-driver';
import type { GraphAddress } from '../../src/graph/graph.ts';
import type { Statement } from '../../src/graph/statements.ts';

/** A plan as a flat list of its operators, the topmost first. */
export interface Operator {
  readonly type: string;
  readonly details: string;
  readonly hits: number;
  readonly rows: number;
}

function operators(plan: Plan | ProfiledPlan): Operator[] {
  const { operatorType, arguments: details, children } = plan;
  const { dbHits = 0, rows = 0 } = plan as Partial<ProfiledPlan>;
  return [
    { type: operatorType.split('@')[0] ?? '', details: String(details.Details ?? ''), hits: dbHits, rows },
    ...children.flatMap(operators),
  ];
}

/** The database hits of a statement that was profiled. */
export const hitsOf = ({ profile }: ResultSummary): number =>
  profile ? operators(profile).reduce((sum, { hits }) => sum + hits, 0) : Number.NaN;

/** Asks Neo4j how it runs statements; nothing of `src` stands between. */
export class Planner {
  readonly #driver: Driver;

  constructor({ uri, username, password }: GraphAddress) {
    this.#driver = neo4j.driver(uri, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
  }

  async explain({ text }: Statement, params: Record<string, unknown>): Promise<Operator[]> {
    const { summary } = await this.#driver.executeQuery(`EXPLAIN ${text}`, params);
    return summary.plan ? operators(summary.plan) : [];
  }

  /** The plans of many by their names, two at a time: making one takes a core a second, on a busy machine. */
  async explainAll(
    statements: Iterable<Statement>,
    params: Record<string, unknown>,
  ): Promise<Map<string, Operator[]>> {
    const plans = new Map<string, Operator[]>();
    const waiting = [...statements].values();
    const explainNext = async (): Promise<void> => {
      for (const statement of waiting) plans.set(statement.name, await this.explain(statement, params));
    };
    await Promise.all([explainNext(), explainNext()]);
    return plans;
  }

  async profile({ text }: Statement, params: Record<string, unknown>): Promise<Operator[]> {
    const { summary } = await this.#driver.executeQuery(`PROFILE ${text}`, params);
    return summary.profile ? operators(summary.profile) : [];
  }

  close(): Promise<void> {
    return this.#driver.close();
  }
}
