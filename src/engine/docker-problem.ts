import { type CommandResult, lastLine } from './run-command.ts';

const wayOut = 'set STEPPE_ENGINE to embedded, or NEO4J_URI to a Neo4j of your own';

const shortened = (line: string): string =>
  line
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
 * Why `docker compose up` did not bring Neo4j up, in a sentence with the way out.
 * @param log the last that the container printed.
 */
export function upProblem(up: CommandResult, log: string): string {
  const reason = reasonOf(up);
  if (/port is already allocated|address already in use/i.test(up.stderr))
    return `Docker could not start Neo4j, as another program has its port (${reason}): stop that one, set NEO4J_URI to it if it is a Neo4j, or set NEO4J_PORT to a free port.`;
  // An image is fetched before there is anything of a container to report.
  if (/\bPulling\b/.test(up.stderr) && !/\bContainer\b/.test(up.stderr))
    return `Docker could not get the image of Neo4j, which a first start needs a network for (${reason}). Check the network and Docker's proxy or registry settings, or ${wayOut}.`;
  const lastWords = log.trim() === '' ? '' : `; Neo4j said last: ${shortened(lastLine(log))}`;
  return `Docker could not start Neo4j (${reason}${lastWords}). Put that right, or ${wayOut}.`;
}

/** What to do about a volume whose password is another. The file wants some password, even to remove things with. */
export const otherPassword =
  'The graph in Docker\'s volume has another password: set NEO4J_PASSWORD to it (it is in docker.password in the data folder it was made from), or remove that graph with "NEO4J_PASSWORD=any docker compose down --volumes" to start with an empty one.';
