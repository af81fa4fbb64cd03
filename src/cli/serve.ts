import { schema } from '../../schema/schema.ts';
import type { Database } from '../engine/database.ts';
import { checkDataFolder } from '../engine/find-database.ts';
import { graphObstacle, migrate } from '../graph/migrate.ts';
import { loadArticleIfEmpty } from '../ingest/load-article.ts';
import { checkAddress, type RunningServer, startListening } from '../listen.ts';
import { planFirstStatements, planUsualStatements } from '../loaders/warm-up.ts';
import { createLogger } from '../log.ts';
import { createRequestHandler } from '../server.ts';
import { isExploring, type Settings, unknownSettings } from '../settings.ts';
import { openDatabase, openGraph, progress } from './open-graph.ts';
import { exitAfter, onStopSignal } from './stop-signal.ts';

/** Requests get their whole time to be answered, and a moment to be sent. */
const drainPatienceMs = (settings: Settings): number => settings.STEPPE_REQUEST_TIMEOUT_MS + 2_000;

/** A slow machine is not waited for longer: what is not planned then is planned when it is asked. */
const PLANNING_PATIENCE_MS = 20_000;

const FIRST_QUERY =
  '{ entity(by: {id: "place_kostanay"}) { name ... on Place { residents { nodes { name ... on Facility { products { edges { node { name } capacity { amount unit bound } claims { nodes { locator source { id sha256 } } } } } } } } } } }';

/** What a person who has just started it wants to know. */
function greeting(url: string, database: Database, settings: Settings): string {
  const endpoint = `${url.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//localhost')}/graphql`;
  const page = isExploring(settings)
    ? `GraphiQL    ${endpoint}  (in a browser; the same address answers GraphQL)`
    : `GraphQL     ${endpoint}`;
  return [
    'Steppe is ready.',
    `  ${page}`,
    `  Database    ${database.description}`,
    '',
    'Who makes what in Kostanay, and who says so:',
    `  curl -s ${endpoint} -H 'Content-Type: application/json' -d '${JSON.stringify({ query: FIRST_QUERY })}'`,
    '',
    'Ctrl-C stops it.',
  ].join('\n');
}

/**
 * Finds a database, brings it up to date, and answers requests until it is told to stop.
 * @throws OperatorError saying what is in the way.
 */
export async function serve(settings: Settings): Promise<void> {
  const logger = createLogger(settings);
  for (const name of unknownSettings(process.env)) logger.warn({ name }, 'not a setting: is it misspelt?');
  // Until something is running that has to be put in order, a signal just ends the process.
  let putInOrder = async (): Promise<void> => undefined;
  onStopSignal(async (signal) => {
    logger.info({ signal }, 'stopping');
    await putInOrder();
    logger.info('stopped');
    exitAfter(signal, 0);
  });

  // A second server on a folder has most often the first one's port as well: the folder is the better thing to hear of.
  await checkDataFolder(settings);
  await checkAddress(settings);
  const database = await openDatabase(settings);
  putInOrder = () => database.stop();
  let server: RunningServer | undefined;
  const graph = openGraph(database, settings);
  let isStopping = false;
  const planning = new AbortController();
  putInOrder = async () => {
    isStopping = true;
    planning.abort();
    await server?.close(drainPatienceMs(settings));
    await graph.close();
    await database.stop();
  };
  try {
    progress.update('Applying migrations');
    for (const file of await migrate(graph)) logger.info({ file }, 'migration applied');
    progress.done();
    const article = settings.STEPPE_LOAD_ARTICLE ? await loadArticleIfEmpty(graph) : null;
    if (article)
      logger.info(
        { claims: article.asserted, facts: article.facts },
        'the graph was empty: loaded the article',
      );
    progress.update('Preparing the first queries');
    const patience = AbortSignal.any([planning.signal, AbortSignal.timeout(PLANNING_PATIENCE_MS)]);
    await planFirstStatements(graph, patience);
    progress.done();
    const handler = createRequestHandler({
      graph,
      schema,
      settings,
      logger,
      obstacle: async () => (isStopping ? 'The server is stopping.' : graphObstacle(graph)),
    });
    server = await startListening(handler, settings);
    console.log(greeting(server.url, database, settings));
    const planned = planUsualStatements(graph, planning.signal);
    void planned.then((count) => logger.debug({ count }, 'statements planned'));
  } catch (error) {
    progress.done();
    await putInOrder();
    throw error;
  }
  void database.lost?.then(async (problem) => {
    if (isStopping) return;
    logger.fatal(problem.message);
    await putInOrder();
    process.exit(1);
  });
}
