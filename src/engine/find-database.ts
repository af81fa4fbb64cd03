import { OperatorError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { Database, Progress } from './database.ts';
import { dockerDatabase, dockerProblem } from './docker.ts';
import { embeddedDatabase } from './embedded.ts';
import { givenDatabase } from './given.ts';
import { locateJava } from './java.ts';

const threeWays =
  'There are three ways: set NEO4J_URI (and NEO4J_PASSWORD) to a Neo4j of your own; start Docker; or install Java 17 or 21 with Maven for the embedded one.';

/**
 * Finds a Neo4j to talk to: the given one, else one in Docker if an engine answers, else the embedded one.
 * @param notice told of what was tried in vain on the way.
 * @throws OperatorError saying what is in the way and how to go on.
 */
export async function findDatabase(
  settings: Settings,
  progress: Progress,
  notice: (text: string) => void = () => undefined,
): Promise<Database> {
  if (settings.NEO4J_URI !== '') return givenDatabase(settings);
  const engine = settings.STEPPE_ENGINE;
  if (engine !== 'embedded') {
    const problem = await dockerProblem();
    if (problem === null) {
      try {
        return await dockerDatabase(progress);
      } catch (error) {
        if (engine === 'docker' || !(error instanceof OperatorError)) throw error;
        notice(`${error.message} Going on with the embedded Neo4j.`);
      }
    } else if (engine === 'docker') {
      throw new OperatorError(
        `STEPPE_ENGINE is docker, but ${problem}. Start Docker, or use STEPPE_ENGINE=embedded.`,
      );
    } else if ((await locateJava(process.env)) === null) {
      throw new OperatorError(
        `No Neo4j can be found or started: ${problem}, and no Java was found. ${threeWays}`,
      );
    }
  }
  return embeddedDatabase(settings, progress);
}
