import cluster from 'node:cluster';
import type { Logger } from 'pino';
import type { Database } from '../engine/database.ts';
import { checkDataFolder } from '../engine/find-database.ts';
import type { OperatorError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { migrate } from '../graph/migrate.ts';
import { loadArticleIfEmpty } from '../ingest/load-article.ts';
import { checkAddress } from '../listen.ts';
import { planFirstStatements, planUsualStatements } from '../loaders/warm-up.ts';
import { createLogger } from '../log.ts';
import { isExploring, type Settings, unknownSettings } from '../settings.ts';
import { openDatabase, openGraph, progress } from './open-graph.ts';
import { answerPatienceMs, exitAfter, onStopSignal } from './stop-signal.ts';
import { checkWorkers, startWorkers } from './workers.ts';

/** Whoever answers requests: this process, or several workers. */
interface Answering {
  readonly url: string;
  readonly pids?: readonly number[];
  /** Settles, with what to say, when workers end again and again. */
  readonly lost?: Promise<OperatorError>;
  /** Takes no more requests and answers those under way. */
  stop(): Promise<void>;
}

/** A slow machine is not waited for longer: what is not planned then is planned when it is asked. */
const PLANNING_PATIENCE_MS = 20_000;

const FIRST_QUERY =
  '{ entity(by: {id: "place_kostanay"}) { name ... on Place { residents { nodes { name ... on Facility { products { edges { node { name } capacity { amount unit bound } claims { nodes { locator source { id sha256 } } } } } } } } } } }';

/** What a person who has just started it wants to know. */
function greeting({ url, pids }: Answering, database: Database, settings: Settings): string {
  const endpoint = `${url.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//localhost')}/graphql`;
  const page = isExploring(settings)
    ? `GraphiQL    ${endpoint}  (in a browser; the same address answers GraphQL)`
    : `GraphQL     ${endpoint}`;
  return [
    'Steppe is ready.',
    `  ${page}`,
    `  Database    ${database.description}`,
    ...(pids ? [`  Workers     ${pids.length} (processes ${pids.join(', ')})`] : []),
    '',
    'Who makes what in Kostanay, and who says so:',
    `  curl -s ${endpoint} -H 'Content-Type: application/json' -d '${JSON.stringify({ query: FIRST_QUERY })}'`,
    '',
    'Ctrl-C stops it.',
  ].join('\n');
}

/** Brings the graph up to date, gives an empty one the article, and has Neo4j plan what a first visitor asks. */
async function prepareGraph(
  graph: Graph,
  settings: Settings,
  logger: Logger,
  stop: AbortSignal,
): Promise<void> {
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
    await planFirstStatements(graph, AbortSignal.any([stop, AbortSignal.timeout(PLANNING_PATIENCE_MS)]));
  } finally {
    progress.done();
  }
}

/** What workers must know that this process has found out: for them the database is a given one. */
const workerEnvironment = (url: string, { uri, username, password, database }: Database) => ({
  PORT: url.slice(url.lastIndexOf(':') + 1),
  NEO4J_URI: uri,
  NEO4J_USERNAME: username,
  NEO4J_PASSWORD: password,
  NEO4J_DATABASE: database,
});

/**
 * Finds a database, brings it up to date, and answers requests until it is told to stop.
 * @throws OperatorError saying what is in the way.
 */
export async function serve(settings: Settings): Promise<void> {
  // What answers is loaded by who answers.
  if (cluster.isWorker) return (await import('./worker.ts')).serveAsWorker(settings);
  checkWorkers(settings.STEPPE_WORKERS);
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
  const url = await checkAddress(settings);
  const database = await openDatabase(settings);
  putInOrder = () => database.stop();
  let answering: Answering | undefined;
  const graph = openGraph(database, settings);
  const stopping = new AbortController();
  putInOrder = async () => {
    stopping.abort();
    await answering?.stop();
    await graph.close();
    await database.stop();
  };
  try {
    await prepareGraph(graph, settings, logger, stopping.signal);
    if (settings.STEPPE_WORKERS === 1) {
      const { serveRequests } = await import('./serve-requests.ts');
      answering = await serveRequests(graph, settings, logger);
    } else {
      const workers = startWorkers({
        count: settings.STEPPE_WORKERS,
        env: workerEnvironment(url, database),
        logger,
        patienceMs: settings.STEPPE_DRAIN_MS + answerPatienceMs(settings),
      });
      answering = { url, pids: workers.pids, lost: workers.lost, stop: () => workers.stop() };
      await workers.ready;
    }
  } catch (error) {
    // Told to stop meanwhile, it fails for that, and is put in order already.
    if (stopping.signal.aborted) return;
    await putInOrder();
    throw error;
  }
  console.log(greeting(answering, database, settings));
  const planned = planUsualStatements(graph, stopping.signal);
  void planned.then((count) => logger.debug({ count }, 'statements planned'));
  for (const lost of [database.lost, answering.lost])
    void lost?.then(async (problem) => {
      if (stopping.signal.aborted) return;
      logger.fatal(problem.message);
      await putInOrder();
      process.exit(1);
    });
}
