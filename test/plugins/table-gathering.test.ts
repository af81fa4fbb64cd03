import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TableParts, type WholeTable } from '../../src/plugins/table-parts.ts';

const HEAD = { isHead: true, range: null, ifRange: null };
const FROM_THE_BEGINNING = { isHead: false, range: { first: 0, last: null }, ifRange: null };
const MIB = 1024 * 1024;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A table that goes on only when it is told to. */
function heldTable(text: string) {
  let goOn = () => {};
  let fail = (_: Error) => {};
  const gate = new Promise<void>((resolve, reject) => {
    [goOn, fail] = [resolve, reject];
  });
  const seen = { begun: false };
  async function* bytes(): AsyncGenerator<Uint8Array> {
    seen.begun = true;
    await gate;
    yield Buffer.from(text);
  }
  return { bytes: bytes(), seen, goOn, fail };
}

const textOf = (read: unknown): string => String((read as WholeTable).bytes);

test('Who asks for a table that is being read to its end waits for that one; of another change it is another.', async () => {
  const parts = new TableParts();
  const [first, second, later] = [heldTable('a'), heldTable('a'), heldTable('b')];
  const all = [
    parts.read('key', HEAD, first.bytes, 1),
    parts.read('key', HEAD, second.bytes, 1),
    parts.read('key', HEAD, later.bytes, 2),
  ];
  for (const { goOn } of [first, second, later]) goOn();
  expect((await Promise.all(all)).map(textOf)).toEqual(['a', 'a', 'b']);
  expect([first, second, later].map(({ seen }) => seen.begun)).toEqual([true, false, true]);
});

test('When the one that others wait for is ended, one of them reads it.', async () => {
  const parts = new TableParts();
  const tables = [heldTable('a'), heldTable('a'), heldTable('a')];
  const [first, second, third] = tables.map(({ bytes }) => parts.read('key', HEAD, bytes, 1));
  const isRefused = expect(first).rejects.toThrow('the client went');
  tables[0]?.fail(new Error('the client went'));
  await isRefused;
  tables[1]?.goOn();
  expect(textOf(await second)).toBe('a');
  expect(await third).toBe(await second);
  expect(tables[2]?.seen.begun).toBe(false);
});

test('A few tables are read to their ends at once; meanwhile others are given as they come.', async () => {
  const parts = new TableParts();
  const tables = Array.from({ length: 4 }, (_, i) => heldTable(`${i}`));
  const read = tables.map(({ bytes }, i) => parts.read(`${i}`, HEAD, bytes, 1));
  const fifth = heldTable('5');
  expect(await parts.read('5', HEAD, fifth.bytes, 1)).toBe(fifth.bytes);
  expect(fifth.seen.begun).toBe(false);
  for (const { goOn } of tables) goOn();
  expect((await Promise.all(read)).map(textOf)).toEqual(['0', '1', '2', '3']);
  const sixth = heldTable('6');
  sixth.goOn();
  expect(textOf(await parts.read('6', HEAD, sixth.bytes, 1))).toBe('6');
});

test('Of a table that is too long each who waited reads all.', async () => {
  const parts = new TableParts();
  async function* long(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < 20; i += 1) yield Buffer.alloc(MIB, i);
  }
  const other = long();
  const [first, second] = await Promise.all([
    parts.read('key', HEAD, long(), 1),
    parts.read('key', HEAD, other, 1),
  ]);
  expect(second).toBe(other);
  for (const bytes of [first, second] as AsyncGenerator<Uint8Array>[]) {
    let length = 0;
    for await (const chunk of bytes) length += chunk.length;
    expect(length).toBe(20 * MIB);
  }
});

test('A table is kept for a minute, by nobody longer.', async () => {
  const parts = new TableParts();
  const [first, ahead, behind] = [heldTable('first'), heldTable('other'), heldTable('then')];
  for (const { goOn } of [first, ahead, behind]) goOn();
  await parts.read('key', HEAD, first.bytes, 1);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(59_000);
  expect(textOf(await parts.read('key', FROM_THE_BEGINNING, ahead.bytes, 2))).toBe('first');
  vi.advanceTimersByTime(2_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(textOf(await parts.read('key', FROM_THE_BEGINNING, behind.bytes, 2))).toBe('then');
});
