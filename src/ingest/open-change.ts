import neo4j from 'neo4j-driver';
import type { WriteTransaction } from '../graph/graph.ts';
import type { Row } from '../graph/row.ts';
import type { Statement, Statements } from '../graph/statements.ts';

/** What is done to things, as a change keeps it: lists of ids. Of a merge, `id intoId`. */
const deeds = [
  'sourceIds',
  'entityIds',
  'assertedIds',
  'retractedIds',
  'rankedIds',
  'mergedIds',
  'unmergedIds',
  // Facts that are other since: they, or the claims behind them.
  'factIds',
] as const;
export type Deed = (typeof deeds)[number];

/** By which things are walked in the order they were recorded, within one change in the order they were given. */
export const recordedKey = (
  { at, number }: Pick<OpenChange, 'at' | 'number'>,
  index: number,
  id: string,
): string => `${at}|${String(number).padStart(12, '0')}|${String(index).padStart(7, '0')}|${id}`;

/**
 * A change on its way into the graph: a transaction that has taken its number. Whatever it alters is stamped with the number,
 * and what was there before stays, known until then.
 */
export class OpenChange {
  readonly transaction: WriteTransaction;
  readonly statements: Statements;
  readonly number: number;
  /** When it is made, ISO 8601. */
  readonly at: string;
  /** Whether any entity is merged into another: most graphs have none, and need not look. */
  readonly hasRedirects: boolean;
  readonly #did = new Map<Deed, string[]>();

  private constructor(transaction: WriteTransaction, statements: Statements, row: Row | undefined) {
    this.transaction = transaction;
    this.statements = statements;
    this.number = Number(row?.get('changeNumber'));
    this.at = String(row?.get('changedAt'));
    this.hasRedirects = Number(row?.get('redirects')) > 0;
  }

  /** Takes the next number; its lock makes writers wait for each other. */
  static async begin(transaction: WriteTransaction, statements: Statements): Promise<OpenChange> {
    const at = new Date().toISOString();
    const [row] = await transaction.run(statements.get('write/begin-change'), { at });
    return new OpenChange(transaction, statements, row);
  }

  /** Goes on under the last change's number: for work that finds nothing new. */
  static async again(transaction: WriteTransaction, statements: Statements): Promise<OpenChange> {
    const [row] = await transaction.run(statements.get('write/current-change'));
    return new OpenChange(transaction, statements, row);
  }

  #statement(statement: Statement | string): Statement {
    return typeof statement === 'string' ? this.statements.get(statement) : statement;
  }

  #stamped(params: Record<string, unknown>): Record<string, unknown> {
    return { ...params, changeNumber: neo4j.int(this.number) };
  }

  run(statement: Statement | string, params: Record<string, unknown> = {}): Promise<Row[]> {
    return this.transaction.run(this.#statement(statement), this.#stamped(params));
  }

  /** Runs a statement whose rows nobody reads, and does not wait for it. */
  send(statement: Statement | string, params: Record<string, unknown> = {}): Promise<void> {
    return this.transaction.send(this.#statement(statement), this.#stamped(params));
  }

  /** Notes what was done, for `end` to keep. */
  did(deed: Deed, ids: Iterable<string>): void {
    const known = this.#did.get(deed) ?? [];
    this.#did.set(deed, [...known, ...ids]);
  }

  /**
   * Keeps what it did, once all is done; of nothing it gives its number back.
   * @returns the number of the last change.
   */
  async end(): Promise<number> {
    const did = Object.fromEntries([...this.#did].filter(([, ids]) => ids.length > 0));
    const isEmpty = Object.keys(did).length === 0;
    await this.send(isEmpty ? 'write/give-back-number' : 'write/record-change', { at: this.at, did });
    return isEmpty ? this.number - 1 : this.number;
  }
}
