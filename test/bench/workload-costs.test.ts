import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../../bench/graph/model.ts';
import { type Sample, samplesOf } from '../../bench/graph/samples.ts';
import { workloads } from '../../bench/workloads/all.ts';
import { writeChange } from '../../src/ingest/write-claims.ts';
import { type Steppe, startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';

/** What each workload cost when this file was last written: `COSTS=write` writes it anew, for a person to look at. */
const FILE = new URL('./workload-costs.json', import.meta.url);
const FACTS = 10_000;
/** So many questions of each are asked; their mean of hits is compared, and the most statements. */
const ASKED = 3;
const TOLERANCE = 0.1;
const FILLING_MS = 300_000;

interface Cost {
  readonly statements: number;
  readonly hits: number;
}

const graph = await openTestGraph();
const known: Record<string, Cost> = JSON.parse(readFileSync(FILE, 'utf8'));
const found: Record<string, Cost> = {};
let steppe: Steppe;

beforeAll(async () => {
  for (const { sources, entities, facts } of generate(FACTS).changes())
    await writeChange(graph, {
      sources,
      entities: entities.map(({ card }) => card),
      claims: facts.flatMap((fact) => fact.claims),
      retractions: [],
    });
  steppe = await startSteppe(graph, { STEPPE_REQUEST_TIMEOUT_MS: '120000' });
}, FILLING_MS);

afterAll(async () => {
  if (process.env.COSTS === 'write') writeFileSync(FILE, `${JSON.stringify(found, null, 2)}\n`);
  await steppe?.close(1_000);
  await graph.close();
});

const bench = generate(FACTS);
const samples = samplesOf(bench);

async function costOf(body: object): Promise<Cost & { readonly data: unknown }> {
  const { query, variables } = body as { query: string; variables: object };
  const { data, errors, extensions } = await steppe.ask(query, variables, { 'steppe-include': 'profile' });
  expect(errors).toBeUndefined();
  const statements = extensions?.statements ?? [];
  return {
    data,
    statements: statements.length,
    hits: statements.reduce((sum, { databaseHits }) => sum + (databaseHits ?? 0), 0),
  };
}

const answered = workloads.flatMap((workload) => {
  const { steppe: side } = workload.sides;
  return side ? [{ name: workload.name, title: workload.title, workload, side }] : [];
});

test.each(answered)(
  '$name ($title) takes the statements and database hits that it took before.',
  async ({ name, workload, side }) => {
    const { distinct } = workload.draw(samples, bench.shape) as Sample<unknown>;
    const costs: Cost[] = [];
    const post = async (body: object) => (await costOf(body)).data;
    const drawn = distinct.slice(0, ASKED);
    for (const asked of side.prepare ? await side.prepare(drawn, post) : drawn)
      costs.push(await costOf(side.ask(asked)));
    const hits = costs.reduce((sum, cost) => sum + cost.hits, 0) / costs.length;
    found[name] = {
      statements: Math.max(...costs.map(({ statements }) => statements)),
      hits: Math.round(hits),
    };
    if (process.env.COSTS === 'write') return;
    const before = known[name];
    expect(before, `${name} is not in workload-costs.json: COSTS=write adds it`).toBeDefined();
    expect(found[name]?.statements).toBeLessThanOrEqual(before?.statements ?? 0);
    // Fewer is news too: the file should say so.
    expect(Math.abs((found[name]?.hits ?? 0) / (before?.hits ?? 1) - 1)).toBeLessThanOrEqual(TOLERANCE);
  },
  120_000,
);
