import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import type { EmbeddedLayout } from './layout.ts';
import { readIfThere, writePrivateFile } from './private-file.ts';
import { lastLine, runCommand } from './run-command.ts';
import { diskFull } from './start-problem.ts';

/** A password that nobody has to type. Letters and digits alone: one with a hyphen first would be taken for an option. */
export const newPassword = (): string => randomBytes(24).toString('hex');

/**
 * The password of the data folder. It is made, and set, before Neo4j first starts: the well-known default is never open.
 * @param java the program; @param lib the folder of Neo4j's jars.
 * @throws OperatorError when there are data but no password.
 */
export async function ensurePassword(
  layout: EmbeddedLayout,
  java: string,
  lib: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const kept = readIfThere(layout.passwordFile);
  if (existsSync(layout.systemDatabase)) {
    if (kept !== '') return kept;
    throw new OperatorError(
      `The password of the graph in ${layout.home} is lost: put the file ${layout.passwordFile} back, or move ${layout.home} away to start with an empty graph.`,
    );
  }
  const password = kept || newPassword();
  writePrivateFile(layout.passwordFile, `${password}\n`);
  // Handed over in a file: the arguments of a process are for everybody to see. It stays: whoever found none would take its name
  // for the password, and one that a start cut off has left behind may come late.
  const result = await runCommand(
    java,
    [
      '-cp',
      join(lib, '*'),
      'org.neo4j.cli.AdminTool',
      'dbms',
      'set-initial-password',
      `@${layout.passwordFile}`,
    ],
    { timeoutMs: 60_000, env: { ...env, NEO4J_HOME: layout.home, NEO4J_CONF: layout.conf } },
  );
  if (result.code === 0) return password;
  const reason = lastLine(result.stderr || result.stdout);
  throw new OperatorError(
    /no space left/i.test(result.stderr)
      ? diskFull(layout)
      : `Neo4j could not be given its password (${reason}). Look at ${layout.data}, or set STEPPE_DATA_DIR to another folder.`,
  );
}
