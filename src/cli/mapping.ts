import { inputStart } from '../ingest/import/input.ts';
import type { RowClaim, RowContent } from '../ingest/import/row.ts';
import { TableInput } from '../ingest/import/table-input.ts';
import { readMapping } from '../ingest/mapping/read-mapping.ts';
import { mappingFile } from './import.ts';
import { wholeNumber } from './whole-number.ts';

function figure(value: RowClaim['value']): string {
  if (!value) return '';
  const { amount, lower, upper, unit, bound } = value;
  return `${amount ?? `${lower} to ${upper}`} ${unit}${bound === 'EXACT' ? '' : ` (${bound})`}`;
}

/** A claim in one line. */
function claimText(claim: RowClaim): string {
  const { subject, predicate, object, variable, value, text, period, modality, fact } = claim;
  const said = [
    figure(value),
    text ? `"${text}"` : '',
    period ? `[${period}]` : '',
    modality === 'REALISED' ? '' : modality,
  ];
  return [subject, predicate, object ?? variable ?? '', ...said, fact ? `{${fact}}` : '']
    .filter((part) => part !== '')
    .join(' ');
}

function* described(content: RowContent): Generator<string> {
  if (content.kind === 'skipped') yield `skipped: ${content.rule}`;
  if (content.kind === 'refused') yield `REFUSED (${content.column}) ${content.reason}: "${content.value}"`;
  if (content.kind !== 'mapped') return;
  for (const { ref, entity } of content.entities) {
    const names = entity.names.map(({ text }) => text).join(' | ');
    const identifiers = entity.identifiers.map(({ scheme, value }) => `${scheme}:${value}`).join(' ');
    yield `${ref} = ${[entity.kind, names, identifiers, entity.country ?? ''].filter((part) => part !== '').join('  ')}`;
  }
  for (const { source, claims } of content.statements) {
    yield `by ${source.id}:`;
    for (const claim of claims) yield `  ${claimText(claim)}`;
  }
  for (const note of content.notes) yield `note: ${note}`;
}

/** Prints what the first rows of a table become by a mapping. Needs no database. */
export async function checkMapping(mapping: string, table: string, rows: string): Promise<void> {
  const most = wholeNumber('rows', rows);
  const input = await TableInput.open(table, await readMapping(mappingFile(mapping)));
  try {
    for await (const row of input.rows(inputStart)) {
      if (row.number > most) break;
      console.log(`row ${row.number}, line ${row.line}`);
      for (const line of described(row.content)) console.log(`  ${line}`);
    }
  } finally {
    await input.close();
  }
}
