import { arrow } from './arrow.ts';
import { csv } from './csv.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';
import type { TableFormat } from './table-writer.ts';

/** The formats of tables. */
export const tableFormats: readonly TableFormat[] = [csv, ndjson, arrow, parquet];
