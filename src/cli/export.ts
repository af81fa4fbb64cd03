import { GraphQLError } from 'graphql';
import { createContext } from '../context.ts';
import { OperatorError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { migrate } from '../graph/migrate.ts';
import { type Exported, exportGraph } from '../graph-files/export-graph.ts';
import { about } from '../loaders/about.ts';
import type { Settings } from '../settings.ts';
import { type ExportOptions, readExport } from './export-options.ts';
import { progress, withGraph } from './open-graph.ts';

/** What a program ends with whose reader has gone, as `head` does when it has enough. */
const PIPE_CLOSED = 141;

class PipeClosed extends Error {}

const reasonOf = (error: NodeJS.ErrnoException): Error => (error.code === 'EPIPE' ? new PipeClosed() : error);

/** Writes on standard output, at the reader’s pace. */
function toStandardOutput(): (piece: Buffer) => Promise<unknown> {
  const { stdout } = process;
  let failure: Error | null = null;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    failure = reasonOf(error);
  });
  return (piece) =>
    new Promise((done, fail) => {
      if (failure) return fail(failure);
      stdout.write(piece, (error) => (error ? fail(reasonOf(error)) : done(undefined)));
    });
}

const count = (n: number): string => n.toLocaleString('en');

/** How many of each the whole graph has: what progress is told against. */
async function totalsOf(graph: Graph) {
  const context = createContext({ graph, pageLimits: { defaultSize: 1, maxSize: 1 }, timeoutMs: 600_000 });
  const { entities, facts, claimCount, sourceCount } = await about(context.now.reader);
  const sum = (rows: readonly { readonly count: number }[]) => rows.reduce((all, one) => all + one.count, 0);
  return { entities: sum(entities), facts: sum(facts), claims: claimCount, sources: sourceCount };
}

function tell({ file, change, written, counts, leftOut }: Exported): string {
  const things = Object.entries(counts).filter(([, n]) => n > 0);
  const held = things.map(([thing, n]) => `${count(n)} ${thing}`).join(', ') || 'nothing';
  const left = Object.entries(leftOut).map(([what, n]) => `\n  left out: ${count(n)} ${what}`);
  return `${file}: ${held}; ${count(written.bytes)} bytes, as of change ${change}${left.join('')}`;
}

/** Exports the graph or a part of it; what came of it is told on standard error, beside data on standard output. */
export async function exportFiles(
  settings: Settings,
  format: string,
  target: string | undefined,
  options: ExportOptions,
): Promise<void> {
  const request = readExport(format, target, options);
  const isOut = request.target === null;
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    const isWhole = Object.keys(request.wanted).length === 0;
    const all = isWhole ? await totalsOf(graph) : null;
    const startedAt = performance.now();
    try {
      const exported = await exportGraph(graph, {
        ...request,
        ...(isOut && { write: toStandardOutput() }),
        onProgress: (file, counts) => {
          const seconds = (performance.now() - startedAt) / 1000;
          const shown = Object.entries(counts).filter(([, n]) => n > 0);
          const told = shown.map(
            ([thing, n]) =>
              `${count(n)}${all ? ` of ${count(Math.max(n, all[thing as keyof typeof all]))}` : ''} ${thing}`,
          );
          progress.update(`Exporting ${file}: ${told.join(', ')}, ${Math.round(seconds)} s`);
        },
      });
      progress.done();
      for (const one of exported) console.error(tell(one));
    } catch (error) {
      progress.done();
      if (error instanceof PipeClosed) process.exitCode = PIPE_CLOSED;
      // What the model refuses of a filter is the operator’s.
      else if (error instanceof GraphQLError) throw new OperatorError(error.message);
      else throw error;
    }
  });
}
