import { Pool } from 'undici';
import { answerOf, exchange } from '../load/exchange.ts';
import type { MeasuredServer } from '../servers/server.ts';
import type { Answer, AnyWorkload, Side } from '../workloads/workload.ts';
import { bare } from './bare.ts';

/** Asks one server one question at a time, outside of any measurement. */
export class Asker {
  readonly server: MeasuredServer;
  readonly #pool: Pool;

  constructor(server: MeasuredServer) {
    this.server = server;
    this.#pool = new Pool(server.url, { connections: 1 });
  }

  async post(workload: AnyWorkload, body: object): Promise<Answer> {
    const path = this.server.name === 'floor' ? `/${workload.name}` : '/graphql';
    return answerOf(await exchange(this.#pool, path, JSON.stringify(body)));
  }

  /** Both answers, where a question takes two requests. */
  async ask(workload: AnyWorkload, side: Side<unknown>, variables: unknown): Promise<Answer[]> {
    const first = await this.post(workload, side.ask(variables));
    const more = side.followUp?.(first);
    return more ? [first, await this.post(workload, more)] : [first];
  }

  async canonical(workload: AnyWorkload, side: Side<unknown>, variables: unknown): Promise<unknown> {
    const answers = await this.ask(workload, side, variables);
    return side.canonical ? side.canonical(answers) : bare(answers[0]);
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}
