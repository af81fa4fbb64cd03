/** A part of a line that cannot stand; `path` is the field. */
export class ClaimProblem extends Error {
  override readonly name = 'ClaimProblem';
  readonly path: string;

  constructor(path: string, reason: string) {
    super(reason);
    this.path = path;
  }
}

/** Turns a RangeError of the model into a problem at a field. */
export function at<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new ClaimProblem(path, error.message);
    throw error;
  }
}
