import type { Graph } from '../../src/graph/graph.ts';
import { factIdOf } from '../../src/ingest/claim.ts';
import type { EntityCard } from '../../src/ingest/entity.ts';
import { knownEntities } from '../../src/ingest/known-entities.ts';
import type { SourceCard } from '../../src/ingest/source.ts';
import type { Change } from '../../src/ingest/write-claims.ts';
import type { Rank } from '../../src/ontology.ts';
import { emptyGraph, runCypher } from '../database/empty-graph.ts';
import { World } from './invariant-world.ts';

const read = async <Row>(graph: Graph, text: string): Promise<Row[]> =>
  (await runCypher(graph, text)) as Row[];

const standingClaims = (graph: Graph) =>
  read<{ id: string; rank: Rank }>(
    graph,
    'MATCH (c:Claim) WHERE c.retractedAt IS NULL RETURN c {.id, .rank} ORDER BY c.id',
  );

/** The facts that there must be, each with the number of its sources: of the claims that stand, once their ends are who stands for them. */
export async function factsOfClaims(world: World): Promise<string[]> {
  const sources = new Map<string, Set<string>>();
  for (const { id } of await standingClaims(world.graph)) {
    const claim = world.claim(id);
    const subjectId = world.standing(claim.subjectId);
    const objectId = claim.objectId === null ? null : world.standing(claim.objectId);
    if (subjectId === objectId) continue;
    const factId = factIdOf({ ...claim, subjectId, objectId, period: claim.period?.edtf ?? null });
    sources.set(factId, (sources.get(factId) ?? new Set()).add(claim.sourceId));
  }
  return [...sources].map(([factId, of]) => `${factId} ${of.size}`).sort();
}

async function ownCards(graph: Graph, ids: Iterable<string>): Promise<EntityCard[]> {
  const known = await graph.write((transaction) => knownEntities(transaction, graph.statements, ids));
  return [...known.values()].map(({ own }) => own);
}

/**
 * Makes a graph anew from what stands in it now: each entity by itself, each document, the claims that stand with their ranks, and
 * who is merged into whom. Nothing of how it came to that.
 */
export async function loadAnew(world: World, isMergedFirst: boolean): Promise<void> {
  const { graph, mergedInto } = world;
  const sources = await read<Partial<SourceCard> & { id: string }>(
    graph,
    'MATCH (s:Source) RETURN s {.id, .title, .url, .publisher, .publishedAt, .retrievedAt, .licence, .sha256}',
  );
  const standing = await standingClaims(graph);
  const merges = await read<{ from: string; into: string }>(
    graph,
    'MATCH (r:Redirect) RETURN {from: r.id, into: r.mergedIntoId} ORDER BY r.mergedIn',
  );
  const entities = await ownCards(graph, mergedInto.keys());
  const nothing: Change = { sources: [], entities: [], claims: [], retractions: [] };
  await emptyGraph(graph);
  const anew = new World(graph);
  await anew.load({ ...nothing, entities });
  const say = () =>
    anew.load({
      ...nothing,
      sources: sources as SourceCard[],
      claims: standing.map(({ id, rank }) => ({ ...world.claim(id), rank })),
    });
  if (!isMergedFirst) await say();
  for (const { from, into } of merges) await anew.merge(from, into);
  if (isMergedFirst) await say();
}
