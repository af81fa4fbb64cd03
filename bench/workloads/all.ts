import { w01 } from './w01-investments.ts';
import { w04 } from './w04-hub-country.ts';
import { w08 } from './w08-one-entity.ts';
import type { AnyWorkload } from './workload.ts';

export const workloads: readonly AnyWorkload[] = [w01, w04, w08];

/** @throws Error naming those that there are. */
export function workloadNamed(name: string): AnyWorkload {
  const found = workloads.find((workload) => workload.name === name);
  if (found) return found;
  throw new Error(`no workload ${name}; there are ${workloads.map((workload) => workload.name).join(', ')}`);
}
