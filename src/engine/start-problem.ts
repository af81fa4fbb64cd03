import { existsSync, readFileSync, statfsSync } from 'node:fs';
import type { EmbeddedLayout } from './layout.ts';
import { readIfThere } from './private-file.ts';
import { lastLine } from './run-command.ts';

export const diskFull = ({ home }: EmbeddedLayout): string =>
  `The disk is full: Neo4j cannot write to ${home}. Make room and start again.`;

/** Whether Neo4j, though it runs, waits for ever on a write that failed. It may not even have had the room to say so. */
export function isDiskFull({ home, consoleLog }: EmbeddedLayout): boolean {
  const { bavail, bsize } = statfsSync(home);
  return bavail * bsize < 64 * 1024 || /No space left/.test(readIfThere(consoleLog));
}

/** Whether Neo4j ended because another program had taken its port meanwhile. */
export const isPortTaken = (layout: EmbeddedLayout): boolean =>
  /Address already in use|BindException/.test(readIfThere(layout.consoleLog));

/** Whether Neo4j has said that it listens: until then, another program may on the port that it is to have. */
export const isListening = (layout: EmbeddedLayout): boolean =>
  /\bBolt enabled on /.test(readIfThere(layout.consoleLog));

/** What is known to go wrong, by what Neo4j or Java says of it, and the way out. The first that fits is taken. */
const knownProblems: readonly (readonly [RegExp, (layout: EmbeddedLayout) => string])[] = [
  [/No space left|disk quota/i, diskFull],
  [
    /Could not reserve enough space|Invalid maximum heap|heap size|OutOfMemoryError|insufficient memory|Invalid memory configuration/i,
    () =>
      'The embedded Neo4j cannot run with the memory it was given. Set STEPPE_HEAP_MB (512 is its usual size, 256 about the least) and STEPPE_PAGE_CACHE_MB to what this machine has to spare.',
  ],
  [
    /locked by another process|StoreLockException|FileLockException/,
    ({ home }) =>
      `Another Neo4j uses the data in ${home} (from another container or machine, perhaps): stop it, or set STEPPE_DATA_DIR to another folder.`,
  ],
];

/** The innermost cause of the last failure in a log of Java's, without the names of its classes. */
function innermostCause(log: string): string {
  const lines = log.split('\n').filter((line) => !/^\s+(at |\.\.\. )/.test(line));
  const lastFailure = lines.findLastIndex((line) => /\bERROR\b/.test(line));
  const after = lines.slice(Math.max(lastFailure, 0));
  const cause =
    after.findLast((line) => line.startsWith('Caused by:')) ??
    after.find((line) => /ERROR|Error|Exception/.test(line)) ??
    lastLine(lines.join('\n'));
  return cause
    .replace(/^Caused by: /, '')
    .replace(/^\S+ \S+ ERROR /, '')
    .replace(/\b(?:[a-z]\w*\.){2,}(?=[A-Z])/g, '')
    .trim()
    .replace(/\.$/, '')
    .slice(0, 300);
}

/**
 * Why an embedded Neo4j did not start, in a sentence or two with the way out.
 * @param end how its process ended.
 */
export function startProblem(layout: EmbeddedLayout, end: string): string {
  const said = readIfThere(layout.consoleLog);
  for (const [pattern, sentence] of knownProblems) if (pattern.test(said)) return sentence(layout);
  const reason = said === '' ? end : innermostCause(said);
  return `The embedded Neo4j did not start (${reason}). All it said is in ${layout.consoleLog}. If its data are broken, move ${layout.home} away to start with an empty graph.`;
}

/** Where a log ends now, to tell what is written to it later. */
export const lengthOf = (path: string): number => (existsSync(path) ? readFileSync(path).length : 0);

/**
 * Why the graph could not be opened by a Neo4j that runs otherwise: it says so in its debug log alone.
 * @param logStart the log's length when Neo4j was started.
 */
export function brokenGraphProblem(layout: EmbeddedLayout, logStart: number): string {
  const log = existsSync(layout.debugLog) ? readFileSync(layout.debugLog) : Buffer.alloc(0);
  const said = log.subarray(log.length < logStart ? 0 : logStart).toString();
  const failure = said.slice(Math.max(said.lastIndexOf('Failed to start DatabaseId'), 0));
  if (/No space left/i.test(failure)) return diskFull(layout);
  return `Neo4j cannot open the graph in ${layout.data} (${innermostCause(failure)}). Put a backup of ${layout.home} back, or move it away to start with an empty graph; the whole story is in ${layout.debugLog}.`;
}
