import type { ExportResult } from '../measure/export.ts';
import { spreadOf } from '../measure/numbers.ts';
import type { WorkloadResult } from '../measure/results.ts';
import { slotKinds } from '../measure/rounds.ts';
import type { ServerName } from '../workloads/workload.ts';
import { ratios } from './ratios.ts';

const shown = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** A workload's figures for whoever waits at the terminal: medians of the rounds. */
export function terminalTable(result: WorkloadResult, servers: readonly ServerName[]): string {
  const lines = [`${result.name}  ${result.title}`];
  for (const { name, connections, order } of slotKinds) {
    for (const server of servers) {
      const figures = result.rounds[name][server];
      if (!figures) continue;
      const median = (key: 'perSecond' | 'p50' | 'p95' | 'nodeMs' | 'databaseMs'): string =>
        shown(spreadOf(figures.map((one) => one[key])).median);
      const times = server === 'steppe' ? null : ratios(result, name, server, 'perSecond');
      const ratio = times ? `  Steppe ${times.median.toFixed(2)} times` : '';
      lines.push(
        `  ${String(connections).padStart(2)} ${order.padEnd(8)} ${server.padEnd(13)} ${median('perSecond').padStart(6)}/s  p50 ${median('p50').padStart(5)}  p95 ${median('p95').padStart(5)} ms  Node ${median('nodeMs')}  database ${median('databaseMs')} ms${ratio}`,
      );
    }
  }
  for (const server of servers) {
    const profile = result.profiles[server];
    if (!profile) continue;
    const work = profile.hits === null ? '' : `, ${shown(profile.hits)} hits`;
    lines.push(`  ${server.padEnd(13)} ${shown(profile.statements)} statements${work}`);
  }
  for (const [server, note] of Object.entries(result.notes)) lines.push(`  ${server.padEnd(13)} ${note}`);
  return lines.join('\n');
}

/** An export's figures, likewise. */
export function exportTable({ name, title, figures, notes }: ExportResult): string {
  const lines = [`${name}  ${title}`];
  for (const [server, all] of Object.entries(figures)) {
    const median = (key: keyof (typeof all)[number]): string =>
      shown(spreadOf(all.map((one) => one[key])).median);
    lines.push(
      `  ${server.padEnd(13)} first row after ${median('firstRowMs')} ms, ${median('perSecond')} rows/s; of 1,000 rows Node ${median('nodeMs')}, database ${median('databaseMs')} ms`,
    );
  }
  for (const [server, note] of Object.entries(notes)) lines.push(`  ${server.padEnd(13)} ${note}`);
  return lines.join('\n');
}
