import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, inject, test } from 'vitest';
import { DatabaseUnavailable, StatementEnded } from '../../src/graph/database-errors.ts';
import { Graph, type StatementReport } from '../../src/graph/graph.ts';
import { Statements } from '../../src/graph/statements.ts';
import { openTestGraph } from '../database/test-graph.ts';

const graph = await openTestGraph();
afterAll(() => graph.close());

/** Keeps Neo4j busy for minutes. */
const slow = {
  name: 'slow',
  text: 'UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b < 0 RETURN count(*) AS n',
};
const fast = { name: 'fast', text: 'UNWIND [1, 2, 3] AS n RETURN n' };

const running = async (): Promise<number> => {
  const shown = {
    name: 'transactions',
    text: "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'UNWIND range(1, 100000) AS a' AND NOT currentQuery CONTAINS 'SHOW' RETURN count(*) AS n",
  };
  const [row] = await graph.read(shown, {}, { timeoutMs: 5_000 });
  return Number(row?.get('n'));
};

async function until(count: number): Promise<void> {
  for (const end = Date.now() + 10_000; (await running()) !== count; await sleep(20))
    if (Date.now() > end) throw new Error(`there are not ${count} slow statements after 10 s`);
}

test('A statement whose signal fires is ended in the database too.', async () => {
  const leaving = new AbortController();
  const answer = graph.read(slow, {}, { timeoutMs: 60_000, signal: leaving.signal });
  const settled = expect(answer).rejects.toBeInstanceOf(StatementEnded);
  await until(1);
  leaving.abort();
  await settled;
  await until(0);
});

test('A statement whose time is up is ended in the database too.', async () => {
  await expect(graph.read(slow, {}, { timeoutMs: 300 })).rejects.toBeInstanceOf(StatementEnded);
  await until(0);
});

test('A statement whose signal had fired before is not sent.', async () => {
  const reports: StatementReport[] = [];
  await expect(
    graph.read(
      fast,
      {},
      { timeoutMs: 1_000, signal: AbortSignal.abort(), onStatement: (report) => reports.push(report) },
    ),
  ).rejects.toBeInstanceOf(StatementEnded);
  expect(reports).toEqual([]);
});

test('The pool outlives ended statements: as many as before run at once.', async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const leaving = new AbortController();
    const slowOnes = Array.from({ length: 8 }, () =>
      graph.read(slow, {}, { timeoutMs: 60_000, signal: leaving.signal }).catch(() => 'ended'),
    );
    await sleep(100);
    leaving.abort();
    expect(new Set(await Promise.all(slowOnes))).toEqual(new Set(['ended']));
  }
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => graph.read(fast, {}, { timeoutMs: 5_000 })),
  );
  expect(answers.every((rows) => rows.length === 3)).toBe(true);
});

test('A report has the statement’s name, its rows and time, and its database hits when profiling.', async () => {
  const reports: StatementReport[] = [];
  const onStatement = (report: StatementReport) => reports.push(report);
  await graph.read(fast, {}, { timeoutMs: 5_000, onStatement });
  await graph.read(
    { ...fast, text: 'MATCH (m:Migration) RETURN m.number AS n' },
    {},
    { timeoutMs: 5_000, isProfiling: true, onStatement },
  );
  expect(reports[0]).toEqual({ name: 'fast', rows: 3, milliseconds: expect.any(Number) });
  expect(reports[1]?.databaseHits).toBeGreaterThan(0);
});

test('Who reads is told once that there is an answer, before it has its rows, however many columns and rows these have.', async () => {
  const text = 'UNWIND range(1, 3) AS n RETURN n, [n, null] AS list';
  const told: string[] = [];
  const onFound = (): void => void told.push('found');
  const rows = await graph.read({ name: 'three', text }, {}, { timeoutMs: 5_000, onFound });
  told.push('read');
  expect(told).toEqual(['found', 'read']);
  expect(rows.map((row) => row.toObject())).toEqual([1, 2, 3].map((n) => ({ n, list: [n, null] })));
});

test('A database that is not there is unavailable, not a defect.', async () => {
  const nowhere = new Graph(
    { ...inject('database'), uri: 'bolt://127.0.0.1:9' },
    new Statements('cypher'),
    2,
  );
  await expect(nowhere.read(fast, {}, { timeoutMs: 1_000 })).rejects.toBeInstanceOf(DatabaseUnavailable);
  await nowhere.close();
});

test('A read cannot write.', async () => {
  await expect(
    graph.read({ name: 'sly', text: 'CREATE (n:Sly) RETURN n' }, {}, { timeoutMs: 1_000 }),
  ).rejects.toThrow(/not allowed|access mode/i);
});

test('A statement that is wrong is thrown as it is, for the log.', async () => {
  await expect(
    graph.read({ name: 'wrong', text: 'RETURN nothing' }, {}, { timeoutMs: 1_000 }),
  ).rejects.toThrow('Variable `nothing` not defined');
});
