import { randomUUID } from 'node:crypto';
import type { Graph, WriteTransaction } from '../../graph/graph.ts';
import type { Statement, Statements } from '../../graph/statements.ts';
import { type InputPosition, inputStart } from './input.ts';
import type { RowOutcome } from './row.ts';
import type { BatchResult } from './write-batch.ts';

/** What rows came to; the four outcomes add up to the rows read. */
export interface ImportTally extends Readonly<Record<RowOutcome, number>> {
  readonly rows: number;
  readonly claims: number;
  readonly asserted: number;
  readonly retracted: number;
}

/** An import that was told to stop: what has been read is in the graph, and it goes on from there when it is started again. */
export class ImportStopped extends Error {
  readonly tally: ImportTally;

  constructor(tally: ImportTally) {
    super('the import was told to stop');
    this.tally = tally;
  }
}

const nothing: ImportTally = {
  rows: 0,
  imported: 0,
  unchanged: 0,
  skipped: 0,
  refused: 0,
  claims: 0,
  asserted: 0,
  retracted: 0,
};

const state = (statements: Statements): Statement => statements.get('write/import-state');

/** How far an import has come, kept in the graph with what it wrote. */
export class ImportRecord {
  readonly id: string;
  readonly file: string;
  /** Tells this run of the import, with all the times that it is taken up again, from others of the same file. */
  readonly run: string;
  #position: InputPosition = inputStart;
  #tally: ImportTally = nothing;

  constructor(id: string, file: string, run: string = randomUUID()) {
    this.id = id;
    this.file = file;
    this.run = run;
  }

  /** Goes on where an earlier run of the import stopped; one that ended starts anew. */
  static async open(graph: Graph, id: string, file: string): Promise<ImportRecord> {
    const record = new ImportRecord(id, file);
    const [row] = await graph.read(state(graph.statements), { id }, { timeoutMs: 60_000 });
    const known = row?.get('state') as
      | (ImportTally & Partial<InputPosition> & { readonly isFinished: boolean; readonly run: string })
      | undefined;
    if (!known || known.isFinished) return record;
    const resumed = new ImportRecord(id, file, known.run);
    // One that an older version stopped has kept no reasons yet.
    const { row: done = 0, refusedBytes = 0, reasonBytes = 0 } = known;
    resumed.#position = { row: done, refusedBytes, reasonBytes };
    resumed.#tally = Object.fromEntries(
      Object.keys(nothing).map((key) => [key, known[key as keyof ImportTally]]),
    ) as unknown as ImportTally;
    return resumed;
  }

  get position(): InputPosition {
    return this.#position;
  }

  get tally(): ImportTally {
    return this.#tally;
  }

  /** This record with a batch's rows added. */
  after(batch: BatchResult, position: InputPosition): ImportRecord {
    const next = new ImportRecord(this.id, this.file, this.run);
    const count = (outcome: RowOutcome): number =>
      this.#tally[outcome] + batch.outcomes.filter((row) => row.outcome === outcome).length;
    next.#position = position;
    next.#tally = {
      rows: this.#tally.rows + batch.outcomes.length,
      imported: count('imported'),
      unchanged: count('unchanged'),
      skipped: count('skipped'),
      refused: count('refused'),
      claims: this.#tally.claims + batch.claimIds.length,
      asserted: this.#tally.asserted + batch.asserted,
      retracted: this.#tally.retracted + batch.retracted,
    };
    return next;
  }

  /** This record with claims withdrawn that the file no longer repeats. */
  withRetracted(retracted: number): ImportRecord {
    const next = new ImportRecord(this.id, this.file, this.run);
    next.#position = this.#position;
    next.#tally = { ...this.#tally, retracted: this.#tally.retracted + retracted };
    return next;
  }

  /** @param releaseOf the source of which the file is a whole release; said once. */
  async save(
    transaction: WriteTransaction,
    statements: Statements,
    isFinished: boolean,
    releaseOf?: string,
  ): Promise<void> {
    await transaction.send(statements.get('write/put-import'), {
      id: this.id,
      properties: {
        file: this.file,
        run: this.run,
        ...this.#tally,
        ...this.#position,
        ...(releaseOf !== undefined && { releaseOf }),
        isFinished,
        savedAt: new Date().toISOString(),
      },
    });
  }
}
