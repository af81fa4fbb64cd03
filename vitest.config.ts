import { defineConfig } from 'vitest/config';

/** Tests that start Neo4j processes of their own, minutes in all. */
const engine = ['test/engine/**/*.test.ts', 'test/cli/**/*.test.ts', 'test/bench/graph-import.test.ts'];
/** Tests that share one Neo4j: one file after the other, each on data of its own. */
const graph = [
  'test/{auth,export,frontends,graph,graph-files,loaders,schema,server,docs}/**/*.test.ts',
  'test/ingest/{,import/}*.test.ts',
  'test/bench/graph.test.ts',
  'test/bench/workload-costs.test.ts',
  'test/explorer/graphiql-page.test.ts',
];

/**
 * Vite takes a package's ES modules, Node takes what `main` names: of graphql that would be two copies, and each refuses
 * the other's types. The tests have the one that the server has.
 */
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...engine, ...graph],
          // Some take a second or two, and more on a busy machine.
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve,
        test: {
          name: 'graph',
          include: graph,
          globalSetup: 'test/database/global-setup.ts',
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'engine',
          // Each starts Java anew and lets it go again: the quick compiler is enough, and half the time.
          env: { JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1' },
          include: engine,
          // Starting Java and waiting for it takes turns well: two files at a time take two thirds of the time.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
