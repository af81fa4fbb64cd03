import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFormats } from '../../schema/schema-formats.ts';
import { OperatorError } from '../errors.ts';

export interface SchemaFlags {
  readonly format: string;
  readonly out?: string;
}

/** Writes a file under another name first, so that nobody who watches it reads half of it. */
function writeWhole(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}.new`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
}

/** Prints the schema in one format, or writes it in all of them into a folder. Needs no database. */
export function printSchema({ format, out }: SchemaFlags): void {
  const chosen = schemaFormats.find(({ name }) => name === format);
  if (!chosen)
    throw new OperatorError(
      `--format: give ${schemaFormats.map(({ name }) => name).join(', ')}, not "${format}".`,
    );
  if (out === undefined) {
    process.stdout.write(chosen.print());
    return;
  }
  try {
    mkdirSync(out, { recursive: true });
    for (const { file, print } of schemaFormats) writeWhole(join(out, file), print());
  } catch (error) {
    throw new OperatorError(`--out: ${out} cannot be written to: ${(error as Error).message}`);
  }
}
