import { STATEMENT_COLUMNS } from '../ftm/gather-statements.ts';
import { readLines } from '../read-lines.ts';
import { fileStart } from '../tables/file-start.ts';

/** What the first lines of a file show it to be. */
export type LineFormat = 'claims' | 'ftm-entities' | 'ftm-statements';

/** One may be damaged; with so many nobody would know either. */
const MOST_LINES = 20;

function hasStatementColumns(line: string): boolean {
  const columns = new Set(line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')));
  return STATEMENT_COLUMNS.every((column) => columns.has(column));
}

/** A line that is damaged or too long is judged by its words. */
function formatOfLine(line: string): LineFormat | null {
  try {
    const json: unknown = JSON.parse(line);
    if (typeof json !== 'object' || json === null) return null;
    if ('schema' in json && 'properties' in json) return 'ftm-entities';
    return 'type' in json ? 'claims' : null;
  } catch {
    if (!line.startsWith('{')) return null;
    if (/"type"\s*:\s*"(source|entity|claim|retraction|merge)"/.test(line)) return 'claims';
    return /"schema"\s*:/.test(line) || /"properties"\s*:\s*\{/.test(line) ? 'ftm-entities' : null;
  }
}

/**
 * Tells formats that need no mapping by their content: claims files have a `type` on each line, FollowTheMoney entities a
 * `schema` and `properties`, its statements a header of their own.
 * @returns null when it is none of them: a table of somebody’s own.
 * @throws OperatorError when the file cannot be read.
 */
export async function lineFormatOf(file: string): Promise<LineFormat | null> {
  const { kind } = await fileStart(file);
  if (kind === 'zip' || kind === 'old-office') return null;
  let seen = 0;
  for await (const { text } of readLines(file)) {
    const line = text.trim();
    if (line === '') continue;
    seen += 1;
    if (seen === 1 && hasStatementColumns(line)) return 'ftm-statements';
    const format = formatOfLine(line);
    if (format !== null) return format;
    if (seen === MOST_LINES) break;
  }
  return null;
}
