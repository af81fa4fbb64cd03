import cluster, { type Worker } from 'node:cluster';
import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import { OperatorError } from '../errors.ts';

/** What a worker is told when it shall stop. */
export const STOP = 'stop';
const NUMBER = 'STEPPE_WORKER_NUMBER';

/** Which of the workers a process is, from 1 on. */
export const workerNumber = (env: NodeJS.ProcessEnv): number => Number(env[NUMBER]);

/** More than a few for each processor only wait for each other, each with a pool of connections of its own. */
const MOST_PER_PROCESSOR = 4;

/** After so many lives in a row as short as this, the next would be no longer. */
const MOST_SHORT_LIVES = 5;
const SHORT_LIFE_MS = 60_000;
/** What a worker has left to end after its requests had their time. */
const END_PATIENCE_MS = 3_000;

/** @throws OperatorError when this machine has not the processors for so many workers. */
export function checkWorkers(count: number): void {
  const processors = availableParallelism();
  const most = MOST_PER_PROCESSOR * processors;
  if (count > most)
    throw new OperatorError(
      `STEPPE_WORKERS: ${count} are more than ${most}, ${MOST_PER_PROCESSOR} for each processor of this machine: they would wait for each other. One for each processor (${processors}) is the most that helps.`,
    );
}

export interface WorkerOptions {
  readonly count: number;
  /** What their environment has beside that of this process. */
  readonly env: Readonly<Record<string, string>>;
  readonly logger: Logger;
  /** A worker that is told to stop has so long to answer what it must. */
  readonly patienceMs: number;
}

export interface Workers {
  readonly pids: readonly number[];
  /** Settles when all answer. @throws OperatorError when one ends before. */
  readonly ready: Promise<unknown>;
  /** Settles, with what to say, when one ends again and again. */
  readonly lost: Promise<OperatorError>;
  /** Has all of them stop, and ends those that do not. */
  stop(): Promise<void>;
}

const endOf = (worker: Worker): Promise<string> =>
  new Promise((resolve) =>
    worker.once('exit', (code, signal) =>
      resolve(signal ? `it was ended by ${signal}` : `it ended by itself with code ${code}`),
    ),
  );

/** One of the workers: the process there is now, and another when it ends. */
class WorkerPlace {
  readonly #number: number;
  readonly #options: WorkerOptions;
  readonly #giveUp: (problem: OperatorError) => void;
  readonly ready: Promise<void>;
  #shortLives = 0;
  #answersSince = Number.POSITIVE_INFINITY;
  #state: 'starting' | 'answering' | 'stopping' = 'starting';
  #worker: Worker;

  constructor(number: number, options: WorkerOptions, giveUp: (problem: OperatorError) => void) {
    this.#number = number;
    this.#options = options;
    this.#giveUp = giveUp;
    this.#worker = this.#fork();
    this.ready = this.#first(this.#worker);
  }

  get pid(): number {
    return this.#worker.process.pid ?? 0;
  }

  #fork(): Worker {
    const worker = cluster.fork({ ...this.#options.env, [NUMBER]: String(this.#number) });
    this.#answersSince = Number.POSITIVE_INFINITY;
    worker.once('listening', () => {
      this.#answersSince = Date.now();
      if (this.#state === 'starting') this.#state = 'answering';
    });
    return worker;
  }

  /** One that never answered would not the next time either. */
  async #first(worker: Worker): Promise<void> {
    const ended = endOf(worker);
    const failed = ended.then((how) => {
      throw new OperatorError(
        `Worker ${this.#number} did not come to answer: ${how}. See what it said above.`,
      );
    });
    await Promise.race([new Promise((resolve) => worker.once('listening', resolve)), failed]);
    failed.catch(() => undefined);
    void ended.then((how) => this.#again(how));
  }

  #again(how: string): void {
    if (this.#state === 'stopping') return;
    const { logger } = this.#options;
    const told = { worker: this.#number, pid: this.pid, how };
    this.#shortLives = Date.now() - this.#answersSince < SHORT_LIFE_MS ? this.#shortLives + 1 : 0;
    if (this.#shortLives >= MOST_SHORT_LIVES) {
      const often = `${this.#shortLives} times, each within ${SHORT_LIFE_MS / 1_000} s`;
      this.#giveUp(new OperatorError(`Worker ${this.#number} ended ${often}, the last time because ${how}.`));
      return;
    }
    logger.error(told, 'a worker has ended: another takes its place');
    this.#state = 'starting';
    this.#worker = this.#fork();
    const { pid } = this;
    this.#worker.once('listening', () => logger.info({ worker: this.#number, pid }, 'the worker answers'));
    void endOf(this.#worker).then((next) => this.#again(next));
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    const isListening = this.#state === 'answering' && worker.isConnected();
    this.#state = 'stopping';
    if (worker.isDead()) return;
    const ended = endOf(worker);
    // One that does not answer yet does not hear us either.
    if (isListening) worker.send(STOP, () => undefined);
    else worker.process.kill('SIGTERM');
    const late = setTimeout(() => worker.process.kill('SIGKILL'), this.#options.patienceMs + END_PATIENCE_MS);
    await ended;
    clearTimeout(late);
  }
}

/**
 * Starts processes that answer at one address, and puts another in the place of each that ends. Each takes connections off
 * the one socket by itself: a connection that this process had handed to one that has just died would hang for ever.
 */
export function startWorkers(options: WorkerOptions): Workers {
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  let giveUp: (problem: OperatorError) => void = () => undefined;
  const lost = new Promise<OperatorError>((resolve) => {
    giveUp = resolve;
  });
  const places = [...Array(options.count).keys()].map((i) => new WorkerPlace(i + 1, options, giveUp));
  return {
    get pids() {
      return places.map(({ pid }) => pid);
    },
    ready: Promise.all(places.map(({ ready }) => ready)),
    lost,
    stop: async () => {
      await Promise.all(places.map((place) => place.stop()));
    },
  };
}
