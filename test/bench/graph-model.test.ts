import { describe, expect, test } from 'vitest';
import { generate } from '../../bench/graph/model.ts';
import { kindOfId } from '../../src/ontology.ts';

const FACTS = 10_000;
const graph = generate(FACTS);
const facts = [...graph.facts()];
const entities = [...graph.entities()];

/** How many facts of a predicate lead from (or to) each entity. */
function degrees(end: 'fromId' | 'toId', predicate = 'INVESTED_IN'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const fact of facts) {
    const id = fact[end];
    if (fact.predicate === predicate && id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

const sorted = (counts: Map<string, number>): number[] => [...counts.values()].toSorted((a, b) => b - a);

describe('The benchmark’s graph', () => {
  test('is the same whenever it is made of the same numbers, and another of others.', () => {
    const all = (seed: number) => [...generate(1_000, seed).changes()];
    expect(all(1)).toEqual(all(1));
    const names = (seed: number) => [...generate(1_000, seed).entities()].map(({ name }) => name);
    expect(names(2)).not.toEqual(names(1));
    expect(all(2)).not.toEqual(all(1));
  });

  test('has as many facts as asked for, each once, and one and a half claims to each.', () => {
    expect(facts).toHaveLength(FACTS);
    expect(new Set(facts.map(({ factId }) => factId)).size).toBe(FACTS);
    const claims = facts.flatMap((fact) => fact.claims);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    expect(claims.length / FACTS).toBeGreaterThan(1.4);
    expect(claims.length / FACTS).toBeLessThan(1.6);
    expect(Math.max(...facts.map((fact) => fact.claims.length))).toBe(4);
  });

  test('has a country with 40 percent of all facts and an investor with 20.', () => {
    expect(degrees('toId').get('place_kazakhstan')).toBe(0.4 * FACTS);
    expect(degrees('fromId').get('org_0')).toBe(0.2 * FACTS);
  });

  test('has degrees that follow a power law beside the hubs: the first has many times what half of them have.', () => {
    const counts = degrees('fromId');
    counts.delete('org_0');
    const made = sorted(counts);
    const median = made[made.length >> 1] ?? 0;
    expect(made[0]).toBeGreaterThan(20 * median);
    // By twice the rank the degree has fallen by 2^0.6, as far as so few tell.
    const at = (rank: number): number =>
      made.slice(rank, 2 * rank).reduce((sum, count) => sum + count, 0) / rank;
    expect(at(80) / at(160)).toBeGreaterThan(1.2);
    expect(at(80) / at(160)).toBeLessThan(2.2);
  });

  test('has 200 countries that all are invested in, with 30 investors each where there are facts enough.', () => {
    const invested = degrees('toId');
    const countries = entities.filter(({ placeType }) => placeType === 'COUNTRY');
    expect(countries).toHaveLength(200);
    expect(countries.every(({ id }) => (invested.get(id) ?? 0) >= 3)).toBe(true);
    const { plan, entityAt } = generate(100_000);
    const counts = new Map<string, number>();
    for (const { object = '' } of plan.of('countries')) counts.set(object, (counts.get(object) ?? 0) + 1);
    expect(counts.size).toBe(199);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(30);
    expect(counts.has(entityAt.countryId(0))).toBe(false);
  });

  test('says where each entity lies, in places that come before it.', () => {
    const countryOf = new Map<string, string | null>();
    const located = new Map(
      facts.filter(({ predicate }) => predicate === 'LOCATED_IN').map((fact) => [fact.fromId, fact]),
    );
    for (const { id, kind, parentId, countryId, placeType } of entities) {
      expect(kindOfId(id)).toBe(kind);
      if (kind === 'PRODUCT' || placeType === 'COUNTRY') expect(parentId).toBeNull();
      else {
        expect(countryOf.get(String(parentId))).toBe(countryId);
        expect(located.get(id)).toMatchObject({ toId: parentId, properties: { modality: 'REALISED' } });
      }
      countryOf.set(id, countryId);
    }
  });

  test('has disagreement, denials, plans, ranges, deals without a sum and several currencies.', () => {
    const has = (test: (properties: (typeof facts)[number]['properties']) => boolean): number =>
      facts.filter(({ properties }) => test(properties)).length / FACTS;
    expect(has(({ isDisputed }) => isDisputed === true)).toBeGreaterThan(0.03);
    expect(has(({ modality }) => modality === 'DENIED')).toBeGreaterThan(0.005);
    expect(has(({ modality }) => modality === 'PLANNED')).toBeGreaterThan(0.1);
    expect(has(({ bound }) => bound === 'RANGE')).toBeGreaterThan(0.02);
    expect(has(({ unit }) => unit === 'USD')).toBeGreaterThan(0.3);
    expect(has(({ unit }) => unit === 'KZT')).toBeGreaterThan(0.01);
    const deals = facts.filter(({ predicate }) => predicate === 'INVESTED_IN');
    expect(deals.some(({ properties }) => properties.unit === undefined)).toBe(true);
  });

  test('comes in changes that hold all of it, each fact with all of its claims.', () => {
    const changes = [...graph.changes()];
    expect(changes.map(({ number }) => number)).toEqual(changes.map((_, index) => index + 1));
    expect(changes.flatMap((change) => change.entities).length).toBe(entities.length);
    expect(new Set(changes.flatMap((change) => change.facts.map(({ factId }) => factId))).size).toBe(FACTS);
    expect(Math.max(...changes.map((change) => change.entities.length))).toBeLessThan(2_100);
  });

  test('is refused with fewer facts than make one.', () => {
    expect(() => generate(100)).toThrow(/200 or more/);
    expect(() => generate(1_000.5)).toThrow(/whole number/);
  });
});
