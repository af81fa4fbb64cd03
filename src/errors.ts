import { GraphQLError } from 'graphql';

/**
 * The family of errors that reach a person. Each message says what is wrong, where, and what to do;
 * anything else that is thrown is a defect and is reported as such, without its inside.
 */

/** Something outside the program is not as it must be (a port, a file, a database): ends a command. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** A file's content is refused. `line` counts from 1; `path` is the field within the line. */
export class InputFileError extends Error {
  override readonly name = 'InputFileError';
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly reason: string;

  constructor(file: string, line: number, path: string, reason: string) {
    super(`${file}:${line}${path ? ` (${path})` : ''}: ${reason}`);
    this.file = file;
    this.line = line;
    this.path = path;
    this.reason = reason;
  }
}

/** Most problems of one file that are told at once. */
const MAX_TOLD = 20;

/** All that is wrong with a file, the first lines of it told one by one. */
export class InputFileErrors extends Error {
  override readonly name = 'InputFileErrors';

  constructor(problems: readonly InputFileError[]) {
    const more = problems.length - MAX_TOLD;
    const told = problems.slice(0, MAX_TOLD).map(({ message }) => message);
    super([...told, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'));
  }
}

/**
 * An argument of a field cannot be answered; `argument` names it (`first`, `where.value.unit`). Where it is over a limit,
 * that goes with it for programs.
 */
export class InvalidArgument extends GraphQLError {
  override readonly name = 'InvalidArgument';

  constructor(
    argument: string,
    reason: string,
    exceeded: { readonly limit?: string; readonly maximum?: number } = {},
  ) {
    super(`${argument}: ${reason}`, { extensions: { code: 'BAD_USER_INPUT', argument, ...exceeded } });
  }
}
