import { percentile } from '../measure/numbers.ts';
import type { Answer } from '../workloads/workload.ts';
import { Connection, requestOf } from './connection.ts';
import { answerOf, refuseErrors } from './exchange.ts';
import { inTurn, neverTwiceAtOnce, type QuestionQueue } from './question-queue.ts';
import type { Slot, SlotResult } from './slot.ts';

/** A question ready to be sent: its body, and what to ask when that is answered. */
export interface Ready {
  readonly body: Buffer;
  readonly followUp?: ((first: Answer) => object | null) | undefined;
}

function queueOf<Q>(
  { order, offset, connections }: Slot,
  drawn: readonly Q[],
  distinct: readonly Q[],
): QuestionQueue<Q> {
  if (order === 'distinct') return neverTwiceAtOnce(distinct, offset, connections);
  return inTurn(order === 'drawn' ? drawn : distinct.slice(0, 1), offset);
}

/** Asks as fast as a server answers over so many connections, until the time is up. Fails on the first error. */
export async function runSlot(
  slot: Slot,
  path: string,
  drawn: readonly Ready[],
  distinct: readonly Ready[],
): Promise<SlotResult> {
  const bytesOf = (body: Buffer): Buffer => requestOf(slot.url, path, body);
  const withBytes = ({ body, followUp }: Ready) => ({ request: bytesOf(body), followUp });
  const queue = queueOf(slot, drawn.map(withBytes), distinct.map(withBytes));
  const connections = Array.from({ length: slot.connections }, () => new Connection(slot.url));
  const times: number[] = [];
  const started = performance.now();
  const until = started + slot.milliseconds;
  const exchange = async (connection: Connection, request: Buffer): Promise<Buffer> => {
    const { status, body } = await connection.ask(request);
    refuseErrors(path, status, body);
    return body;
  };
  const ask = async (connection: Connection): Promise<void> => {
    for (let now = performance.now(); now < until; ) {
      const question = queue.take();
      const body = await exchange(connection, question.request);
      const more = question.followUp?.(answerOf(body.toString()));
      if (more) await exchange(connection, bytesOf(Buffer.from(JSON.stringify(more))));
      queue.giveBack(question);
      const answered = performance.now();
      times.push(answered - now);
      now = answered;
    }
  };
  try {
    await Promise.all(connections.map(ask));
  } finally {
    for (const connection of connections) connection.close();
  }
  return {
    questions: times.length,
    milliseconds: performance.now() - started,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
  };
}
