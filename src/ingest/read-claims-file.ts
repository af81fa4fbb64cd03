import { InputFileError, OperatorError } from '../errors.ts';
import { type ClaimsFileLine, claimsFileLine } from './claims-file.ts';
import { readLines, TOO_LONG } from './read-lines.ts';

/** A line of a claims file and where it stands. */
export interface PlacedLine {
  readonly line: number;
  readonly content: ClaimsFileLine;
}

/**
 * Reads one line; null for a blank one.
 * @throws InputFileError when it does not fit.
 */
export function parseLine(file: string, line: number, raw: string): ClaimsFileLine | null {
  const text = line === 1 ? raw.replace(/^\uFEFF/, '') : raw;
  if (text.trim() === '') return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputFileError(file, line, '', `not JSON: ${(error as SyntaxError).message}`);
  }
  const parsed = claimsFileLine.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new InputFileError(
    file,
    line,
    issue?.path.join('.') ?? '',
    issue?.message ?? 'not a claims file line',
  );
}

function lineOrProblem(file: string, line: number, raw: string): ClaimsFileLine | InputFileError | null {
  try {
    return parseLine(file, line, raw);
  } catch (error) {
    if (error instanceof InputFileError) return error;
    throw error;
  }
}

/**
 * The lines of a claims file, checked one by one against the format; those that do not fit as what is wrong with them.
 * @throws OperatorError when the file cannot be read.
 */
export async function* readClaimsFile(file: string): AsyncGenerator<PlacedLine | InputFileError> {
  try {
    for await (const { number: line, text, isTooLong } of readLines(file)) {
      const content = isTooLong
        ? new InputFileError(file, line, '', TOO_LONG)
        : lineOrProblem(file, line, text);
      if (content instanceof InputFileError) yield content;
      else if (content) yield { line, content };
    }
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
