import type { NodeChoice } from '../servers/peer-packages.ts';
import type { ServerName } from '../workloads/workload.ts';
import type { ExportResult } from './export.ts';
import type { Machine } from './machine.ts';
import type { Profile } from './profile.ts';
import type { Rounds } from './rounds.ts';

/** What one workload came to. */
export interface WorkloadResult {
  /** When, if it was not when the run that it is kept with was. */
  readonly takenAt?: string;
  /** The processor, likewise. */
  readonly takenOn?: string;
  readonly name: string;
  readonly title: string;
  /** How many questions were found to be answered alike. */
  readonly checked: number;
  readonly profiles: Readonly<Partial<Record<ServerName, Profile>>>;
  readonly rounds: Rounds;
  /** Servers without a figure, and why; or what is to be known of one. */
  readonly notes: Readonly<Partial<Record<ServerName, string>>>;
}

/** One run: what bench/results/*.json holds. */
export interface RunResult {
  readonly takenAt: string;
  readonly machine: Machine;
  readonly facts: number;
  readonly seed: number;
  readonly seconds: number;
  readonly rounds: number;
  /** On which Node the servers ran; runs on the one that ran the benchmark may not tell. */
  readonly node?: NodeChoice;
  /** What each server is, with versions. */
  readonly servers: Readonly<Partial<Record<ServerName, string>>>;
  readonly databases: readonly string[];
  readonly workloads: readonly WorkloadResult[];
  readonly exports: ExportResult | null;
}
