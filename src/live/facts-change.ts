import type { ChangeRow } from '../loaders/changes.ts';

/** A change as a follower is told of it. Followers that ask the same are told by the same object. */
export interface FactsChange {
  readonly change: ChangeRow;
  /** How many of the facts that it made other are asked about. */
  readonly factCount: number;
  /** The first of these facts, as many as a page holds; null where all are asked about, and the change itself lists them. */
  readonly factIds: readonly string[] | null;
  /** What reading comes after, so that another member of a cluster knows the change. */
  readonly bookmarks: readonly string[];
}
