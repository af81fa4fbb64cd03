import { expect } from 'vitest';
import { findDatabase } from '../../src/engine/find-database.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { OperatorError } from '../../src/errors.ts';
import type { Settings } from '../../src/settings.ts';

/** What a start is refused with. It has to be made for the operator: no trace of the program's inside, and short. */
export async function refusal(
  settings: Settings,
  env: NodeJS.ProcessEnv = process.env,
  notice: (text: string) => void = () => undefined,
): Promise<string> {
  let problem: unknown;
  try {
    const database = await findDatabase(settings, silentProgress, notice, env);
    await database.stop();
  } catch (error) {
    problem = error;
  }
  if (!(problem instanceof OperatorError)) throw problem ?? new Error('it started');
  expect(problem.message).not.toMatch(/\n|\bat \S+:\d+:\d+|undefined|\[object/);
  expect(problem.message.length).toBeLessThan(700);
  return problem.message;
}
