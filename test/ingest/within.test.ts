import { afterAll, beforeEach, expect, test } from 'vitest';
import { loadFile } from '../../src/ingest/load.ts';
import { emptyGraph, runCypher } from '../database/empty-graph.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { claim, claimsFile, entity, source } from './claims-file-of.ts';

/** Which places contain what, as claims say where things lie. */
const graph = await openTestGraph();
beforeEach(() => emptyGraph(graph));
afterAll(() => graph.close());

test('A place moved elsewhere moves everything that lies in it.', async () => {
  const country = { placeType: 'COUNTRY' };
  await loadFile(
    graph,
    claimsFile(
      entity('place_x', country),
      entity('place_y', country),
      entity('place_city'),
      entity('facility_a'),
      source('s'),
      claim('place_city', 'LOCATED_IN', 'place_x'),
      claim('facility_a', 'LOCATED_IN', 'place_city'),
    ),
  );
  const where = () =>
    runCypher(graph, "MATCH (e:Entity {id: 'facility_a'}) RETURN [e.countryId, e.withinIds]");
  expect(await where()).toEqual([['place_x', ['place_city', 'place_x']]]);
  const [moved] = await runCypher(graph, "MATCH (c:Claim {subjectId: 'place_city'}) RETURN c.id");
  await loadFile(
    graph,
    claimsFile(
      source('s'),
      { type: 'retraction', claim: moved },
      claim('place_city', 'LOCATED_IN', 'place_y'),
    ),
  );
  expect(await where()).toEqual([['place_y', ['place_city', 'place_y']]]);
});

test('What is said to lie in a city and in its country is nearer to the city.', async () => {
  await loadFile(
    graph,
    claimsFile(
      source('s'),
      entity('place_a_country', { placeType: 'COUNTRY' }),
      entity('place_city'),
      entity('facility_a'),
      claim('facility_a', 'LOCATED_IN', 'place_a_country'),
      claim('facility_a', 'LOCATED_IN', 'place_city'),
      claim('place_city', 'LOCATED_IN', 'place_a_country'),
    ),
  );
  expect(
    await runCypher(graph, "MATCH ({id: 'facility_a'})-[w:WITHIN]->(p) RETURN p.id ORDER BY w.distance"),
  ).toEqual(['place_city', 'place_a_country']);
});

test('Places that twenty years of claims tie to each other, five levels deep, are loaded in no time.', async () => {
  const places = [0, 1, 2, 3, 4, 5].map((n) => entity(`place_${n}`));
  const ties = [0, 1, 2, 3, 4].flatMap((n) =>
    Array.from({ length: 20 }, (_, year) =>
      claim(`place_${n}`, 'LOCATED_IN', `place_${n + 1}`, { period: String(2000 + year) }),
    ),
  );
  const started = performance.now();
  await loadFile(graph, claimsFile(source('s'), ...places, ...ties));
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(await runCypher(graph, "MATCH (e:Entity {id: 'place_0'})-[w:WITHIN]->() RETURN count(w)")).toEqual([
    5,
  ]);
});

test('Places that are said to lie in each other are loaded and do not run in circles.', async () => {
  await loadFile(
    graph,
    claimsFile(
      source('s'),
      entity('place_a'),
      entity('place_b'),
      claim('place_a', 'LOCATED_IN', 'place_b'),
      claim('place_b', 'LOCATED_IN', 'place_a'),
    ),
  );
  expect(await runCypher(graph, 'MATCH (e:Entity)-[:WITHIN]->(p) RETURN [e.id, p.id] ORDER BY e.id')).toEqual(
    [
      ['place_a', 'place_b'],
      ['place_b', 'place_a'],
    ],
  );
});
