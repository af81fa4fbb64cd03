import { join } from 'node:path';
import type { EntityDescription, RowResult } from '../../../src/ingest/mapping/mapped.ts';
import type { Mapping } from '../../../src/ingest/mapping/mapping.ts';
import { namedColumns } from '../../../src/ingest/mapping/named-columns.ts';
import { parseMapping, readMapping } from '../../../src/ingest/mapping/read-mapping.ts';
import { rowMapper } from '../../../src/ingest/mapping/row-mapper.ts';
import { projectRoot } from '../../../src/project-root.ts';

export type Cells = Readonly<Record<string, string>>;

/** A mapping that the project ships. */
export const shipped = (name: string): Promise<Mapping> =>
  readMapping(join(projectRoot, 'mappings', `${name}.yaml`));

/** A mapping of a test: what every one needs, and the parts in question. */
export const mappingOf = (parts: string): Mapping =>
  parseMapping(
    'test.yaml',
    `mapping: 1\ntitle: A test\nsource: { id: source_test, publisher: Tester }\nlocator: "record {id}"\n${parts}`,
  );

/** Maps one row of a table that has the columns of the mapping; cells that are not given are blank. */
export function mapRow(mapping: Mapping, cells: Cells): RowResult {
  const { columns = {}, optional = [] } = mapping.content;
  const named = namedColumns(mapping).flatMap(({ column }) => {
    const heads = columns[column] ?? [column];
    const given = heads.find((head) => head in cells);
    return optional.includes(column) && !given ? [] : [given ?? heads[0] ?? column];
  });
  const header = [...new Set([...Object.keys(cells), ...named])];
  return rowMapper(mapping, header)({ values: header.map((head) => cells[head] ?? '') });
}

/** The result of a row that must have been mapped. */
export function mapped(result: RowResult): Extract<RowResult, { kind: 'mapped' }> {
  if (result.kind !== 'mapped') throw new Error(`the row was not mapped: ${JSON.stringify(result)}`);
  return result;
}

/** What an entity is called in a test's expectations: by its name, else by its identifier. */
export const calledOf = ({ names, identifiers, id, ref }: EntityDescription): string =>
  names[0]?.text ?? identifiers[0]?.value ?? id ?? ref;

/**
 * The claims of a row as lines: "Qarmet LLP OWNS Qarmet steel plant, 60 %, REALISED". `of` narrows to a predicate or a variable.
 */
export function said(result: RowResult, of?: string): string[] {
  const { sources, entities } = mapped(result);
  const called = new Map(entities.map((entity) => [entity.ref, calledOf(entity)]));
  return sources.flatMap(({ claims }) =>
    claims
      .filter(({ predicate, variable }) => of === undefined || of === predicate || of === variable)
      .map(({ subject, predicate, object, variable, value, text, period, modality }) =>
        [
          `${called.get(subject)} ${predicate} ${object ? called.get(object) : variable}`,
          value && `${value.amount} ${value.unit}`,
          text,
          period,
          modality,
        ]
          .filter(Boolean)
          .join(', '),
      ),
  );
}
