import { setTimeout as sleep } from 'node:timers/promises';
import neo4j, { type Driver } from 'neo4j-driver';
import { OperatorError } from '../errors.ts';
import type { Progress } from './database.ts';
import { errorCode } from './error-code.ts';
import type { EmbeddedLayout } from './layout.ts';
import type { Neo4jProcess } from './neo4j-process.ts';
import { brokenGraphProblem, diskFull, isDiskFull, isListening, startProblem } from './start-problem.ts';
import { statementText } from './statement-text.ts';

/** As long as the process lives it is at work: recovering a big graph after a power cut takes minutes. */
const PATIENCE_MS = 15 * 60_000;
/** Neo4j listens only after it has tried to open the graph: if it is not there by then, it does not come. */
const GRAPH_PATIENCE_MS = 5_000;

/** The code of what keeps a statement from being answered; null when nothing does. */
async function failureOf(driver: Driver): Promise<string | null> {
  const session = driver.session({ database: 'neo4j', defaultAccessMode: neo4j.session.READ });
  try {
    await session.run(statementText('ping'));
    return null;
  } catch (error) {
    return errorCode(error);
  } finally {
    await session.close();
  }
}

/**
 * Waits until a Neo4j that was just started answers a query.
 * @param logStart the length of its debug log before it was started.
 * @throws OperatorError when it ends instead, or cannot open its graph.
 */
export async function waitForBolt(
  neo4jProcess: Neo4jProcess,
  { uri, password }: { readonly uri: string; readonly password: string },
  layout: EmbeddedLayout,
  logStart: number,
  progress: Progress,
): Promise<void> {
  let end: string | null = null;
  void neo4jProcess.ended.then((how) => {
    end = how;
  });
  const driver = neo4j.driver(uri, neo4j.auth.basic('neo4j', password), {
    connectionTimeout: 5_000,
    maxConnectionPoolSize: 1,
    telemetryDisabled: true,
  });
  const startedAt = Date.now();
  let answeringSince: number | null = null;
  try {
    while (end === null && Date.now() - startedAt < PATIENCE_MS) {
      if (isListening(layout)) {
        const code = await failureOf(driver);
        if (code === null) return;
        if (code.includes('Unauthorized'))
          throw new OperatorError(
            `The graph in ${layout.home} has another password than the one in ${layout.passwordFile}: put the right one there, or move both away to start with an empty graph.`,
          );
        if (code.startsWith('Neo.')) answeringSince ??= Date.now();
        if (answeringSince !== null && Date.now() - answeringSince > GRAPH_PATIENCE_MS)
          throw new OperatorError(brokenGraphProblem(layout, logStart));
      }
      if (isDiskFull(layout)) throw new OperatorError(diskFull(layout));
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      if (seconds >= 20) progress.update(`Starting Neo4j takes longer than usual: ${seconds} s so far`);
      await sleep(100);
    }
  } finally {
    await driver.close();
  }
  throw new OperatorError(startProblem(layout, end ?? `no answer in ${PATIENCE_MS / 60_000} minutes`));
}
