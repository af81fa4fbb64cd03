import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { type Exported, exportGraph } from '../../src/graph-files/export-graph.ts';
import { fileFormats } from '../../src/graph-files/file-formats.ts';
import type { Wanted } from '../../src/graph-files/selection.ts';
import { stateOf } from '../ingest/invariant-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'steppe-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** A place for a file or folder that lasts as long as the file of tests. */
export const freshPath = (extension = ''): string => {
  files += 1;
  return join(folder, `${files}${extension}`);
};

export function formatOf(name: string) {
  const format = fileFormats.find((one) => one.name === name);
  if (!format) throw new Error(`no format ${name}`);
  return format;
}

export async function exportTo(
  graph: Graph,
  name: string,
  wanted: Wanted = {},
  change: number | null = null,
): Promise<{ path: string; text: string; exported: Exported[] }> {
  const format = formatOf(name);
  const path = freshPath(format.files.length > 1 ? '' : `.${format.extension}`);
  const exported = await exportGraph(graph, {
    format,
    wanted,
    change,
    target: path,
    isForced: false,
    again: (number) => `as of ${number}`,
  });
  return { path, text: format.files.length > 1 ? '' : readFileSync(path, 'utf8'), exported };
}

/** What a graph says now, whenever it was told so, and however it came. */
export async function saidIn(graph: Graph): Promise<string[]> {
  const state = await stateOf(graph, {
    isNow: true,
    without: [
      'key',
      'recordedAt',
      'recordedIn',
      'recordedBy',
      'retractedAt',
      'mergedIn',
      'describedCountry',
      'seenIn',
    ],
  });
  return state.filter((line) => !/^(Import|Release|Token)\b/.test(line));
}
