/** So many statements that ask the same may be worked at at once, of other keys; what comes then waits to be asked together. */
const SAME_AT_ONCE = 2;
/** Of quick ones there is one at a time: what comes meanwhile goes together. */
const QUICK_MS = 8;
/** It waits for as long as such statements take, within these bounds; then it is sent beside them, if a connection is free. */
const LEAST_PATIENCE_MS = 5;
const MOST_PATIENCE_MS = 100;

/** What is known of a batch: its number, and how long its statements take and each of their keys, on an average that forgets. */
export interface Kind {
  readonly number: number;
  ms: number;
  msPerKey: number;
}

/** How many statements of one kind that ask the same go beside each other. */
export const sameAtOnce = ({ ms }: Kind): number => (ms < QUICK_MS ? 1 : SAME_AT_ONCE);

/** How long what asks the same waits for them, in milliseconds. */
export const patienceWith = ({ ms }: Kind): number =>
  Math.min(MOST_PATIENCE_MS, Math.max(LEAST_PATIENCE_MS, 2 * ms));
