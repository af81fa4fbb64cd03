import type { OperatorError } from '../errors.ts';

/** A Neo4j that answers, and how to let go of it. */
export interface Database {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
  readonly origin: 'uri' | 'docker' | 'embedded';
  /** One line for a person: which Neo4j this is and where its data lives. */
  readonly description: string;
  /** Settles, with what to say, when a Neo4j that was started for us ends without being asked to. */
  readonly lost?: Promise<OperatorError>;
  /** Stops what was started for us; does nothing to a database that was there before. */
  stop(): Promise<void>;
}

/** Told what is happening during a start that takes seconds or minutes. */
export interface Progress {
  /** A step began, or moved on; repeated calls with one step replace each other on a terminal. */
  update(step: string): void;
  /** The running step is over. */
  done(): void;
}
