import {
  AsyncByteQueue,
  Bool,
  type Data,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int32,
  makeBuilder,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow';
import type { Cell, Column, ColumnType, Row } from './column.ts';
import { RowGroups } from './row-groups.ts';
import type { TableFormat, TableWriter } from './table-writer.ts';
import { PRECISION, SCALE, unscaledDecimal } from './unscaled-decimal.ts';

/** Rows of a record batch. */
const BATCH = 4_096;

/** 128 bits as four words, the lowest first. */
function wordsOf(value: bigint): Uint32Array {
  const bits = BigInt.asUintN(128, value);
  return Uint32Array.from([0n, 32n, 64n, 96n], (shift) => Number((bits >> shift) & 0xffffffffn));
}

interface ArrowType {
  readonly type: () => DataType;
  /** A value as Arrow's builders take it. */
  readonly from: (cell: NonNullable<Cell>) => unknown;
}

const asIs = (cell: NonNullable<Cell>): unknown => cell;

const types: Readonly<Record<ColumnType, ArrowType>> = {
  text: { type: () => new Utf8(), from: String },
  decimal: {
    type: () => new Decimal(SCALE, PRECISION),
    from: (cell) => wordsOf(unscaledDecimal(String(cell))),
  },
  integer: { type: () => new Int32(), from: asIs },
  number: { type: () => new Float64(), from: asIs },
  boolean: { type: () => new Bool(), from: asIs },
  date: { type: () => new DateDay(), from: (cell) => Date.parse(`${cell}T00:00:00Z`) },
  moment: { type: () => new TimestampMillisecond('UTC'), from: (cell) => Date.parse(String(cell)) },
};

/** Where the bytes of a stream go: they are taken each time that some are written. */
class Sink extends AsyncByteQueue {
  #parts: Buffer[] = [];

  override write(value: Parameters<AsyncByteQueue['write']>[0]): void {
    // Arrow goes on writing into what it has handed out.
    if (ArrayBuffer.isView(value))
      this.#parts.push(Buffer.from(Buffer.from(value.buffer, value.byteOffset, value.byteLength)));
  }

  take(): Buffer {
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    return bytes;
  }
}

class ArrowWriter implements TableWriter {
  readonly #columns: readonly Column[];
  readonly #schema: Schema;
  readonly #sink = new Sink();
  readonly #stream = new RecordBatchStreamWriter();
  readonly #groups = new RowGroups(BATCH);

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.#schema = new Schema(columns.map(({ name, type }) => new Field(name, types[type].type(), true)));
  }

  begin(): Uint8Array {
    this.#stream.reset(this.#sink, this.#schema);
    return this.#sink.take();
  }

  write(rows: readonly Row[]): Uint8Array {
    for (const group of this.#groups.add(rows)) this.#writeBatch(group);
    return this.#sink.take();
  }

  end(): Uint8Array {
    const rest = this.#groups.rest();
    if (rest.length > 0) this.#writeBatch(rest);
    this.#stream.finish();
    return this.#sink.take();
  }

  /** The beginning of a message that is longer than what comes. */
  fail(message: string): Uint8Array {
    return Buffer.concat([
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
      Buffer.from(message),
    ]);
  }

  #writeBatch(rows: readonly Row[]): void {
    const children = this.#columns.map(({ type }, i): Data => {
      const { type: make, from } = types[type];
      const builder = makeBuilder({ type: make(), nullValues: [null] });
      for (const row of rows) {
        const cell = row[i] ?? null;
        builder.append(cell === null ? null : from(cell));
      }
      return builder.finish().flush();
    });
    const data = makeData({
      type: new Struct(this.#schema.fields),
      length: rows.length,
      nullCount: 0,
      children,
    });
    this.#stream.write(new RecordBatch(this.#schema, data));
  }
}

/**
 * Arrow's streaming format: texts as UTF-8, decimals exact (`decimal128(38, 12)`), days as `date32`, moments as `timestamp[ms]`
 * in UTC, numbers as `int32` and `float64`.
 */
export const arrow: TableFormat = {
  name: 'arrow',
  mediaType: 'application/vnd.apache.arrow.stream',
  contentType: 'application/vnd.apache.arrow.stream',
  writer: (columns) => new ArrowWriter(columns),
};
