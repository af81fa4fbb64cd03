import { afterAll, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity } from '../ingest/claims-file-of.ts';

const graph = await openTestGraph();
await loadFile(
  graph,
  claimsFile(
    {
      type: 'source',
      id: 'source_report',
      title: 'A report',
      url: 'https://example.org/report',
      publisher: 'A publisher',
      publishedAt: '2024-05',
      retrievedAt: '2024-06-01T00:00:00Z',
      licence: 'CC-BY-4.0',
      sha256: 'a'.repeat(64),
    },
    entity('org_a'),
    entity('org_b'),
    claim('org_a', 'OWNS', 'org_b'),
    claim('org_b', 'PARTNERS_WITH', 'org_a'),
  ),
);
const steppe = await startSteppe(graph);
afterAll(async () => {
  await steppe.close(1_000);
  await graph.close();
});

interface Told {
  readonly source: object;
  readonly facts: {
    readonly nodes: readonly { readonly sources: readonly object[]; readonly claims: object }[];
  };
}

test.each([
  ...['title', 'url', 'publisher', 'publishedAt', 'retrievedAt', 'licence', 'sha256'],
  ...['citation', 'citation(format: BIBTEX)', 'id'],
])('A claim and a fact tell of their source what it tells itself: %s, selected alone.', async (field) => {
  const one = `{ of: ${field} }`;
  const { source, facts } = await steppe.data<Told>(
    `{ source: node(id: "source_report") { ... on Source ${one} }
       facts { nodes { sources ${one} claims { nodes { source ${one} } edges { node { source ${one} } } } } } }`,
  );
  expect(source).toEqual({ of: expect.any(String) });
  expect(facts.nodes).toHaveLength(2);
  for (const { sources, claims } of facts.nodes) {
    expect(sources).toEqual([source]);
    expect(claims).toEqual({ nodes: [{ source }], edges: [{ node: { source } }] });
  }
});
