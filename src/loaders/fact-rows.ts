import type { Columns, Row } from '../graph/row.ts';
import type { Period } from '../model/period.ts';
import type { Quantity } from '../model/quantity.ts';
import type { Said } from '../model/said.ts';
import type { Modality, Predicate } from '../ontology.ts';
import { type EntityColumns, type EntityRow, entityRows } from './entities.ts';
import { propertyGroups } from './properties.ts';
import { column, requiredColumn } from './read.ts';
import { periodColumns, quantityColumns } from './value-columns.ts';

/** Which groups of a fact's columns are read, and of its far end's. */
export interface FactColumns extends EntityColumns {
  readonly id: boolean;
  readonly predicate: boolean;
  /** The entities at its ends. */
  readonly from: boolean;
  readonly to: boolean;
  /** Position in the list's order. */
  readonly key: boolean;
  readonly modality: boolean;
  /** How many sources there are and whether they disagree. */
  readonly sources: boolean;
  /** A figure's amount and unit. */
  readonly value: boolean;
  readonly bounds: boolean;
  /** `text` and `variable`. */
  readonly words: boolean;
  readonly period: boolean;
  /** A period’s first and last day. */
  readonly days: boolean;
  readonly node: boolean;
  /** The parent of the list itself, in a page of one’s facts now. */
  readonly parent?: boolean;
  /** How many there are in the list: see `isCountedAlong`. */
  readonly count?: boolean;
}

/** A fact as read; what was not selected is null or blank. */
export interface FactRow extends Said {
  readonly id: string;
  readonly period: Period | null;
  readonly sourceCount: number;
  readonly isDisputed: boolean;
  /** Position in the list's order, for cursors. */
  readonly key: string;
  /** The entities of the batch that were read with it, by id. */
  readonly nodes: ReadonlyMap<string, EntityRow>;
}

/** Of facts, as fragments/fact-columns takes them. */
export const factProperties = propertyGroups({
  id: ['factId'],
  from: ['fromId'],
  to: ['toId'],
  modality: ['modality'],
  sources: ['sourceCount', 'isDisputed'],
  value: ['unit', 'amount'],
  bounds: ['bound', 'lower', 'upper'],
  words: ['text', 'variable'],
  period: ['period'],
  days: ['start', 'end'],
});

/** The columns of facts, with what is said of them beside their properties. */
function factTable(row: Row, facts: Columns, nodes: ReadonlyMap<string, EntityRow>) {
  const get = <T>(name: string): readonly (T | null)[] => column<T | null>(facts, name) ?? [];
  return {
    ids: get<string>('factId'),
    predicates: column<Predicate>(row, 'predicate') ?? [],
    subjects: get<string>('fromId'),
    objects: get<string>('toId'),
    variables: get<string>('variable'),
    valueAt: quantityColumns(facts),
    texts: get<string>('text'),
    modalities: get<Modality>('modality'),
    periodAt: periodColumns(facts),
    sourceCounts: get<number>('sourceCount'),
    areDisputed: get<boolean>('isDisputed'),
    keys: column<string>(row, 'key') ?? [],
    nodes,
  };
}

/** A fact as a place in columns: an answer holds thousands, and of each little is asked for. */
class FactAt implements FactRow {
  readonly #table: ReturnType<typeof factTable>;
  readonly #i: number;

  constructor(table: ReturnType<typeof factTable>, i: number) {
    this.#table = table;
    this.#i = i;
  }

  get id(): string {
    return this.#table.ids[this.#i] ?? '';
  }
  get predicate(): Predicate {
    return this.#table.predicates[this.#i] as Predicate;
  }
  get subjectId(): string {
    return this.#table.subjects[this.#i] ?? '';
  }
  get objectId(): string | null {
    return this.#table.objects[this.#i] ?? null;
  }
  get variable(): string | null {
    return this.#table.variables[this.#i] ?? null;
  }
  get value(): Quantity | null {
    return this.#table.valueAt(this.#i);
  }
  get text(): string | null {
    return this.#table.texts[this.#i] ?? null;
  }
  get modality(): Modality {
    return this.#table.modalities[this.#i] as Modality;
  }
  get period(): Period | null {
    return this.#table.periodAt(this.#i);
  }
  get sourceCount(): number {
    return this.#table.sourceCounts[this.#i] ?? 0;
  }
  get isDisputed(): boolean {
    return this.#table.areDisputed[this.#i] ?? false;
  }
  get key(): string {
    return this.#table.keys[this.#i] ?? '';
  }
  get nodes(): ReadonlyMap<string, EntityRow> {
    return this.#table.nodes;
  }
}

/**
 * The facts of rows that have fragments/fact-columns, in their order, by the positions of their parents.
 * @param nodes takes the entities that come with them.
 */
export function factsByParent(
  rows: readonly Row[],
  columns: FactColumns,
  parents: number,
  nodes = new Map<string, EntityRow>(),
): FactRow[][] {
  const properties = factProperties(columns);
  const groups = Array.from({ length: parents }, (): FactRow[] => []);
  for (const row of rows) {
    for (const node of entityRows(row, columns)) nodes.set(node.id, node);
    const table = factTable(row, properties.read(row.get('facts')), nodes);
    const positions = requiredColumn<number>(row, 'parent');
    // A parent’s facts follow each other: an array of their number takes less than one that grows.
    for (let from = 0, to = 0; from < positions.length; from = to) {
      const parent = positions[from] as number;
      while (to < positions.length && positions[to] === parent) to += 1;
      const facts = new Array<FactRow>(to - from);
      for (let i = from; i < to; i += 1) facts[i - from] = new FactAt(table, i);
      const before = groups[parent];
      if (before) groups[parent] = before.length > 0 ? before.concat(facts) : facts;
    }
  }
  return groups;
}
