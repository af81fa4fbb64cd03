import { stripVTControlCharacters } from 'node:util';
import { type CommandResult, lastLine } from './run-command.ts';

/** For those who want Docker's Neo4j and no other. */
export const waysOut =
  'Put that right, or set STEPPE_ENGINE to embedded, or NEO4J_URI to a Neo4j of your own.';

const shortened = (line: string): string =>
  stripVTControlCharacters(line)
    .replace(/^Error response from daemon: /, '')
    .replace(/[.\s]+$/, '')
    .slice(0, 300);

/** What Docker said last that is not about its progress. */
function reasonOf({ stderr, failure }: CommandResult): string {
  if (failure === 'ETIMEDOUT') return 'it took too long';
  const telling = stderr
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => /error|fail|denied|not found|no such|cannot/i.test(line));
  return shortened(telling ?? lastLine(stderr));
}

/**
 * Why `docker compose up` did not bring Neo4j up, in a sentence.
 * @param log the last that the container printed.
 */
export function upProblem(up: CommandResult, log: string): string {
  const reason = reasonOf(up);
  if (/port is already allocated|address already in use/i.test(up.stderr)) {
    const port = /[\d.]+:\d+/.exec(reason)?.[0] ?? reason;
    return `Docker could not start Neo4j, as another program has its port (${port}): stop that one, set NEO4J_URI to it if it is a Neo4j, or set NEO4J_PORT to a free port.`;
  }
  // An image is fetched before there is anything of a container to report.
  if (/\bPulling\b/.test(up.stderr) && !/\bContainer\b/.test(up.stderr))
    return `Docker could not get the image of Neo4j, for which the first start needs a network (${reason}).`;
  const lastWords = log.trim() === '' ? '' : `; Neo4j said last: ${shortened(lastLine(log))}`;
  return `Docker could not start Neo4j (${reason}${lastWords}).`;
}

/** What to do about a volume whose password is another. The file wants some password, even to remove things with. */
export const otherPassword =
  'The graph in Docker\'s volume has another password: set NEO4J_PASSWORD to it (it is in docker.password in the data folder it was made from), or remove that graph with "NEO4J_PASSWORD=any docker compose down --volumes" to start with an empty one.';
