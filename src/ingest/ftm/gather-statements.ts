import { type FtmEntity, type FtmStatement, timeOf } from './ftm-entity.ts';
import { combineSchemata } from './schemata.ts';
import { NO_DATASET } from './sources.ts';

/** Columns without which a table is none of statements. */
export const STATEMENT_COLUMNS = ['entity_id', 'prop', 'schema', 'value', 'dataset'] as const;

/** A row of a table of statements. */
export interface StatementRow {
  readonly line: number;
  readonly cell: (column: string) => string;
}

/** The property under which statements tell that there is an entity at all. */
const EXISTS = 'id';

/** Seen elsewhere, and not taken into the dataset. */
const isExternal = ({ cell }: StatementRow): boolean => /^(t|true|1|y|yes)$/i.test(cell('external'));

/** The entity that a row is about. */
export const subjectOf = ({ cell }: StatementRow): string =>
  (cell('canonical_id') || cell('entity_id')).trim();

/** The schema of all rows; null when they exclude each other. */
function schemaOf(rows: readonly StatementRow[]): string | null {
  const [first = '', ...others] = new Set(rows.map(({ cell }) => cell('schema').trim()));
  return others.reduce<string | null>((schema, other) => schema && combineSchemata(schema, other), first);
}

/**
 * Gathers what statements say of one entity; those of other datasets that the file’s own has not taken in are left out.
 * @returns `external` when none are left, `torn` when their schemata exclude each other.
 */
export function gatherStatements(all: readonly StatementRow[]): FtmEntity | 'external' | 'torn' {
  const rows = all.filter((row) => !isExternal(row));
  const [first] = rows;
  if (!first) return 'external';
  const schema = schemaOf(rows);
  if (schema === null) return 'torn';
  const id = subjectOf(first);
  const statements = new Map<string, FtmStatement>();
  const lastSeen = new Map<string, string>();
  const otherIds = new Set<string>();
  for (const { line, cell } of rows) {
    const dataset = cell('dataset').trim() || NO_DATASET;
    const seen = timeOf(cell('last_seen'));
    if (seen !== null && seen > (lastSeen.get(dataset) ?? '')) lastSeen.set(dataset, seen);
    const other = cell('entity_id').trim();
    if (other !== '' && other !== id) otherIds.add(other);
    const property = cell('prop').trim();
    const value = cell('value');
    if (property === EXISTS || value.trim() === '') continue;
    const language = cell('lang').trim() || null;
    const key = JSON.stringify([property, value, language, dataset]);
    if (!statements.has(key)) statements.set(key, { property, value, language, dataset, line });
  }
  return {
    id,
    otherIds: [...otherIds],
    schema,
    caption: null,
    lastSeen: [...lastSeen],
    statements: [...statements.values()],
  };
}
