import { describe, expect, test } from 'vitest';
import { generate } from '../../bench/graph/model.ts';
import { NOT_AGAIN_WITHIN, type Sample, samplesOf } from '../../bench/graph/samples.ts';

const FACTS = 10_000;
const graph = generate(FACTS);
const samples = samplesOf(graph);
const { organizations, trees, countries, searchWords, pairs, chains } = samples;

/** Whom entities lead to by a predicate, and who leads to them. */
const far = new Map<string, string[]>();
const note = (key: string, id: string): void => {
  const known = far.get(key);
  if (known) known.push(id);
  else far.set(key, [id]);
};
for (const { predicate, fromId, toId } of graph.facts()) {
  if (toId === null) continue;
  note(`${fromId} ${predicate}`, toId);
  note(`${predicate} ${toId}`, fromId);
  note(fromId, toId);
  note(toId, fromId);
}
const from = (id: string, predicate: string): string[] => far.get(`${id} ${predicate}`) ?? [];
const into = (id: string, predicate: string): string[] => far.get(`${predicate} ${id}`) ?? [];

describe('The samples', () => {
  test('are the same of the same graph.', () => {
    expect(samplesOf(generate(FACTS))).toEqual(samples);
  });

  test('are lists in which nothing comes again within 64 questions, and lists in which some come again and again.', () => {
    const lists: Sample<unknown>[] = [organizations, trees, countries, searchWords, pairs, chains];
    for (const { distinct, asDrawn } of lists) {
      expect(distinct.length).toBeGreaterThanOrEqual(NOT_AGAIN_WITHIN);
      expect(new Set(distinct.map((item) => JSON.stringify(item))).size).toBe(distinct.length);
      const counts = new Map<unknown, number>();
      for (const item of asDrawn) counts.set(item, (counts.get(item) ?? 0) + 1);
      expect(Math.max(...counts.values())).toBeGreaterThan((4 * asDrawn.length) / distinct.length);
    }
  });

  test('have organizations with ten investments or more.', () => {
    for (const id of organizations.distinct)
      expect(from(id, 'INVESTED_IN').length).toBeGreaterThanOrEqual(10);
    expect(organizations.distinct).not.toContain(samples.hubInvestor);
  });

  test('have groups of 50 organizations that invest in projects with a plant alone, which makes five products.', () => {
    for (const group of trees.distinct.slice(0, 3)) {
      expect(new Set(group).size).toBe(50);
      for (const id of group) {
        const projects = from(id, 'INVESTED_IN');
        expect(projects.length).toBeGreaterThanOrEqual(10);
        for (const project of projects) {
          const plants = into(project, 'PART_OF');
          expect(plants).toHaveLength(1);
          expect(new Set(from(String(plants[0]), 'PRODUCES')).size).toBe(5);
        }
      }
    }
  });

  test('have countries by how much is invested in them, the hub first and most often.', () => {
    const counts = countries.byInvestors.slice(0, 50).map((id) => into(id, 'INVESTED_IN').length);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(countries.byInvestors[0]).toBe(samples.hubCountry);
    expect(countries.asDrawn.filter((id) => id === samples.hubCountry).length).toBeGreaterThan(200);
  });

  test('have countries as often as something is invested in them.', () => {
    const all = countries.byInvestors.map((id) => into(id, 'INVESTED_IN').length);
    const investments = all.reduce((sum, count) => sum + count, 0);
    const share = (id: string): number =>
      samples.destinations.filter((drawn) => drawn === id).length / samples.destinations.length;
    for (const [i, id] of countries.byInvestors.slice(0, 3).entries())
      expect(share(id)).toBeCloseTo((all[i] ?? 0) / investments, 1);
  });

  test('have words that find 20 entities or more.', () => {
    const names = [...graph.entities()].map(({ name }) => name.toLowerCase().split(/[^a-z]+/));
    for (const word of searchWords.distinct)
      expect(names.filter((words) => words.includes(word)).length).toBeGreaterThanOrEqual(20);
  });

  test('have pairs that are not further apart than they say, four facts at most.', () => {
    for (const { from: a, to: b, hops } of pairs.distinct.slice(0, 60)) {
      expect(hops).toBeLessThanOrEqual(4);
      let reached = new Set([a]);
      for (let hop = 0; hop < hops; hop += 1)
        reached = new Set([...reached].flatMap((id) => [id, ...(far.get(id) ?? [])]));
      expect(reached.has(b)).toBe(true);
    }
  });

  test('have organizations whose seat is a country that many invest in.', () => {
    for (const { organization, place } of chains.distinct) {
      expect(from(organization, 'LOCATED_IN')).toEqual([place]);
      expect(countries.byInvestors.slice(0, 20)).toContain(place);
    }
  });

  test('are refused of a graph that is too small for them.', () => {
    expect(() => samplesOf(generate(2_000))).toThrow(/10000 facts or more/);
  });
});
