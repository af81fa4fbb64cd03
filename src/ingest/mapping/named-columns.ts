import type { NamedColumn } from './cells.ts';
import { type Mapping, type MappingPath, pathText } from './mapping.ts';
import type { MappingContent } from './mapping-format.ts';
import { templateColumns } from './template.ts';

/** Keys whose text is the name of a column. */
const COLUMN_KEYS = new Set(['column', 'localNames', 'country']);
/** Keys whose text is a template. */
const TEMPLATE_KEYS = new Set([
  'text',
  'variable',
  'fact',
  'locator',
  'id',
  'description',
  'title',
  'publisher',
  'publishedAt',
  'licence',
]);
/** Keys below which no column is named. */
const OTHER_KEYS = new Set(['unit', 'values', 'places', 'formats', 'split']);

function walk(
  value: unknown,
  key: string | number,
  path: MappingPath,
  found: (column: string, path: MappingPath) => void,
): void {
  if (typeof value === 'string') {
    if (COLUMN_KEYS.has(String(key))) found(value, path);
    else if (TEMPLATE_KEYS.has(String(key)) || path.at(-2) === 'identifiers')
      for (const column of templateColumns(value)) found(column, path);
  } else if (typeof value === 'object' && value !== null) {
    for (const [step, inner] of Object.entries(value)) {
      if (OTHER_KEYS.has(step) && !(step === 'unit' && typeof inner === 'object')) continue;
      walk(
        inner,
        Array.isArray(value) ? Number(step) : step,
        [...path, Array.isArray(value) ? Number(step) : step],
        found,
      );
    }
  }
}

/** The columns that a mapping names, each with the line where it does so first. */
export function namedColumns({ content, claims, lineOf }: Mapping): NamedColumn[] {
  const seen = new Map<string, MappingPath>();
  const found = (column: string, path: MappingPath): void => {
    if (!seen.has(column)) seen.set(column, path);
  };
  const parts: readonly (keyof MappingContent)[] = ['entities', 'skip', 'cited', 'locator'];
  for (const part of parts) walk(content[part], part, [part], found);
  // Claims with `each` name their columns once written out; they are looked up where the claim stands.
  for (const { spec, path } of claims) walk(spec, 'claims', path, (column) => found(column, path));
  return [...seen].map(([column, path]) => ({ column, line: lineOf(path), path: pathText(path) }));
}
