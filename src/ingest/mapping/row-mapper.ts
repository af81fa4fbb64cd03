import { Columns, WordSet } from './cells.ts';
import { claimsOfRow } from './claim-row.ts';
import { EntitiesOfRow } from './describe-entities.ts';
import {
  type EntityDescription,
  type MappedClaim,
  RowProblem,
  type RowResult,
  type SourceClaims,
} from './mapped.ts';
import type { Mapping } from './mapping.ts';
import { namedColumns } from './named-columns.ts';
import { holds } from './read-cell.ts';
import { citedSources, tableSource } from './row-sources.ts';
import { fillTemplate } from './template.ts';

/** A row as `openTable` gives it; only its cells are looked at. */
export interface MappableRow {
  readonly values: readonly string[];
}

/** The rule named when a row that no rule leaves out says nothing that the mapping asks for. */
export const NOTHING_SAID = 'nothing to claim';

/** Claims that say the same in the same place are one. */
function distinct(claims: readonly MappedClaim[]): MappedClaim[] {
  return [...new Map(claims.map((claim) => [JSON.stringify(claim), claim])).values()];
}

/**
 * Makes rows of a table into claims. What a row becomes depends on that row alone, so an import can go on where it stopped.
 * @throws InputFileError when the mapping names a column that the header lacks.
 */
export function rowMapper(mapping: Mapping, header: readonly string[]): (row: MappableRow) => RowResult {
  const { content, claims: specs } = mapping;
  const columns = new Columns(mapping.file, header, content, namedColumns(mapping));
  const nobody = new WordSet(content.nobody);
  const source = tableSource(content, header);

  const map = (row: MappableRow): RowResult => {
    const cells = columns.of(row.values);
    const notes = new Set<string>();
    const note = (text: string): void => void notes.add(text);
    const entities = new EntitiesOfRow(content, cells, nobody, note);
    const named = (name: string) => entities.get(name);
    const rule = content.skip?.find(({ when }) => holds(cells, when, named));
    if (rule) return { kind: 'skipped', rule: rule.rule };

    const locator = fillTemplate(content.locator, (column) => cells.get(column));
    if (locator === null)
      throw new RowProblem(
        content.locator,
        '',
        'the row has no locator: a cell that it is made of says nothing',
      );
    const claiming = { cells, entities, numbers: content.numbers ?? {}, locator, note };
    const ofTable: MappedClaim[] = [];
    const ofCited: MappedClaim[] = [];
    for (const { spec } of specs)
      (spec.statedBy === 'cited' ? ofCited : ofTable).push(...claimsOfRow(spec, claiming));

    const cited = content.cited && ofCited.length > 0 ? citedSources(cells, content.cited) : [];
    // A row that cites nobody speaks for itself.
    const own = distinct(cited.length > 0 ? ofTable : [...ofTable, ...ofCited]);
    const sources: SourceClaims[] = [
      ...(own.length > 0 ? [{ source, claims: own }] : []),
      ...cited.map((document) => ({ source: document, claims: distinct(ofCited) })),
    ];
    if (sources.length === 0) return { kind: 'skipped', rule: NOTHING_SAID };
    const refs = new Set(
      sources.flatMap(({ claims }) => claims.flatMap(({ subject, object }) => [subject, object])),
    );
    return {
      kind: 'mapped',
      sources,
      entities: [...refs]
        .map((ref) => (ref === undefined ? undefined : entities.description(ref)))
        .filter((entity): entity is EntityDescription => entity !== undefined),
      notes: [...notes],
    };
  };

  return (row) => {
    try {
      return map(row);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      return { kind: 'refused', column: error.column, value: error.value, reason: error.message };
    }
  };
}
