import { workloadNamed } from '../workloads/all.ts';
import { type Ready, runSlot } from './run-slot.ts';
import type { Brief, Slot } from './slot.ts';

/**
 * The load client, a process of its own: its parent sends it the questions of each workload as each server is asked them,
 * then slots, one at a time, and gets back what came of each.
 */
export type Order =
  | { readonly kind: 'brief'; readonly brief: Brief }
  | { readonly kind: 'slot'; readonly slot: Slot };

const briefs = new Map<string, { path: string; drawn: Ready[]; distinct: Ready[] }>();
const key = ({ workload, server }: { workload: string; server: string }): string => `${workload} ${server}`;

function learn(brief: Brief): void {
  const side = workloadNamed(brief.workload).sides[brief.server];
  if (!side) throw new Error(`${brief.workload} has nothing to ask ${brief.server}`);
  const ready = (variables: unknown): Ready => ({
    body: Buffer.from(JSON.stringify(side.ask(variables))),
    followUp: side.followUp,
  });
  briefs.set(key(brief), {
    path: brief.server === 'floor' ? `/${brief.workload}` : '/graphql',
    drawn: brief.questions.asDrawn.map(ready),
    distinct: brief.questions.distinct.map(ready),
  });
}

async function run(slot: Slot): Promise<unknown> {
  const brief = briefs.get(key(slot));
  if (!brief) throw new Error(`what is ${slot.server} to be asked for ${slot.workload}?`);
  return runSlot(slot, brief.path, brief.drawn, brief.distinct);
}

process.on('message', async (order: Order) => {
  try {
    if (order.kind === 'brief') learn(order.brief);
    process.send?.({ result: order.kind === 'slot' ? await run(order.slot) : null });
  } catch (error) {
    process.send?.({ error: (error as Error).stack });
  }
});
process.on('disconnect', () => process.exit());
