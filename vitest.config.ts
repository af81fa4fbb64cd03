import { defineConfig } from 'vitest/config';

/** Tests that start Neo4j processes of their own, minutes in all. */
const engine = ['test/engine/**/*.test.ts', 'test/cli/**/*.test.ts'];
/** Tests that share one Neo4j: one file after the other, each on data of its own. */
const graph = [
  'test/{graph,ingest,loaders,schema,server,docs}/**/*.test.ts',
  'test/explorer/graphiql-page.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...engine, ...graph],
          sequence: { groupOrder: 0 },
        },
      },
      {
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
        test: {
          name: 'engine',
          include: engine,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
