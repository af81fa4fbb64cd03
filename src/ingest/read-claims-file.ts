import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { InputFileError, OperatorError } from '../errors.ts';
import { type ClaimsFileLine, claimsFileLine } from './claims-file.ts';

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
  const lines = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let line = 0;
  try {
    for await (const raw of lines) {
      line += 1;
      const content = lineOrProblem(file, line, raw);
      if (content instanceof InputFileError) yield content;
      else if (content) yield { line, content };
    }
  } catch (error) {
    throw new OperatorError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
