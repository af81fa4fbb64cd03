import type { Dispatcher } from 'undici';
import type { Answer } from '../workloads/workload.ts';

/** GraphQL says of errors beside `data`; within strings its quotes are escaped. */
const ERRORS = '"errors":';

/** @throws Error with the answer's beginning when it is not 200 or tells of errors. */
export function refuseErrors(path: string, status: number, body: string | Buffer): void {
  if (status !== 200 || body.includes(ERRORS))
    throw new Error(`${path} answered ${status}: ${body.toString().slice(0, 600)}`);
}

/** Posts a body and reads the answer to its end. @throws Error as `refuseErrors` does. */
export async function exchange(dispatcher: Dispatcher, path: string, body: string): Promise<string> {
  const response = await dispatcher.request({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.body.text();
  refuseErrors(path, response.statusCode, text);
  return text;
}

/** What an answer says: GraphQL's is in `data`. */
export function answerOf(text: string): Answer {
  const parsed: unknown = JSON.parse(text);
  return parsed !== null && typeof parsed === 'object' && 'data' in parsed ? parsed.data : parsed;
}
