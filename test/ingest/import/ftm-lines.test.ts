import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ClaimsInput } from '../../../src/ingest/import/claims-input.ts';
import { importFile } from '../../../src/ingest/import/import-file.ts';
import { readLines } from '../../../src/ingest/read-lines.ts';
import { emptyGraph, runCypher } from '../../database/empty-graph.ts';
import { openTestGraph } from '../../database/test-graph.ts';
import { claimsFile, entity, observed, source } from '../claims-file-of.ts';
import { writeFtm } from '../ftm/ftm-files.ts';

const graph = await openTestGraph();
beforeEach(() => emptyGraph(graph));
afterAll(() => graph.close());

async function linesOf(file: string) {
  const lines: [number, string, boolean][] = [];
  for await (const { number, text, isTooLong } of readLines(file)) lines.push([number, text, isTooLong]);
  return lines;
}

test('Lines end at line feeds alone; a byte order mark and carriage returns are no part of them.', async () => {
  expect(await linesOf(writeFtm('lines.txt', '\uFEFFa\r\n\r\n"b\u2028\u0085c"\nд\n\nlast'))).toEqual([
    [1, 'a', false],
    [2, '', false],
    [3, '"b\u2028\u0085c"', false],
    [4, 'д', false],
    [5, '', false],
    [6, 'last', false],
  ]);
  expect(await linesOf(writeFtm('empty.txt', ''))).toEqual([]);
  expect(await linesOf(writeFtm('newline.txt', '\n'))).toEqual([[1, '', false]]);
});

test('Letters of several bytes survive wherever the pieces of a file are cut.', async () => {
  const text = Array.from({ length: 40_000 }, (_, n) => `${n} қоңырау 汽车`);
  expect((await linesOf(writeFtm('pieces.txt.gz', text.join('\n')))).map(([, line]) => line)).toEqual(text);
});

test('Of a line that is too long the beginning is kept and the next lines come; memory does not grow with it.', async () => {
  const file = writeFtm('long.txt.gz', '');
  // Of many gzipped pieces, so that it is never whole in memory.
  const piece = gzipSync(Buffer.alloc(1024 * 1024, 'x'));
  writeFileSync(file, Buffer.concat([...Array<Buffer>(300).fill(piece), gzipSync('\nnext\n')]));
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  const lines = await linesOf(file);
  clearInterval(watch);
  expect(lines.map(([number, text, isTooLong]) => [number, text.length, isTooLong])).toEqual([
    [1, 1_000, true],
    [2, 4, false],
  ]);
  expect(most - before).toBeLessThan(150 * 1024 * 1024);
}, 60_000);

test('A line of a claims file that is too long is refused with a message, and the others are imported.', async () => {
  const file = claimsFile(
    source('s'),
    entity('org_a'),
    observed('org_a', 'jobs', { text: 'x'.repeat(11_000_000) }),
    observed('org_a', 'output', { text: 'much' }),
    { ...source('t'), title: 'x'.repeat(11_000_000) },
    observed('org_a', 'exports', { text: 'some' }),
  );
  const refusals: unknown[] = [];
  const input = new ClaimsInput(file);
  const tally = await importFile(graph, input, {
    id: 'import_long',
    file,
    onRefusal: ({ line }, { reason }) => refusals.push([line, reason]),
  });
  await input.close();
  expect(tally).toMatchObject({ rows: 6, imported: 3, refused: 3 });
  expect(refusals).toEqual([
    [3, expect.stringContaining('over 10 MiB')],
    [5, expect.stringContaining('over 10 MiB')],
    // Whose claim it is is not known.
    [6, expect.stringContaining('source line')],
  ]);
  expect(readFileSync(input.refusedPath, 'utf8').trimEnd().split('\n')).toHaveLength(1);
  expect(await runCypher(graph, 'MATCH (c:Claim) RETURN c.text')).toEqual(['much']);
});
