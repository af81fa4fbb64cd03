/** So much is asked however long it takes, and so long is asked at most: a slow server's answers take minutes else. */
const LEAST = 3;
const PATIENCE_MS = 30_000;

/** Items one after another, until all are through or patience is at its end. */
export async function withinPatience<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<number> {
  const until = performance.now() + PATIENCE_MS;
  let done = 0;
  for (const item of items) {
    if (done >= LEAST && performance.now() > until) break;
    await work(item);
    done += 1;
  }
  return done;
}
