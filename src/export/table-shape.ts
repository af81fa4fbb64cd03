import type { FieldNode, ValueNode } from 'graphql';
import type { Column } from './column.ts';

/** What of an object goes into a row. */
export interface ObjectShape {
  readonly leaves: readonly { readonly key: string; readonly column: number }[];
  /** Objects without a list below them. */
  readonly objects: readonly { readonly key: string; readonly shape: ObjectShape }[];
  /** The object on the way to the list, if that is further down. */
  readonly through: { readonly key: string; readonly shape: ObjectShape } | null;
  /** The list whose items multiply the row. */
  readonly list: ListShape | null;
}

/** A list. Below the outermost one, an item for each of which there is a row; in it, one that multiplies its rows. */
export interface ListShape {
  /** As the answer has it, from the top: `entity.investments.edges`. */
  readonly path: string;
  /** Its field’s key and, for a connection, that of `edges` or `nodes`. */
  readonly keys: readonly string[];
  readonly isOutermost: boolean;
  /** Whether it comes in pages, which tell by `steppePage` whether there is more. */
  readonly isPaged: boolean;
  /** So many items are all that is given when none are asked for by number: there may be more. */
  readonly defaultSize: number | null;
  /** What an item is: an object, or a value for a column. */
  readonly items: ObjectShape | number;
}

/** How a query becomes a table. */
export interface TableShape {
  readonly columns: readonly Column[];
  readonly root: ObjectShape;
  /** The list whose items are the rows. */
  readonly outermost: ListShape;
  /** Fields of the outermost list, when all of its pages are to be read, and what they say of `first` and `after`. */
  readonly paged: {
    readonly nodes: readonly FieldNode[];
    readonly first: ValueNode | undefined;
    readonly after: ValueNode | undefined;
  } | null;
  /** Fields of lists within it that are asked for whole. */
  readonly nested: readonly FieldNode[];
}
