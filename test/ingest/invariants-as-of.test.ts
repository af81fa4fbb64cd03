import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Answer, startSteppe } from '../database/steppe.ts';
import { openPlannedGraph } from './invariant-graph.ts';
import { holds, PATIENCE_MS } from './invariant-property.ts';
import { groupKeys } from './invariant-questions.ts';
import { type Step, someSteps } from './invariant-steps.ts';

/** What was answered after each change is answered for ever when it is asked as of that change. */
const graph = await openPlannedGraph();
const steppe = await startSteppe(graph, {
  STEPPE_MAX_COST: '10000000',
  STEPPE_MAX_ALIASES: '100',
  STEPPE_MAX_DEPTH: '20',
  STEPPE_REQUEST_TIMEOUT_MS: '120000',
});
afterAll(async () => {
  await steppe.close(0);
  await graph.close();
});

const FACT = `id predicate variable text modality isDisputed sourceCount period { edtf } value { amount unit bound lower upper }
  subject { id name } object { id name within { id name } }`;
const CLAIM = `id predicate rank modality recordedAt retractedAt period { edtf } value { amount unit } fact { id isDisputed }
  subject { id name } object { id name } attributedTo { id } source { id title publishedAt retrievedAt }`;
const DECLARED =
  '$first: Int, $where: FactFilter, $ids: [ID!]!, $place: ID!, $claims: ClaimFilter, $groupBy: [TotalKey!]!';

/** Every sort of question. */
const EVERYTHING = `
  about { claimCount sourceCount changeNumber changedAt entities { kind count } facts { predicate count } }
  nodes(ids: $ids) { id
    ... on Entity { kind name description names { text } identifiers { scheme value } within { id name }
      facts(first: 100) { totalCount nodes { id } }
      claims(first: 100, where: {includeRetracted: true}) { totalCount nodes { id } } }
    ... on Claim { ${CLAIM} }
    ... on Source { title publishedAt retrievedAt sourced: claims(first: 100) { totalCount nodes { id } } }
    ... on Fact { ${FACT} stated: claims(first: 100) { totalCount nodes { id rank } } } }
  all: facts(first: 100) { totalCount nodes { ${FACT} claims(first: 100) { totalCount nodes { id rank } } } }
  some: facts(last: $first, where: $where, orderBy: {by: VALUE, unit: "USD"}) { totalCount nodes { id } pageInfo { hasPreviousPage } }
  totals(groupBy: $groupBy, where: $where) { keys { key value } unit sum count omittedCount disputedCount min max }
  said: claims(first: 100, where: {includeRetracted: true}) { totalCount nodes { ${CLAIM} } }
  someSaid: claims(last: $first, where: $claims) { totalCount nodes { id } pageInfo { hasPreviousPage } }
  everything: entities(first: 100) { totalCount nodes { id name } }
  within: entities(first: 100, within: $place) { totalCount nodes { id name } }
  organizations(last: $first) { totalCount nodes { id name } }
  search(text: "several") { totalCount nodes { id name } }
  byName: entity(by: {name: "Place a"}) { id name }
  byIdentifier: entity(by: {identifier: {scheme: "x", value: "org_a"}}) { id name }
  sources(first: 100) { totalCount nodes { id title publishedAt } }
`;

const organization = fc.constantFrom('org_a', 'org_b', 'org_c');
const place = fc.constantFrom('place_a', 'place_b', 'place_c', 'place_d');
/** Always a filter: each statement without one is another plan, which takes longer than all of this. */
const where = fc.record(
  {
    modality: fc.subarray(['REALISED', 'PLANNED', 'ESTIMATED', 'DENIED'], { minLength: 2 }),
    predicates: fc.subarray(['LOCATED_IN', 'INVESTED_IN', 'PARTNERS_WITH', 'OBSERVED'], { minLength: 1 }),
    within: place,
    subject: organization,
    object: fc.oneof(place, organization),
    kinds: fc.subarray(['PLACE', 'ORGANIZATION', 'PRODUCT'], { minLength: 1 }),
    minSources: fc.constant(2),
    isDisputed: fc.boolean(),
    validAt: fc.constant('2023-06-01'),
    value: fc.constant({ unit: 'USD', min: '1' }),
  },
  { requiredKeys: ['modality'] },
);
const asked = fc.record({
  first: fc.integer({ min: 1, max: 5 }),
  where,
  place,
  groupBy: fc.subarray(groupKeys, { maxLength: 2 }),
  claims: fc.record(
    {
      includeRetracted: fc.boolean(),
      subject: organization,
      object: fc.oneof(place, organization),
      attributedTo: fc.constantFrom('org_a', 'person_a'),
      source: fc.constantFrom('source_old', 'source_new'),
      rank: fc.subarray(['PREFERRED', 'NORMAL'], { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
});
type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

/** How relevant a text is depends on all texts that an index holds, and those of former entities are in another. */
const inNoOrder = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data ?? null), (name, value) =>
    name === 'search' ? { ...value, nodes: value.nodes.toSorted(byId) } : value,
  );
const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** What an answer comes to; errors count as well, without where in the question they are. */
const told = ({ data, errors }: Answer<unknown>) => ({
  data: inNoOrder(data),
  errors: errors?.map(({ message, extensions }) => ({ message, extensions })),
});

test(
  'The graph as of a change answers what it answered after that change, whatever came later.',
  () =>
    holds<[Step[], Asked]>(graph, 4, [someSteps, asked], async (world, steps, variables) => {
      const now = `query (${DECLARED}) { ${EVERYTHING} }`;
      const then = `query ($change: Int!, ${DECLARED}) { asOf(change: $change) { ${EVERYTHING} } }`;
      const answers: { change: number; ids: string[]; answer: ReturnType<typeof told> }[] = [];
      for (const step of steps) {
        const change = await world.take(step);
        if (change === null) continue;
        const ids = [...world.mergedInto.keys(), ...[...world.claims.keys()].slice(-20), 'source_old'];
        const answer = told(await steppe.ask(now, { ...variables, ids }));
        // All is answered but a name that several have.
        expect({
          ...answer,
          errors: answer.errors?.filter(({ message }) => !/Place a/.test(message)) ?? [],
        }).toEqual({
          data: expect.anything(),
          errors: [],
        });
        answers.push({ change, ids, answer });
      }
      for (const { change, ids, answer } of answers) {
        const { data, errors } = told(await steppe.ask(then, { ...variables, ids, change }));
        const asOf = (data as { asOf: unknown } | null)?.asOf;
        expect({ change, data: asOf, errors }).toEqual({ change, ...answer });
      }
    }),
  PATIENCE_MS,
);
