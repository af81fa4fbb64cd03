import { afterAll, expect } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { callerOf } from '../auth/callers.ts';
import { runCypher } from '../database/empty-graph.ts';
import { startSteppe } from '../database/steppe.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, type Line, observed, source } from '../ingest/claims-file-of.ts';

const MUTATE = {
  merge: 'mutation ($input: MergeEntitiesInput!) { mergeEntities(input: $input) { changeNumber } }',
  unmerge: 'mutation ($input: UnmergeEntitiesInput!) { unmergeEntities(input: $input) { changeNumber } }',
  rank: 'mutation ($input: SetRankInput!) { setRank(input: $input) { changeNumber } }',
};

/** Serves a graph that a history is to be made in. */
export async function serveHistory() {
  const graph = await openTestGraph();
  const steppe = await startSteppe(graph, {
    STEPPE_MAX_COST: '1000000',
    STEPPE_REQUEST_TIMEOUT_MS: '240000',
  });
  afterAll(async () => {
    await steppe.close(1_000);
    await graph.close();
  });
  const { headers: editor } = await callerOf(graph, 'editor');

  const mutate = async (what: keyof typeof MUTATE, input: object): Promise<void> => {
    const { errors } = await steppe.ask(MUTATE[what], { input }, editor);
    expect(errors).toBeUndefined();
  };
  const claimIds = (where: string): Promise<unknown[]> =>
    runCypher(graph, `MATCH (c:Claim) WHERE ${where} RETURN c.id ORDER BY c.key`);
  const load = (...lines: Line[]): Promise<unknown> => loadFile(graph, claimsFile(...lines));
  const invested = (by: string, amount: string, more: object = {}) =>
    claim(by, 'INVESTED_IN', 'facility_f', { value: { amount, unit: 'USD' }, period: '2024', ...more });

  /** A history in which everything that can change does. */
  const steps: readonly (() => Promise<unknown>)[] = [
    () =>
      load(
        source('one', { title: 'One' }),
        entity('org_a', { names: [{ text: 'Alpha', language: 'en' }] }),
        entity('org_b', { names: [{ text: 'Bravo', language: 'en' }] }),
        entity('place_x', { placeType: 'COUNTRY' }),
        entity('place_y', { placeType: 'COUNTRY' }),
        entity('place_city', { placeType: 'CITY' }),
        entity('facility_f'),
        entity('product_p'),
        claim('place_city', 'LOCATED_IN', 'place_x'),
        claim('facility_f', 'LOCATED_IN', 'place_city'),
        claim('facility_f', 'PRODUCES', 'product_p'),
        invested('org_a', '100'),
        observed('org_a', 'jobs', { value: { amount: '10', unit: '{person}' }, attributedTo: 'org_b' }),
      ),
    () =>
      load(
        source('two', { title: 'Two', publishedAt: '2025' }),
        invested('org_a', '150'),
        invested('org_b', '7'),
      ),
    async () => mutate('rank', { claims: await claimIds("c.amount = '100'"), rank: 'PREFERRED' }),
    // What was not known of a source and of an entity becomes known; the first source is the newer one now.
    () =>
      load(
        source('one', { publishedAt: '2026', publisher: 'Herald' }),
        entity('org_b', {
          names: [{ text: 'Bravo Motors', language: 'en' }],
          description: 'Makes engines.',
          identifiers: [{ scheme: 'lei', value: 'B1' }],
        }),
      ),
    () => mutate('merge', { from: 'org_b', into: 'org_a' }),
    () =>
      load(source('two'), claim('org_b', 'OPERATES', 'facility_f'), claim('org_a', 'PARTNERS_WITH', 'org_b')),
    async () => {
      const [moved] = await claimIds("c.subjectId = 'place_city'");
      return load(
        source('one'),
        { type: 'retraction', claim: moved },
        claim('place_city', 'LOCATED_IN', 'place_y'),
      );
    },
    () => mutate('unmerge', { id: 'org_b' }),
    () => load(source('one'), claim('place_city', 'LOCATED_IN', 'place_x')),
    async () => {
      const [jobs] = await claimIds("c.predicate = 'OBSERVED'");
      return load(source('one'), { type: 'retraction', claim: jobs });
    },
  ];

  return { graph, steppe, steps, claimIds };
}
