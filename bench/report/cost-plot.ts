import type { RunResult } from '../measure/results.ts';
import { type ServerName, serverNames } from '../workloads/workload.ts';
import { medianOf } from './ratios.ts';

/** Colours that the colour-blind tell apart (Okabe and Ito), and dashes for those who print. */
const looks: Readonly<Record<ServerName, { label: string; colour: string; dash: string }>> = {
  steppe: { label: 'Steppe', colour: '#0072b2', dash: '' },
  'neo4j-graphql': { label: '@neo4j/graphql', colour: '#d55e00', dash: '6 3' },
  postgraphile: { label: 'PostGraphile', colour: '#009e73', dash: '2 3' },
  floor: { label: 'bare Cypher', colour: '#777777', dash: '8 3 2 3' },
};

const CELL = { width: 190, height: 150, left: 46, right: 12, top: 26, bottom: 24 };
const COLUMNS = 5;
const LEGEND = 36;

interface Point {
  readonly facts: number;
  readonly value: number;
}
interface Line {
  readonly server: ServerName;
  readonly points: readonly Point[];
}
interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Whole powers of ten around values, so that every axis begins and ends at a tick. */
export function decades(values: readonly number[]): readonly [from: number, to: number] {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  if (logs.length === 0) return [0, 1];
  const from = Math.floor(Math.min(...logs));
  return [from, Math.max(from + 1, Math.ceil(Math.max(...logs)))];
}

const tick = (power: number): string => {
  const value = 10 ** power;
  if (value >= 1e6) return `${value / 1e6}M`;
  return value >= 1e3 ? `${value / 1e3}k` : String(Number(value.toPrecision(1)));
};

function drawPanel({ title, lines }: Panel, [fromX, toX]: readonly [number, number]): string {
  const { width, height, left, right, top, bottom } = CELL;
  const [fromY, toY] = decades(lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const x = (facts: number): number =>
    left + ((Math.log10(facts) - fromX) / (toX - fromX)) * (width - left - right);
  const y = (value: number): number =>
    height -
    bottom -
    ((Math.log10(Math.max(value, 10 ** fromY)) - fromY) / (toY - fromY)) * (height - top - bottom);
  const at = (n: number): string => n.toFixed(1);
  const parts = [`<text x="${left}" y="16" font-weight="bold">${title}</text>`];
  for (let power = fromY; power <= toY; power += 1) {
    const height = at(y(10 ** power));
    parts.push(`<line x1="${left}" x2="${width - right}" y1="${height}" y2="${height}" stroke="#ddd"/>`);
    parts.push(`<text x="${left - 5}" y="${height}" dy="3" text-anchor="end">${tick(power)}</text>`);
  }
  for (let power = fromX; power <= toX; power += 1)
    parts.push(
      `<text x="${at(x(10 ** power))}" y="${height - 8}" text-anchor="middle">${tick(power)}</text>`,
    );
  for (const { server, points } of lines) {
    const { colour, dash } = looks[server];
    const path = points.map(({ facts, value }) => `${at(x(facts))},${at(y(value))}`).join(' ');
    parts.push(
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.8" stroke-dasharray="${dash}"/>`,
    );
    for (const { facts, value } of points)
      parts.push(`<circle cx="${at(x(facts))}" cy="${at(y(value))}" r="2.4" fill="${colour}"/>`);
  }
  return parts.join('\n');
}

function panelOf(
  name: string,
  what: string,
  runs: readonly RunResult[],
  valueIn: (run: RunResult, server: ServerName) => number | null | undefined,
): Panel {
  const lines = serverNames.map((server) => ({
    server,
    points: runs.flatMap((run): Point[] => {
      const value = valueIn(run, server);
      return value == null ? [] : [{ facts: run.facts, value }];
    }),
  }));
  return { title: `${name}: ${what}`, lines: lines.filter(({ points }) => points.length > 0) };
}

/** A picture of what questions cost on graphs of several sizes: database hits and median times, both axes logarithmic. */
export function costPlot(unordered: readonly RunResult[]): string {
  const runs = unordered.toSorted((a, b) => a.facts - b.facts);
  const names = [...new Set(runs.flatMap(({ workloads }) => workloads.map(({ name }) => name)))];
  const resultOf = (run: RunResult, name: string) => run.workloads.find((one) => one.name === name);
  const rowsOfPanels: Panel[][] = [];
  for (let first = 0; first < names.length; first += COLUMNS) {
    const part = names.slice(first, first + COLUMNS);
    rowsOfPanels.push(
      part.map((name) =>
        panelOf(name, 'database hits', runs, (run, server) => resultOf(run, name)?.profiles[server]?.hits),
      ),
      part.map((name) =>
        panelOf(name, 'p50, ms', runs, (run, server) => {
          const result = resultOf(run, name);
          return result && medianOf(result, 'one', server, 'p50');
        }),
      ),
    );
  }
  const sizes = decades(runs.map((run) => run.facts));
  const panels = rowsOfPanels.flatMap((row, r) =>
    row.map(
      (panel, c) =>
        `<g transform="translate(${c * CELL.width} ${LEGEND + r * CELL.height})">\n${drawPanel(panel, sizes)}\n</g>`,
    ),
  );
  const legend = serverNames.map((server, i) => {
    const { label, colour, dash } = looks[server];
    const left = 20 + i * 150;
    return `<line x1="${left}" x2="${left + 34}" y1="20" y2="20" stroke="${colour}" stroke-width="2.4" stroke-dasharray="${dash}"/><text x="${left + 42}" y="24">${label}</text>`;
  });
  const width = COLUMNS * CELL.width;
  const height = LEGEND + rowsOfPanels.length * CELL.height;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="10">
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${width - 20}" y="24" text-anchor="end">against the number of facts</text>
${[...legend, ...panels].join('\n')}
</svg>
`;
}
