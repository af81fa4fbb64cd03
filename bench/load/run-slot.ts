import { Pool } from 'undici';
import { percentile } from '../measure/numbers.ts';
import type { Answer } from '../workloads/workload.ts';
import { answerOf, exchange } from './exchange.ts';
import { inTurn, neverTwiceAtOnce, type QuestionQueue } from './question-queue.ts';
import type { Slot, SlotResult } from './slot.ts';

/** A question ready to be sent: its body, and what to ask when that is answered. */
export interface Ready {
  readonly body: Buffer;
  readonly followUp?: ((first: Answer) => object | null) | undefined;
}

function queueOf(
  { order, offset, connections }: Slot,
  drawn: Ready[],
  distinct: Ready[],
): QuestionQueue<Ready> {
  if (order === 'distinct') return neverTwiceAtOnce(distinct, offset, connections);
  return inTurn(order === 'drawn' ? drawn : distinct.slice(0, 1), offset);
}

/** Asks as fast as a server answers over so many connections, until the time is up. Fails on the first error. */
export async function runSlot(
  slot: Slot,
  path: string,
  drawn: Ready[],
  distinct: Ready[],
): Promise<SlotResult> {
  const pool = new Pool(slot.url, { connections: slot.connections, pipelining: 1, keepAliveTimeout: 60_000 });
  const queue = queueOf(slot, drawn, distinct);
  const times: number[] = [];
  const started = performance.now();
  const until = started + slot.milliseconds;
  const ask = async (): Promise<void> => {
    for (let now = performance.now(); now < until; ) {
      const question = queue.take();
      const text = await exchange(pool, path, question.body);
      const more = question.followUp?.(answerOf(text));
      if (more) await exchange(pool, path, JSON.stringify(more));
      queue.giveBack(question);
      const answered = performance.now();
      times.push(answered - now);
      now = answered;
    }
  };
  try {
    await Promise.all(Array.from({ length: slot.connections }, ask));
  } finally {
    await pool.destroy();
  }
  return {
    questions: times.length,
    milliseconds: performance.now() - started,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
  };
}
