import type { Column } from '../export/column.ts';
import { attributed } from '../export/manifest.ts';
import { SourceList } from '../export/sources.ts';
import type { Contents, Thing } from './contents.ts';
import type { LeftOut } from './file-formats.ts';
import type { Written } from './written-file.ts';

/** What is to be known of an exported file: what it holds, whether one has it whole, whom to name, and how to have it again. */
export interface FileManifest extends Written {
  readonly file: string;
  readonly format: string;
  /** Which facts; nothing for the whole graph. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** The graph as it was after this change. */
  readonly change: number;
  readonly toldAt: string;
  readonly columns?: readonly Column[];
  /** How many of each it was made of. */
  readonly counts: Readonly<Record<Thing, number>>;
  readonly leftOut: LeftOut;
  readonly sources: ReturnType<typeof attributed>;
  readonly sourcesAreAll: boolean;
  /** The command that makes the same bytes. */
  readonly again: string;
}

export async function sourcesIn(contents: Contents): Promise<SourceList> {
  const list = new SourceList();
  for await (const page of contents.sources()) {
    for (const { key: _, ...source } of page) list.note(source);
    if (!list.isWhole) break;
  }
  return list;
}

export function manifestText(
  told: Omit<FileManifest, 'toldAt' | 'sources' | 'sourcesAreAll'>,
  sources: SourceList,
): string {
  const { again, ...first } = told;
  const manifest: FileManifest = {
    ...first,
    toldAt: new Date().toISOString(),
    sources: attributed(sources),
    sourcesAreAll: sources.isWhole,
    again,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
