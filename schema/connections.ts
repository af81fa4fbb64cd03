import type { FieldMap, ObjectRef, OutputRef } from '@pothos/core';
import { encodeCursor } from '../src/model/cursor.ts';
import { after, type MaybePromise } from '../src/model/maybe-promise.ts';
import type { Page } from '../src/model/page.ts';
import { builder, type FieldsOf, type Types } from './builder.ts';
import { type Place, placesBelow, readAheadBelow, readsBelow } from './read-ahead.ts';
import type { Selected } from './selection.ts';

/** A list in pages. The page and the count are read only when they are selected. */
export interface Connection<Item> {
  page(): MaybePromise<Page<Item>>;
  totalCount(): MaybePromise<number>;
  /** The item's place in the list's order. */
  positionOf(item: Item): { readonly order: string; readonly key: string };
}

/** An item of a connection, which knows its cursor. */
export interface Edge<Item> {
  readonly item: Item;
  readonly connection: Connection<Item>;
}

export const cursorOf = <Item>(connection: Connection<Item>, item: Item): string =>
  encodeCursor(connection.positionOf(item));

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export const PageInfoRef = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'Where a page lies in its list, as Relay defines it.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', {
      nullable: false,
      description: 'Whether more follow: ask for them with `first` and `after: endCursor`.',
    }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      nullable: false,
      description: 'Whether some come before: ask for them with `last` and `before: startCursor`.',
    }),
    startCursor: t.exposeString('startCursor', { description: 'Cursor of the first item of this page.' }),
    endCursor: t.exposeString('endCursor', { description: 'Cursor of the last item of this page.' }),
  }),
});

function pageInfo<Item>(connection: Connection<Item>, page: Page<Item>): PageInfo {
  const { items, hasNextPage, hasPreviousPage } = page;
  const [first, last] = [items[0], items.at(-1)];
  return {
    hasNextPage,
    hasPreviousPage,
    startCursor: first === undefined ? null : cursorOf(connection, first),
    endCursor: last === undefined ? null : cursorOf(connection, last),
  };
}

/** Reads a page at most once, however many of `edges`, `nodes` and `pageInfo` are selected. */
export function once<T extends object>(read: () => MaybePromise<T>): () => MaybePromise<T> {
  let answer: MaybePromise<T> | undefined;
  return () => {
    answer ??= read();
    return answer;
  };
}

/** Whether something of a connection is selected that needs its page. */
export const isPageSelected = (paths: Selected): boolean =>
  paths.has('edges') || paths.has('nodes') || paths.has('pageInfo');

/** Reads ahead what is selected of the items of pages: on their nodes, and on the edges themselves. */
export async function readItemsAhead<Item, Node>(
  place: Place,
  name: string,
  items: readonly Item[],
  nodeOf: (item: Item) => Node | null,
  typeOf: (node: Node) => string | undefined,
): Promise<void> {
  const below = async (at: Place): Promise<void> => {
    if (!readsBelow(at)) return;
    // Who is met again and again is asked about once.
    const nodes = new Set<Node>();
    for (const item of items) {
      const node = nodeOf(item);
      if (node !== null) nodes.add(node);
    }
    return readAheadBelow(at, nodes, typeOf);
  };
  await Promise.all([
    ...placesBelow(place, `${name}Connection`, 'nodes').map(below),
    ...placesBelow(place, `${name}Connection`, 'edges').flatMap((edges) => [
      readAheadBelow(
        edges,
        items.map((item) => ({ item })),
        () => `${name}Edge`,
      ),
      ...placesBelow(edges, `${name}Edge`, 'node').map(below),
    ]),
  ]);
}

const argument = {
  first:
    'How many items from the beginning, or after `after`. The server’s default page is 20, its largest 100.',
  after: 'Cursor of the item before the first one wanted: a `pageInfo.endCursor`.',
  last: 'How many items from the end, or before `before`.',
  before: 'Cursor of the item after the last one wanted: a `pageInfo.startCursor`.',
};

/** `first` and `after`. */
export const forwardArguments = builder.args((t) => ({
  first: t.int({ description: argument.first }),
  after: t.string({ description: argument.after }),
}));

/** Relay's four arguments. */
export const pageArguments = builder.args((t) => ({
  first: t.int({ description: argument.first }),
  after: t.string({ description: argument.after }),
  last: t.int({ description: argument.last }),
  before: t.string({ description: argument.before }),
}));

interface ConnectionOptions<Item> {
  /** `Investment` makes `InvestmentConnection` and `InvestmentEdge`. */
  readonly name: string;
  /** What the list holds, in the plural. */
  readonly plural: string;
  /** More about it, in sentences. */
  readonly about?: string;
  /** `node` of an edge and `nodes` of the connection. */
  readonly node: (item: Item) => unknown;
  readonly nodeType: OutputRef<unknown>;
  readonly nodeDescription: string;
  /** Whether a node may be missing. */
  readonly isNodeNullable?: boolean;
  readonly edgeFields?: (t: FieldsOf<Edge<Item>>) => FieldMap;
  readonly connectionFields?: (t: FieldsOf<Connection<Item>>) => FieldMap;
}

/** A connection type and its edge type, as Relay's specification has them, with `nodes` and `totalCount`. */
export function connectionType<Item>(options: ConnectionOptions<Item>): ObjectRef<Types, Connection<Item>> {
  const { name, plural, node, nodeType, isNodeNullable = false } = options;
  const about = options.about ? ` ${options.about}` : '';
  const EdgeRef = builder.objectRef<Edge<Item>>(`${name}Edge`);
  EdgeRef.implement({
    description: `One of the ${plural}, with its place in the list.${about}`,
    fields: (t) => ({
      cursor: t.string({
        nullable: false,
        description: 'Marks this place in the list, for `after` or `before`.',
        resolve: ({ item, connection }) => cursorOf(connection, item),
      }),
      node: t.field({
        type: nodeType,
        nullable: isNodeNullable,
        description: options.nodeDescription,
        resolve: ({ item }) => node(item) as never,
      }),
      ...options.edgeFields?.(t),
    }),
  });
  const ConnectionRef = builder.objectRef<Connection<Item>>(`${name}Connection`);
  ConnectionRef.implement({
    description: `A page of ${plural}.${about}`,
    fields: (t) => ({
      edges: t.field({
        type: [EdgeRef],
        nullable: false,
        description: 'The page, each item with its cursor and with what belongs to the link itself.',
        resolve: (connection) =>
          after(connection.page(), ({ items }) => items.map((item) => ({ item, connection }))) as never,
      }),
      nodes: t.field({
        type: [nodeType],
        nullable: { list: false, items: isNodeNullable },
        description: 'The page’s nodes, without the edges between.',
        resolve: (connection) => after(connection.page(), ({ items }) => items.map(node)) as never,
      }),
      pageInfo: t.field({
        type: PageInfoRef,
        nullable: false,
        description: 'Whether there is more, and the cursors to go on from.',
        resolve: (connection) => after(connection.page(), (page) => pageInfo(connection, page)),
      }),
      totalCount: t.int({
        nullable: false,
        description: 'How many there are in all pages.',
        resolve: (connection) => connection.totalCount(),
      }),
      ...options.connectionFields?.(t),
    }),
  });
  return ConnectionRef;
}
