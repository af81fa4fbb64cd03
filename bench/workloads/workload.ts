import type { Sample, Samples } from '../graph/samples.ts';
import type { Shape } from '../graph/shape.ts';

/** The servers that are measured, in the order of the tables. */
export const serverNames = ['steppe', 'neo4j-graphql', 'postgraphile', 'floor'] as const;
export type ServerName = (typeof serverNames)[number];

/** Whether a server is somebody else's: its errors are told, while one of Steppe's or the bare side's ends the run. */
export const isPeer = (name: ServerName): boolean => name !== 'steppe' && name !== 'floor';

/** An answer's data as it came: field names, lists, leaves. */
export type Answer = unknown;

/** How one server is asked a workload's question. `V` is what varies from question to question. */
export interface Side<V> {
  /** The body of the request: `{query, variables}`, or a bare statement's parameters. */
  ask(variables: V): object;
  /** A second request for what the first cannot bring along; null when there is nothing more to ask. */
  followUp?(first: Answer): object | null;
  /**
   * The answers in the form that is the same for all servers. Left out: the leaves in the order in which they were asked for.
   */
  canonical?(answers: readonly Answer[]): unknown;
  /**
   * What is wrong with its canonical answer beside the first server's, or null. Left out: it must be the same.
   * It is for what a server may decide by itself.
   */
  difference?(mine: unknown, reference: unknown, variables: V): string | null;
  /** Finds out beforehand what questions need of this server: cursors. */
  prepare?(questions: readonly V[], post: (body: object) => Promise<Answer>): Promise<readonly V[]>;
}

/** The bare side: one statement, whose only row comes as columns. */
export interface FloorSide<V> extends Side<V> {
  readonly cypher: string;
}

/** One sort of question, put to all servers over the same data. */
export interface Workload<V> {
  readonly name: string;
  readonly title: string;
  draw(samples: Samples, shape: Shape): Sample<V>;
  readonly sides: Readonly<
    Partial<Record<Exclude<ServerName, 'floor'>, Side<V>>> & { readonly floor: FloorSide<V> }
  >;
  /** Why a server has no side, or what is to be known of one. */
  readonly notes?: Readonly<Partial<Record<ServerName, string>>>;
}

/** Any workload, for code that treats all alike. Its functions are given what its own `draw` has drawn. */
export type AnyWorkload = Workload<unknown>;
