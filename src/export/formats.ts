import { csv } from './csv.ts';
import { ndjson } from './ndjson.ts';
import type { TableFormat } from './table-writer.ts';

/** The formats of tables. */
export const tableFormats: readonly TableFormat[] = [csv, ndjson];
