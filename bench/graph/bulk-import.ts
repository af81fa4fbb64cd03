import { builtGraph } from './built-graph.ts';

/**
 * Builds the benchmark’s graph of so many facts, or finds it built: `npx tsx bench/graph/bulk-import.ts [facts] [seed]`.
 * A Steppe starts on it with STEPPE_DATA_DIR set to the folder that is printed last.
 */
const facts = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
let isNew = false;
const graph = await builtGraph(facts, {
  seed,
  onStep: (step, seconds) => {
    isNew = true;
    console.log(`${step}: ${seconds.toFixed(1)} s`);
  },
});
const { counts, seconds, megabytes, folder } = graph;
const all = Object.values(seconds).reduce((sum, each) => sum + each, 0);
console.log(
  `${isNew ? 'built' : 'there already, built'} in ${Math.round(all)} s: ${facts} facts, ${counts.Claim} claims, ${megabytes} MB`,
);
console.log(folder);
