import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { InputFileError, OperatorError } from '../../errors.ts';
import { checkMapping } from './check-mapping.ts';
import { expandEach } from './expand-each.ts';
import { type Mapping, type MappingPath, type MappingProblem, pathText } from './mapping.ts';
import { claimFormat, mappingFormat, type TableSpec } from './mapping-format.ts';

/**
 * Reads a mapping and checks that it holds together.
 * @throws InputFileError with the line and the path of the first mistake, OperatorError when the file cannot be read.
 */
export async function readMapping(file: string): Promise<Mapping> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new OperatorError(`${file} cannot be read: ${(error as Error).message}`);
  }
  return parseMapping(file, text);
}

/** As `readMapping`, of a text. */
export function parseMapping(file: string, text: string): Mapping {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, merge: true });
  const [broken] = document.errors;
  if (broken)
    throw new InputFileError(
      file,
      broken.linePos?.[0].line ?? 1,
      '',
      `not YAML: ${broken.message.split(' at line')[0]}`,
    );

  // The line of what is missing is that of what it is missing in.
  const lineOf = (path: MappingPath): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number] } | undefined;
      if (node?.range) return lineCounter.linePos(node.range[0]).line;
    }
    return 1;
  };
  const refuse = ({ path, reason }: MappingProblem): never => {
    throw new InputFileError(file, lineOf(path), pathText(path), reason);
  };

  const parsed = mappingFormat.safeParse(document.toJS());
  if (!parsed.success) return refuse(shapeProblem(parsed.error.issues));
  const content = parsed.data;
  const claims = content.claims.flatMap((spec, i) =>
    expandEach(spec, (reason) => refuse({ path: ['claims', i, 'each'], reason })).map((written) => {
      const path = ['claims', i];
      const checked = claimFormat.safeParse(written);
      return checked.success
        ? { spec: checked.data, path }
        : refuse(shapeProblem(checked.error.issues, path));
    }),
  );
  const [problem] = checkMapping(content, claims);
  if (problem) refuse(problem);
  return { file, content, claims, lineOf };
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Of keys that are not of the language. */
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly Issue[])[];
}

/** The first mistake of shape. Of a choice, the alternative that gets furthest is the one that was meant. */
function shapeProblem(issues: readonly Issue[], under: MappingPath = []): MappingProblem {
  const issue = issues[0];
  const path = [...under, ...((issue?.path ?? []) as MappingPath), ...(issue?.keys?.slice(0, 1) ?? [])];
  const choices = issue?.code === 'invalid_union' ? (issue.errors ?? []) : [];
  const depth = (list: readonly Issue[]): number => list[0]?.path.length ?? 0;
  const best = choices
    .filter((list) => list.length > 0)
    .toSorted(
      (a, b) =>
        depth(b) - depth(a) ||
        a.length - b.length ||
        Number(a[0]?.code === 'invalid_type') - Number(b[0]?.code === 'invalid_type'),
    )[0];
  return best ? shapeProblem(best, path) : { path, reason: issue?.message ?? 'not a mapping' };
}

/** How a file's table lies, by the mapping; an empty layout when it does not say. */
export function layoutOf(mapping: Mapping, file: string): Omit<TableSpec, 'files'> {
  const name = file.toLowerCase();
  const found = mapping.content.tables?.find(({ files }) => !files || name.endsWith(files.toLowerCase()));
  const { files: _, ...layout } = found ?? {};
  return layout;
}
