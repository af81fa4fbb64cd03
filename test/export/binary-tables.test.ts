import { tableFromIPC } from 'apache-arrow';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { beforeAll, expect, test } from 'vitest';
import { arrow } from '../../src/export/arrow.ts';
import type { Column, Row } from '../../src/export/column.ts';
import { parquet } from '../../src/export/parquet.ts';
import type { TableFormat } from '../../src/export/table-writer.ts';
import { loadFile } from '../../src/ingest/load.ts';
import { claim, claimsFile, entity, source } from '../ingest/claims-file-of.ts';
import { fetchTable, serveTables } from './served-tables.ts';

const DIGITS = '123456789012345.123456789012';

const { graph, steppe } = await serveTables({ STEPPE_REQUEST_TIMEOUT_MS: '60000' });
beforeAll(() =>
  loadFile(
    graph,
    claimsFile(
      source('one', { title: 'One', retrievedAt: '2026-01-02T03:04:05.006Z' }),
      entity('org_a', { names: [{ text: '=Альфа', language: 'ru' }] }),
      entity('place_x', { placeType: 'COUNTRY' }),
      claim('org_a', 'INVESTED_IN', 'place_x', { value: { amount: DIGITS, unit: 'USD' }, period: '2024-03' }),
      claim('org_a', 'INVESTED_IN', 'place_x', {
        value: { amount: '-0.5', unit: 'EUR' },
        period: '1969-12-31',
      }),
      claim('org_a', 'INVESTED_IN', 'place_x'),
    ),
  ),
);

const QUERY = `{ facts { nodes { subject { name } value { amount } period { start } isDisputed sourceCount
  claims { nodes { source { retrievedAt } } } } } }`;

async function bytesOf(table: string): Promise<ArrayBuffer> {
  const response = await fetchTable(steppe, table, { query: QUERY });
  expect(response.status).toBe(200);
  return response.arrayBuffer();
}

/** A decimal of scale 12 from its bytes, the highest first, as two's complement. */
function decimal(bytes: Uint8Array): string {
  const unscaled = BigInt.asIntN(128, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(13, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
}
const AMOUNTS = [DIGITS, '-0.500000000000', null];

test('Arrow keeps types: decimals with all their digits, days, moments, nothing.', async () => {
  const table = tableFromIPC(new Uint8Array(await bytesOf('arrow')));
  expect(table.schema.fields.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    'subject.name: Utf8',
    'value.amount: Decimal[38e+12]',
    'period.start: Date32<DAY>',
    'isDisputed: Bool',
    'sourceCount: Int32',
    'claims.source.retrievedAt: Timestamp<MILLISECOND, UTC>',
  ]);
  const column = (name: string): unknown[] => [...(table.getChild(name) ?? [])];
  const amounts = column('value.amount') as (Uint32Array | null)[];
  expect(
    amounts.map((words) => words && decimal(new Uint8Array(Uint32Array.from(words).buffer).reverse())),
  ).toEqual(AMOUNTS);
  expect(column('subject.name')).toEqual(['=Альфа', '=Альфа', '=Альфа']);
  expect(
    column('period.start').map((day) => day && new Date(Number(day)).toISOString().slice(0, 10)),
  ).toEqual(['2024-03-01', '1969-12-31', null]);
  expect(column('isDisputed')).toEqual([false, false, false]);
  expect(column('sourceCount')).toEqual([1, 1, 1]);
  expect(column('claims.source.retrievedAt')).toEqual(
    new Array(3).fill(Date.parse('2026-01-02T03:04:05.006Z')),
  );
});

test('So does Parquet.', async () => {
  const file = await bytesOf('parquet');
  const { schema } = parquetMetadata(file);
  expect(schema.slice(1).map(({ name, logical_type }) => [name, logical_type?.type])).toEqual([
    ['subject.name', 'STRING'],
    ['value.amount', 'DECIMAL'],
    ['period.start', 'DATE'],
    ['isDisputed', undefined],
    ['sourceCount', undefined],
    ['claims.source.retrievedAt', 'TIMESTAMP'],
  ]);
  expect(schema[2]).toMatchObject({ precision: 38, scale: 12, type_length: 16 });
  const rows = await parquetReadObjects({ file });
  expect(rows.map((row) => row['subject.name'])).toEqual(['=Альфа', '=Альфа', '=Альфа']);
  expect(rows.map((row) => (row['period.start'] as Date | null)?.toISOString().slice(0, 10) ?? null)).toEqual(
    ['2024-03-01', '1969-12-31', null],
  );
  expect(rows.map((row) => row['claims.source.retrievedAt'])).toEqual(
    new Array(3).fill(new Date('2026-01-02T03:04:05.006Z')),
  );
  expect(rows.map((row) => [row.isDisputed, row.sourceCount])).toEqual(new Array(3).fill([false, 1]));
  // This reader makes floating-point numbers of decimals; read as bytes they have every digit.
  const metadata = parquetMetadata(file);
  const amount = metadata.schema.find(({ name }) => name === 'value.amount');
  Object.assign(amount ?? {}, { converted_type: undefined, logical_type: undefined });
  const raw = await parquetReadObjects({ file, metadata, utf8: false, columns: ['value.amount'] });
  expect(raw.map((row) => row['value.amount'] && decimal(row['value.amount'] as Uint8Array))).toEqual(
    AMOUNTS,
  );
});

const columns: Column[] = [
  { name: 'n', type: 'integer' },
  { name: 'a.b', type: 'text' },
];
const rows = Array.from({ length: 45_000 }, (_, n): Row => [n, n % 3 === 0 ? null : `row ${n}`]);

function written(format: TableFormat, pageSize: number): Buffer {
  const writer = format.writer(columns);
  const parts = [writer.begin()];
  for (let at = 0; at < rows.length; at += pageSize) parts.push(writer.write(rows.slice(at, at + pageSize)));
  return Buffer.concat([...parts, writer.end()]);
}

test.each([
  ['arrow', arrow],
  ['parquet', parquet],
])(
  'The same rows are the same bytes of %s, however they are cut into pages, and all of them are read.',
  async (_, format) => {
    const bytes = written(format, 1_000);
    expect(written(format, 777).equals(bytes)).toBe(true);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const read =
      format === arrow
        ? tableFromIPC(bytes)
            .toArray()
            .map((row) => [row.n, row['a.b']])
        : (await parquetReadObjects({ file: buffer })).map((row) => [row.n, row['a.b'] ?? null]);
    expect(read).toEqual(rows);
  },
);

test.each([
  ['arrow', arrow],
  ['parquet', parquet],
])('What ends with an error is no table to a reader of %s.', async (_, format) => {
  const writer = format.writer(columns);
  const bytes = Buffer.concat([
    writer.begin(),
    writer.write(rows.slice(0, 21_000)),
    writer.fail('The time is up.'),
  ]);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const read = async () => (format === arrow ? tableFromIPC(bytes) : parquetReadObjects({ file: buffer }));
  await expect(read()).rejects.toThrow();
});
