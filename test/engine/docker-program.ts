import { join } from 'node:path';
import { readIfThere } from '../../src/engine/private-file.ts';
import { programs } from './programs.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What `docker compose` does when it is asked for a word such as `up`: a line of shell. */
type Answers = Partial<Record<'config' | 'exec' | 'logs' | 'port' | 'ps' | 'stop' | 'up', string>>;

interface DockerProgram {
  readonly env: NodeJS.ProcessEnv;
  /** The arguments it was called with, a call a string; the compose file is left out. */
  calls(): string[];
  /** The passwords it found in its environment when it was called with a word. */
  passwordsOf(word: string): string[];
}

/**
 * A machine whose docker has an engine and compose, but no container: for what a true one does on bad days.
 * @param own names of the machine's programs that it has beside.
 */
export function dockerProgram(answers: Answers, ...own: string[]): DockerProgram {
  const notes = join(temporaryFolder(), 'calls');
  const cases = Object.entries({ exec: 'exit 1', config: 'exit 1', ...answers }).map(
    ([word, line]) => `${word}) ${line} ;;`,
  );
  const script = `
case "$1 $2" in
  "version --format") echo 27.5.1; exit ;;
  "compose version") echo 2.32.4; exit ;;
esac
shift 3
echo "$NEO4J_PASSWORD|$*" >> '${notes}'
case "$1" in
  ${cases.join('\n  ')}
esac`;
  const lines = () =>
    readIfThere(notes)
      .split('\n')
      .map((line) => line.split('|') as [string, string]);
  return {
    env: { ...programs({ docker: script }, ...own), NEO4J_PASSWORD: '' },
    calls: () => lines().map(([, call]) => call),
    passwordsOf: (word) =>
      lines()
        .filter(([, call]) => call.startsWith(`${word} `))
        .map(([password]) => password),
  };
}

/** As Docker says that it cannot fetch an image. */
export const noImage =
  'echo " neo4j Pulling" >&2; echo "Error response from daemon: Get \\"https://registry.example/v2/\\": dial tcp: lookup registry.example: no such host" >&2; exit 18';
