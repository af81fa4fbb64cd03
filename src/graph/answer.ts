import type { Result, ResultSummary } from 'neo4j-driver';
import type { OneColumn } from './one-column.ts';
import { ListedRow, type Row } from './row.ts';

export interface Answer {
  readonly rows: Row[];
  readonly summary: ResultSummary;
}

/**
 * Gathers an answer as it comes.
 * @param oneColumn how its columns are sent; null where they are sent as they are.
 * @param onFound told before the first row is taken apart, where a row of nothing comes before it.
 */
export const gather = (result: Result, oneColumn: OneColumn | null, onFound?: () => void): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const rows: Row[] = [];
    result.subscribe({
      onNext: (record) => {
        if (!oneColumn) return rows.push(record);
        const values: unknown[] | null = record.get(0);
        if (values) return rows.push(new ListedRow(oneColumn.positions, values));
        if (rows.length === 0) onFound?.();
      },
      onCompleted: (summary) => resolve({ rows, summary }),
      onError: reject,
    });
  });
