import { rmSync } from 'node:fs';
import type { Graph, WriteTransaction } from '../../graph/graph.ts';
import { ImportRecord, ImportStopped, type ImportTally } from './import-record.ts';
import type { Input } from './input.ts';
import { keepReasons, reasonsPath } from './refused-reasons.ts';
import { beginRelease, dateSource, refuseOlderRelease, withdrawUnseen } from './release.ts';
import type { InputRow, Refusal } from './row.ts';
import { type BatchResult, type Seen, writeBatch } from './write-batch.ts';

export interface ImportOptions {
  /** Names the import when it is started again: the same file by the same mapping. */
  readonly id: string;
  readonly file: string;
  /** Finds out what would happen and writes nothing. */
  readonly isDryRun?: boolean;
  readonly onBatch?: (tally: ImportTally) => void;
  readonly onRefusal?: (row: InputRow, refusal: Refusal) => void;
  readonly onNote?: (row: InputRow, note: string) => void;
  readonly onSkip?: (row: InputRow, rule: string) => void;
  /** Ends the import between two batches; it goes on from there when it is started again. */
  readonly signal?: AbortSignal | undefined;
}

/** So many claims or entities go in one transaction: enough to be quick, few enough for its memory. */
const BATCH_WEIGHT = 2_000;

const weight = ({ content }: InputRow): number =>
  content.kind === 'mapped'
    ? content.statements.reduce((sum, { claims }) => sum + claims.length, content.entities.length)
    : 0;

async function* batchesOf<Row extends InputRow>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let sum = 0;
  for await (const row of rows) {
    batch.push(row);
    sum += 1 + weight(row);
    if (sum < BATCH_WEIGHT) continue;
    yield batch;
    batch = [];
    sum = 0;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Has the next item made ready while the one before it is worked on: what is read may be two batches ahead of what is written.
 * Ends when the signal says so, without waiting for what is being read: before its first rows a large file is read whole.
 */
async function* readAhead<T>(items: AsyncIterable<T>, signal?: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  const stopped = new Promise<null>((stop) => {
    if (signal?.aborted) stop(null);
    signal?.addEventListener('abort', () => stop(null), { once: true });
  });
  const take = (): Promise<IteratorResult<T>> => {
    const next = iterator.next();
    // Whoever takes it sees it fail in its turn.
    next.catch(() => undefined);
    return next;
  };
  try {
    for (let next = take(); ; ) {
      const item = await Promise.race([stopped, next]);
      if (item === null || item.done) return;
      next = take();
      yield item.value;
    }
  } finally {
    const closed = iterator.return?.();
    if (signal?.aborted) closed?.catch(() => undefined);
    else await closed;
  }
}

/** Carries a batch's result out of a transaction that is not to write anything. */
class NotWritten extends Error {
  readonly result: unknown;

  constructor(result: unknown) {
    super('not written');
    this.result = result;
  }
}

/** What a batch comes to, without a trace of it in the graph. */
async function tryBatch<Row extends InputRow>(
  graph: Graph,
  work: (transaction: WriteTransaction) => Promise<BatchResult<Row>>,
  isToBeWritten: (result: BatchResult<Row>) => boolean,
): Promise<{ result: BatchResult<Row>; isWritten: boolean }> {
  try {
    const result = await graph.write(async (transaction) => {
      const found = await work(transaction);
      if (!isToBeWritten(found)) throw new NotWritten(found);
      return found;
    });
    return { result, isWritten: true };
  } catch (error) {
    if (error instanceof NotWritten) return { result: error.result as BatchResult<Row>, isWritten: false };
    throw error;
  }
}

/**
 * Imports a file of any size: a batch of rows a transaction, each with a note of how far it has come, so that an import
 * that was stopped at any moment goes on from there and loses or doubles nothing.
 * @throws OperatorError when the file is an older release than the graph holds, or cannot be read to its end; what was read until then is in the graph.
 * ImportStopped when the signal told it to.
 */
export async function importFile<Row extends InputRow>(
  graph: Graph,
  input: Input<Row>,
  options: ImportOptions,
): Promise<ImportTally> {
  const { statements } = graph;
  const { id, file, isDryRun = false, signal } = options;
  const release = input.wholeOf;
  if (release) await refuseOlderRelease(graph, release);
  let record = isDryRun ? new ImportRecord(id, file) : await ImportRecord.open(graph, id, file);
  if (release && !isDryRun) record = await beginRelease(graph, release, record);
  /** In a dry run nothing that a batch brings is there for the next one to find. */
  const seen: Seen = new Map();

  const goOn = (at: ImportRecord): void => {
    if (signal?.aborted) throw new ImportStopped(at.tally);
  };
  if (!isDryRun && record.position.row === 0)
    for (const path of [input.refusedPath, reasonsPath(input.refusedPath)]) rmSync(path, { force: true });
  for await (const rows of readAhead(batchesOf(input.rows(record.position)), signal)) {
    goOn(record);
    const row = rows.at(-1)?.number ?? 0;
    const save = async (transaction: WriteTransaction, result: BatchResult<Row>): Promise<ImportRecord> => {
      const refused = result.outcomes.flatMap(({ row: at, refusal }) =>
        refusal ? [{ row: at, refusal }] : [],
      );
      const refusedBytes = await input.keepRefused(
        refused.map(({ row: at }) => at),
        record.position.refusedBytes,
      );
      const reasonBytes = keepReasons(input.refusedPath, refused, record.position.reasonBytes);
      const next = record.after(result, { row, refusedBytes, reasonBytes });
      if (release && result.claimIds.length > 0)
        await transaction.send(statements.get('write/mark-seen'), {
          ids: result.claimIds,
          importId: record.run,
        });
      await next.save(transaction, statements, false);
      return next;
    };
    let next: ImportRecord | undefined;
    const { result, isWritten } = await tryBatch(
      graph,
      async (transaction) => {
        const found = await writeBatch(transaction, statements, rows, isDryRun ? seen : new Map());
        if (!isDryRun && found.isNews) next = await save(transaction, found);
        return found;
      },
      (found) => !isDryRun && found.isNews,
    );
    if (isDryRun) next = record.after(result, record.position);
    else if (!isWritten) {
      // Nothing new: no change number is taken, only the place is noted.
      next = await graph.write((transaction) => save(transaction, result));
    }
    record = next ?? record;
    for (const { row: at, refusal } of result.outcomes) {
      if (refusal) options.onRefusal?.(at, refusal);
      if (at.content.kind === 'skipped') options.onSkip?.(at, at.content.rule);
      if (at.content.kind === 'mapped') for (const note of at.content.notes) options.onNote?.(at, note);
    }
    options.onBatch?.(record.tally);
  }
  goOn(record);
  if (isDryRun) return record.tally;
  // A row that was refused may be what a claim of an earlier release is repeated by.
  if (release && record.tally.refused === 0) record = await withdrawUnseen(graph, release, record, goOn);
  if (release) await dateSource(graph, release, () => goOn(record));
  await graph.write((transaction) => record.save(transaction, statements, true));
  return record.tally;
}
