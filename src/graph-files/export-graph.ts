import { basename, join } from 'node:path';
import type { Graph } from '../graph/graph.ts';
import { Contents, type Thing } from './contents.ts';
import type { FileFormat, FileOfFormat, LeftOut } from './file-formats.ts';
import { manifestText, sourcesIn } from './file-manifest.ts';
import { GraphAt } from './graph-at.ts';
import { selectionOf, type Wanted } from './selection.ts';
import { send, type Written, WrittenFiles } from './written-file.ts';

export interface ExportRequest {
  readonly format: FileFormat;
  readonly wanted: Wanted;
  readonly change: number | null;
  /** A file, a folder for formats of several, or null where the bytes go to a stream. */
  readonly target: string | null;
  readonly isForced: boolean;
  /** Where there is no target. */
  readonly write?: (piece: Buffer) => Promise<unknown>;
  /** The command that asks for the same again, as of a change. */
  readonly again: (change: number) => string;
  readonly onProgress?: (file: string, counts: Counts) => void;
}

type Counts = Record<Thing, number>;

export interface Exported {
  readonly file: string;
  readonly change: number;
  readonly written: Written;
  readonly counts: Readonly<Counts>;
  readonly leftOut: LeftOut;
}

const none = (): Counts => ({ entities: 0, facts: 0, claims: 0, sources: 0 });

/** The files of an export. @throws OperatorError when one is there already and may not be replaced. */
function pathsOf({ format, target }: ExportRequest): Map<FileOfFormat, string> {
  if (target === null) return new Map();
  const isFolder = format.files.length > 1;
  return new Map(
    format.files.map((file) => [file, isFolder ? join(target, `${file.name}.${format.extension}`) : target]),
  );
}

const manifestOf = (path: string): string => `${path}.json`;

/** Writes the graph, or a part of it, into files that appear together and whole, each with a manifest beside it. */
export async function exportGraph(graph: Graph, request: ExportRequest): Promise<Exported[]> {
  const { format, wanted, target, isForced, onProgress = () => {}, again } = request;
  const files = new WrittenFiles(isForced);
  const paths = pathsOf(request);
  files.refuseExisting([...paths.values()].flatMap((path) => [path, manifestOf(path)]));
  const at = await GraphAt.open(graph, request.change);
  const all = new Contents(at, await selectionOf(at, wanted));
  const exported: Exported[] = [];
  try {
    if (target !== null && format.files.length > 1) files.makeFolder(target);
    for (const file of format.files) {
      const path = paths.get(file);
      const counts = none();
      const name = path === undefined ? format.name : basename(path);
      const contents = all.again((thing, count) => {
        counts[thing] += count;
        onProgress(name, counts);
      });
      const making = file.make(contents);
      const written =
        path === undefined
          ? await send(making.bytes, request.write ?? (async () => undefined))
          : await files.write(path, making.bytes);
      exported.push({
        file: path ?? '-',
        change: at.change,
        written,
        counts: { ...counts },
        leftOut: Object.fromEntries(
          Object.entries(making.leftOut?.() ?? {}).filter(([, count]) => count > 0),
        ),
      });
    }
    if (target !== null) {
      const sources = await sourcesIn(all);
      for (const [i, { columns }] of format.files.entries()) {
        const { file, change, written, counts, leftOut } = exported[i] as Exported;
        const manifest = manifestText(
          {
            file: basename(file),
            format: format.name,
            filter: Object.fromEntries(Object.entries(wanted).filter(([, value]) => value != null)),
            change,
            ...(columns && { columns }),
            counts,
            leftOut,
            ...written,
            again: again(change),
          },
          sources,
        );
        await files.write(manifestOf(file), parts(manifest));
      }
      files.keep();
    }
    return exported;
  } finally {
    files.discard();
  }
}

async function* parts(text: string): AsyncGenerator<string> {
  yield text;
}
