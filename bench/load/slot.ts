import type { Sample } from '../graph/samples.ts';
import type { ServerName } from '../workloads/workload.ts';

/** In what order the questions of a slot are asked. */
export type Order = 'drawn' | 'distinct' | 'repeated';

/** What the load client is to do for a while. */
export interface Slot {
  readonly workload: string;
  readonly server: ServerName;
  readonly url: string;
  readonly connections: number;
  readonly milliseconds: number;
  readonly order: Order;
  /** Where in the list of questions to begin: the same for every server of a round. */
  readonly offset: number;
}

/** The questions of a workload as one server is asked them, for the slots that follow. */
export interface Brief {
  readonly workload: string;
  readonly server: ServerName;
  readonly questions: Sample<unknown>;
}

/** What came of a slot. Times are of whole questions, also where one takes several requests. */
export interface SlotResult {
  readonly questions: number;
  readonly milliseconds: number;
  readonly p50: number;
  readonly p95: number;
}
