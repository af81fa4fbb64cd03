import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, Column, ColumnType, Row } from './column.ts';
import { RowGroups } from './row-groups.ts';
import type { TableFormat, TableWriter } from './table-writer.ts';
import { PRECISION, SCALE, unscaledDecimal } from './unscaled-decimal.ts';

/** Rows of a row group: enough for readers that skip, few enough to be kept until they are written. */
const GROUP = 20_000;

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

interface ParquetType {
  readonly element: Omit<SchemaElement, 'name'>;
  /** A value as the writer takes it. */
  readonly from: (cell: NonNullable<Cell>) => unknown;
}

const DAY_MS = 86_400_000;
const asIs = (cell: NonNullable<Cell>): unknown => cell;

const types: Readonly<Record<ColumnType, ParquetType>> = {
  text: {
    element: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
    from: String,
  },
  decimal: {
    element: {
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: 16,
      converted_type: 'DECIMAL',
      logical_type: { type: 'DECIMAL', precision: PRECISION, scale: SCALE },
      precision: PRECISION,
      scale: SCALE,
    },
    from: (cell) => unscaledDecimal(String(cell)),
  },
  integer: { element: { type: 'INT32' }, from: asIs },
  number: { element: { type: 'DOUBLE' }, from: asIs },
  boolean: { element: { type: 'BOOLEAN' }, from: asIs },
  date: {
    element: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
    from: (cell) => Date.parse(`${cell}T00:00:00Z`) / DAY_MS,
  },
  moment: {
    element: {
      type: 'INT64',
      converted_type: 'TIMESTAMP_MILLIS',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
    },
    from: (cell) => BigInt(Date.parse(String(cell))),
  },
};

/** Where the file is written to: what is there is taken after each row group. */
class Sink extends ByteWriter {
  take(): Buffer {
    const bytes = Buffer.from(this.getBytes());
    // `offset` goes on: it is the place in the file.
    this.index = 0;
    return bytes;
  }
}

class ParquetTableWriter implements TableWriter {
  readonly #columns: readonly Column[];
  readonly #sink = new Sink();
  readonly #file: ParquetWriter;
  readonly #groups = new RowGroups(GROUP);

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.#file = new ParquetWriter({
      writer: this.#sink,
      schema: [
        { name: 'root', num_children: columns.length },
        ...columns.map(({ name, type }) => ({
          name,
          repetition_type: 'OPTIONAL' as const,
          ...types[type].element,
        })),
      ],
      createdBy: 'steppe',
    });
  }

  begin(): Uint8Array {
    return this.#sink.take();
  }

  write(rows: readonly Row[]): Uint8Array {
    for (const group of this.#groups.add(rows)) this.#writeGroup(group);
    return this.#sink.take();
  }

  end(): Uint8Array {
    const rest = this.#groups.rest();
    if (rest.length > 0) this.#writeGroup(rest);
    this.#file.finish();
    return this.#sink.take();
  }

  /** Without the footer that a file ends with no reader takes it. */
  fail(message: string): Uint8Array {
    return Buffer.from(message);
  }

  #writeGroup(rows: readonly Row[]): void {
    const columnData = this.#columns.map(({ name, type }, i) => {
      const { from } = types[type];
      const data = rows.map((row) => {
        const cell = row[i] ?? null;
        return cell === null ? null : from(cell);
      });
      return { name, data };
    });
    this.#file.write({ columnData, rowGroupSize: GROUP });
  }
}

/**
 * Parquet, Snappy: texts as UTF-8, decimals exact (`DECIMAL(38, 12)`), days as `DATE`, moments as `TIMESTAMP` in milliseconds
 * of UTC. Row groups are written as they fill.
 */
export const parquet: TableFormat = {
  name: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  contentType: 'application/vnd.apache.parquet',
  writer: (columns) => new ParquetTableWriter(columns),
};
