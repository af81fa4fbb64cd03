import { w01 } from './w01-investments.ts';
import { w02 } from './w02-trees.ts';
import { w03 } from './w03-hops.ts';
import { w04 } from './w04-hub-country.ts';
import { w05 } from './w05-far-page.ts';
import { w06 } from './w06-search.ts';
import { w07 } from './w07-totals.ts';
import { w08 } from './w08-one-entity.ts';
import { w09 } from './w09-sources.ts';
import { w10 } from './w10-paths.ts';
import type { AnyWorkload } from './workload.ts';

export const workloads: readonly AnyWorkload[] = [w01, w02, w03, w04, w05, w06, w07, w08, w09, w10];

/** @throws Error naming those that there are. */
export function workloadNamed(name: string): AnyWorkload {
  const found = workloads.find((workload) => workload.name === name);
  if (found) return found;
  throw new Error(`no workload ${name}; there are ${workloads.map((workload) => workload.name).join(', ')}`);
}
