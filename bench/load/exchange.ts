import type { Dispatcher } from 'undici';
import type { Answer } from '../workloads/workload.ts';

/** GraphQL says of errors beside `data`; within strings its quotes are escaped. */
const ERRORS = '"errors":';

/**
 * Posts a body and reads the answer to its end.
 * @throws Error with the answer's beginning when it is not 200 or tells of errors.
 */
export async function exchange(dispatcher: Dispatcher, path: string, body: string | Buffer): Promise<string> {
  const response = await dispatcher.request({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.body.text();
  if (response.statusCode !== 200 || text.includes(ERRORS))
    throw new Error(`${path} answered ${response.statusCode}: ${text.slice(0, 600)}`);
  return text;
}

/** What an answer says: GraphQL's is in `data`. */
export function answerOf(text: string): Answer {
  const parsed: unknown = JSON.parse(text);
  return parsed !== null && typeof parsed === 'object' && 'data' in parsed ? parsed.data : parsed;
}
