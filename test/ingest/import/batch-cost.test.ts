import neo4j, { type ManagedTransaction } from 'neo4j-driver';
import { afterAll, beforeEach, expect, inject, test } from 'vitest';
import { WriteTransaction } from '../../../src/graph/graph.ts';
import { ClaimsInput } from '../../../src/ingest/import/claims-input.ts';
import { inputStart } from '../../../src/ingest/import/input.ts';
import type { InputRow } from '../../../src/ingest/import/row.ts';
import { writeBatch } from '../../../src/ingest/import/write-batch.ts';
import { emptyGraph } from '../../database/empty-graph.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { hitsOf } from '../../graph/plans.ts';
import { claim, claimsFile, entity, type Line, source } from '../claims-file-of.ts';

const graph = await openTestGraph();
const { uri, username, password, database } = inject('database');
const driver = neo4j.driver(uri, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
beforeEach(() => emptyGraph(graph));
afterAll(async () => {
  await driver.close();
  await graph.close();
});

const PLACES = 20;
const BATCH = 400;

/** So many organizations, each new, each with an investment in one of the places. */
const investments = (from: number, source_: string, amount: string): Line[] => [
  source(source_),
  ...Array.from({ length: BATCH }, (_, i) => from + i).flatMap((n) => [
    entity(`org_${n}`),
    claim(`org_${n}`, 'INVESTED_IN', `place_${n % PLACES}`, { value: { amount, unit: 'USD' } }),
  ]),
];
const places: Line[] = [
  source('s'),
  ...Array.from({ length: PLACES }, (_, n) => entity(`place_${n}`)).flat(),
];

interface Cost {
  /** The statements, in the order in which they were sent. */
  readonly statements: readonly string[];
  readonly hitsPerClaim: number;
}

/** Writes lines as one batch of an import, and counts what the database does. */
async function costOf(...lines: readonly Line[]): Promise<Cost> {
  const rows: InputRow[] = [];
  for await (const row of new ClaimsInput(claimsFile(...lines)).rows(inputStart)) rows.push(row);
  const statements: string[] = [];
  let hits = 0;
  const session = driver.session({ database });
  await session.executeWrite(async (managed) => {
    const run = async (text: string, params: object) => {
      const { name } = graph.statements.rendered.find((statement) => statement.text === text) ?? {};
      statements.push(String(name).replace(/^write\//, ''));
      const result = await managed.run(`PROFILE ${text}`, params);
      hits += hitsOf(result.summary);
      return result;
    };
    const transaction = new WriteTransaction({ run } as unknown as ManagedTransaction);
    await writeBatch(transaction, graph.statements, rows, new Map());
    await transaction.settle();
  });
  await session.close();
  return { statements, hitsPerClaim: hits / BATCH };
}

test('A batch of new claims is eleven statements, whatever it holds, of which four look something up: what is new is not read back.', async () => {
  await costOf(...places);
  const { statements, hitsPerClaim } = await costOf(...investments(0, 's', '1'));
  expect(statements).toEqual([
    'lock-graph',
    'known-ids',
    'begin-change',
    'put-sources',
    'claims-known',
    'entities-known',
    'create-entities (Organization)',
    'put-match-names',
    'assert-claims',
    'create-facts (INVESTED_IN)',
    'record-change',
  ]);
  // Each property of the entity, the claim and the fact is one. With what was just written read back and looked for it was 121.
  expect(hitsPerClaim).toBeLessThan(90);
});

test('A claim with its entity and its fact costs the same number of database hits however much is there already.', async () => {
  await costOf(...places);
  const first = await costOf(...investments(0, 's', '1'));
  for (let batch = 1; batch < 6; batch += 1) await costOf(...investments(batch * BATCH, 's', '1'));
  const seventh = await costOf(...investments(6 * BATCH, 's', '1'));
  expect(seventh.hitsPerClaim).toBeLessThan(first.hitsPerClaim * 1.02);
});

test('Facts that another source spoke of are read with all their claims; the same claims again are looked up and nothing else.', async () => {
  await costOf(...places);
  await costOf(...investments(0, 's', '1'));
  const second = await costOf(...investments(0, 't', '2'));
  expect(second.statements).toEqual([
    'lock-graph',
    'known-ids',
    'begin-change',
    'put-sources',
    'claims-known',
    'entities-known',
    'assert-claims',
    'claims-of-facts',
    'put-facts (INVESTED_IN)',
    'record-change',
  ]);
  expect(second.hitsPerClaim).toBeLessThan(210);
  const again = await costOf(...investments(0, 't', '2'));
  expect(again.statements).toEqual([
    'lock-graph',
    'known-ids',
    'begin-change',
    'put-sources',
    'claims-known',
    'entities-known',
    'give-back-number',
  ]);
  expect(again.hitsPerClaim).toBeLessThan(22);
});
