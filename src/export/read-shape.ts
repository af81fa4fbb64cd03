import {
  type FieldNode,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { type Column, columnTypeOf } from './column.ts';
import { type Part, type SelectedField, type Selection, selectedFields } from './selected-fields.ts';
import { TableRefused } from './table-error.ts';
import type { ListShape, ObjectShape, TableShape } from './table-shape.ts';

/** What a connection’s items are under; nothing else of it belongs to a row. */
const ITEMS: ReadonlySet<string> = new Set(['edges', 'nodes']);

/** Where an object stands: by keys from the top, by names of its columns, and whether that is within the outermost list. */
interface Place {
  readonly path: readonly string[];
  readonly names: readonly string[];
  readonly isWithin: boolean;
}

const isList = (type: GraphQLOutputType): boolean => isListType(getNullableType(type));
const isConnection = ({ field }: SelectedField): boolean => {
  const type = getNamedType(field.type);
  return !isList(field.type) && isObjectType(type) && 'pageInfo' in type.getFields();
};

class ShapeReader {
  readonly columns: Column[] = [];
  readonly nested: FieldNode[] = [];
  outermost: ListShape | null = null;
  paged: TableShape['paged'] = null;
  readonly #selection: Selection;
  /** Of each column. */
  readonly #fields: (readonly FieldNode[])[] = [];

  constructor(selection: Selection) {
    this.#selection = selection;
  }

  /** The shape of an object, and the paths of the lists in it that are not within each other. */
  object(parts: readonly Part[], place: Place): { shape: ObjectShape; lists: string[] } {
    const leaves: { key: string; column: number }[] = [];
    const objects: { key: string; shape: ObjectShape }[] = [];
    const lists: string[] = [];
    let through: ObjectShape['through'] = null;
    let list: ListShape | null = null;
    for (const selected of selectedFields(parts, this.#selection)) {
      const { key, field } = selected;
      if (isList(field.type) || isConnection(selected)) {
        const read = this.list(selected, place);
        lists.push(read.path);
        list = read;
      } else if (isLeafType(getNamedType(field.type))) {
        leaves.push({ key, column: this.#column(selected, place) });
      } else {
        const below = this.object(selected.parts, {
          path: [...place.path, key],
          // Of another time a table has the same columns.
          names: field.name === 'asOf' ? place.names : [...place.names, key],
          isWithin: place.isWithin,
        });
        lists.push(...below.lists);
        if (below.lists.length > 0) through = { key, shape: below.shape };
        else objects.push({ key, shape: below.shape });
      }
    }
    if (lists.length > 1)
      throw new TableRefused(
        `${told(lists)} are lists beside each other, and a table has rows of one: keep one of them, or ask for a table of each.`,
        'LISTS_BESIDE_EACH_OTHER',
        { lists },
      );
    return { shape: { leaves, objects, through, list }, lists };
  }

  list(selected: SelectedField, place: Place): ListShape {
    const isOutermost = !place.isWithin;
    const items = isConnection(selected) ? this.#itemsOf(selected, place) : selected;
    const keys = items === selected ? [selected.key] : [selected.key, items.key];
    const path = [...place.path, ...keys];
    const isPaged = this.#page(selected, items !== selected, place);
    const within: Place = {
      path,
      names: isOutermost ? [] : [...place.names, selected.key],
      isWithin: true,
    };
    const shape: ListShape = {
      path: path.join('.'),
      keys,
      isOutermost,
      isPaged,
      defaultSize: isPaged ? null : this.#defaultSize(selected),
      items: isLeafType(getNamedType(items.field.type))
        ? this.#column(items, { ...place, names: isOutermost ? [] : place.names })
        : this.object(items.parts, within).shape,
    };
    if (isOutermost) this.outermost = shape;
    return shape;
  }

  /** The field of a connection that has its items. */
  #itemsOf({ key, nodes, parts }: SelectedField, { path }: Place): SelectedField {
    const fields = selectedFields(parts, this.#selection).filter(({ field }) => field.name !== 'pageInfo');
    const [items, ...others] = fields;
    const at = [...path, key].join('.');
    const stray = fields.find(({ field }) => !ITEMS.has(field.name));
    if (stray)
      throw new TableRefused(
        `\`${at}.${stray.key}\` is of the list and not of its items, which are the rows of a table: leave it out, or ask for it in a query of its own.`,
        'NOT_A_TABLE',
        { nodes: stray.nodes },
      );
    if (!items)
      throw new TableRefused(`\`${at}\` has no rows: select \`nodes\` or \`edges\` of it.`, 'NOT_A_TABLE', {
        nodes,
      });
    if (others.length > 0) {
      const lists = fields.map((field) => `${at}.${field.key}`);
      throw new TableRefused(
        `${told(lists)} are lists beside each other, and a table has rows of one: select one of them; \`edges\` has \`node\` too.`,
        'LISTS_BESIDE_EACH_OTHER',
        { lists },
      );
    }
    return items;
  }

  /** An argument’s node, where it is given a value. */
  #given({ nodes }: SelectedField, name: string): ValueNode | undefined {
    const value = nodes[0]?.arguments?.find((argument) => argument.name.value === name)?.value;
    return value && valueFromASTUntyped(value, this.#selection.variables) != null ? value : undefined;
  }

  /** Notes how the pages of a connection are asked for. @returns whether they are looked at for more. */
  #page(selected: SelectedField, isConnectionField: boolean, { isWithin }: Place): boolean {
    if (!isConnectionField) return false;
    const isBackward = (['last', 'before'] as const).some((name) => this.#given(selected, name));
    if (isBackward && !this.#given(selected, 'last'))
      throw new TableRefused('`before` takes a number of rows with it: give `last` too.', 'NOT_A_TABLE', {
        nodes: selected.nodes,
      });
    if (isBackward) return false;
    const first = this.#given(selected, 'first');
    if (!isWithin) {
      this.paged = { nodes: selected.nodes, first, after: this.#given(selected, 'after') };
      return true;
    }
    if (first) return false;
    this.nested.push(...selected.nodes);
    return true;
  }

  #defaultSize(selected: SelectedField): number | null {
    const first = selected.field.args.find(({ name }) => name === 'first');
    return first && !this.#given(selected, 'first') && typeof first.defaultValue === 'number'
      ? first.defaultValue
      : null;
  }

  /** @throws TableRefused when two columns have one name. */
  checkNames(): void {
    const names = new Set<string>();
    this.columns.forEach(({ name }, i) => {
      if (names.has(name))
        throw new TableRefused(
          `Two columns would be called “${name}”: give one of them another alias.`,
          'NOT_A_TABLE',
          { nodes: this.#fields[i], column: name },
        );
      names.add(name);
    });
  }

  #column({ key, field, nodes }: SelectedField, { names }: Place): number {
    const type = getNamedType(field.type);
    // An alias is the name that its author wants.
    const name = nodes[0]?.alias ? key : [...names, key].join('.');
    this.columns.push({ name, type: isLeafType(type) ? columnTypeOf(type) : 'text' });
    this.#fields.push(nodes);
    return this.columns.length - 1;
  }
}

const told = (paths: readonly string[]): string =>
  paths.map((path) => `\`${path}\``).join(paths.length === 2 ? ' and ' : ', ');

/**
 * Reads how a query becomes a table: its outermost list gives the rows, what is selected of an item the columns, a list within
 * it multiplies its rows. What is selected above that list is the same in every row.
 * @throws TableRefused where it has no list, or lists beside each other.
 */
export function readShape(root: Part, selection: Selection): TableShape {
  const reader = new ShapeReader(selection);
  const { shape } = reader.object([root], { path: [], names: [], isWithin: false });
  const { columns, outermost, paged, nested } = reader;
  if (!outermost)
    throw new TableRefused(
      'This query selects no list, and a table has a row for each item of one: ask for a connection such as `facts`, or for JSON.',
    );
  if (columns.length === 0)
    throw new TableRefused(`\`${outermost.path}\` selects nothing that could be a column.`);
  reader.checkNames();
  return { columns, root: shape, outermost, paged, nested };
}
