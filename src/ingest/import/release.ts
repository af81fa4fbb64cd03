import neo4j from 'neo4j-driver';
import { OperatorError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import { parsePeriod } from '../../model/period.ts';
import { BATCH_SIZE } from '../batches.ts';
import { OpenChange } from '../open-change.ts';
import { projectFacts } from '../project.ts';
import type { SourceCard } from '../source.ts';
import { applyChange } from '../write-claims.ts';
import { ImportRecord } from './import-record.ts';

/** A file can be a whole release of a source: what an earlier one said and it does not repeat is withdrawn. */

const lastDay = (publishedAt: string | null): string =>
  publishedAt === null ? '' : (parsePeriod(publishedAt).end ?? '');

/** When the release that the graph holds was published; null when there is none. */
async function knownDate(graph: Graph, source: SourceCard): Promise<string | null> {
  const [row] = await graph.read(
    graph.statements.get('write/source-date'),
    { id: source.id },
    { timeoutMs: 60_000 },
  );
  return (row?.get('publishedAt') ?? null) as string | null;
}

/** @throws OperatorError when the graph holds a newer release, which this one would take back. */
export async function refuseOlderRelease(graph: Graph, source: SourceCard): Promise<void> {
  const known = await knownDate(graph, source);
  if (lastDay(known) > lastDay(source.publishedAt))
    throw new OperatorError(
      `The graph holds the release of ${known} of ${source.id}; this file is the older one of ${source.publishedAt}, and would take back what is newer. Import releases in their order.`,
    );
}

/** So long without a batch, an import is taken for one that was stopped. */
const SILENCE_MS = 60_000;

/**
 * Begins the import of a release, alone: each would take back what only the other says. One that was stopped goes on where it
 * was, unless another came between, which may have taken back what it had imported.
 * @throws OperatorError when one of the same source is at work.
 */
export async function beginRelease(
  graph: Graph,
  source: SourceCard,
  stopped: ImportRecord,
): Promise<ImportRecord> {
  const { statements } = graph;
  return graph.write(async (transaction) => {
    await transaction.run(statements.get('write/lock-graph'));
    const others = await transaction.run(statements.get('write/imports-of-release'), {
      sourceId: source.id,
      id: stopped.id,
      since: new Date(Date.now() - SILENCE_MS).toISOString(),
    });
    const other = others.find((row) => row.get('isAtWork') === true);
    if (other)
      throw new OperatorError(
        `An import of ${other.get('file')}, also a release of ${source.id}, was at work at ${other.get('savedAt')}. Releases go one after the other: wait until it is done or, if it was stopped, a minute.`,
      );
    const isOvertaken = others.some((row) => row.get('isLater') === true);
    const record = isOvertaken ? new ImportRecord(stopped.id, stopped.file) : stopped;
    await record.save(transaction, statements, false, source.id);
    return record;
  });
}

/**
 * Takes back what the source said and this release does not repeat.
 * @param goOn throws before a page when there is to be no more.
 */
export async function withdrawUnseen(
  graph: Graph,
  source: SourceCard,
  record: ImportRecord,
  goOn: (record: ImportRecord) => void,
): Promise<ImportRecord> {
  const { statements } = graph;
  let current = record;
  for (;;) {
    goOn(current);
    const next = await graph.write(async (transaction) => {
      const rows = await transaction.run(statements.get('write/unseen-claims'), {
        sourceId: source.id,
        importId: record.run,
        after: '',
        limit: neo4j.int(BATCH_SIZE),
      });
      if (rows.length === 0) return null;
      const retractions = rows.map((row) => ({ id: String(row.get('id')), sourceId: source.id }));
      await applyChange(transaction, statements, { sources: [], entities: [], claims: [], retractions });
      const withdrawn = current.withRetracted(rows.length);
      await withdrawn.save(transaction, statements, false);
      return withdrawn;
    });
    if (!next) return current;
    current = next;
  }
}

/**
 * Makes the source known by this release, if it is newer, and its facts anew: among sources the newest is shown. How far that
 * has come is kept, so that it goes on when it was stopped.
 */
export async function dateSource(graph: Graph, source: SourceCard, goOn: () => void): Promise<void> {
  const { statements } = graph;
  const { id, ...card } = source;
  if (lastDay(await knownDate(graph, source)) < lastDay(source.publishedAt)) {
    const known = Object.entries(card).filter(([, value]) => value !== null);
    await graph.write(async (transaction) => {
      const change = await OpenChange.begin(transaction, statements);
      const properties = { ...Object.fromEntries(known), datingAfter: '' };
      await change.run('write/put-release', { id, properties });
      change.did('sourceIds', [id]);
      await change.end();
    });
  }
  for (let isDone = false; !isDone; ) {
    goOn();
    isDone = await graph.write(async (transaction) => {
      await transaction.run(statements.get('write/lock-graph'));
      const [row] = await transaction.run(statements.get('write/source-date'), { id });
      const after = row?.get('datingAfter') as string | null;
      if (after === null) return true;
      const page = { sourceId: id, after, limit: neo4j.int(BATCH_SIZE) };
      const rows = await transaction.run(statements.get('write/facts-of-source'), page);
      const last = rows.length < BATCH_SIZE ? null : String(rows.at(-1)?.get('key'));
      // A change of its own: as of the one before it, the facts are what they were.
      const change = await OpenChange.begin(transaction, statements);
      await projectFacts(
        change,
        rows.map((fact) => String(fact.get('factId'))),
      );
      await change.run('write/source-dated-up-to', { id, after: last });
      change.did('sourceIds', [id]);
      await change.end();
      return last === null;
    });
  }
}
