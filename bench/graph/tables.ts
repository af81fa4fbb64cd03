import { kinds, OBSERVED, relationPredicates } from '../../src/ontology.ts';

export type ColumnType = 'string' | 'long' | 'boolean' | 'string[]' | 'long[]';
export type Columns = Readonly<Record<string, ColumnType>>;

/** A file of nodes. */
export interface NodeTable {
  readonly labels: readonly string[];
  /** The column that nodes are known by to relationships, and the space of its values; null when no relationship leads there. */
  readonly key: { readonly column: string; readonly space: string } | null;
  readonly columns: Columns;
}

/** A file of relationships of one type. */
export interface RelationshipTable {
  readonly type: string;
  /** Spaces of the keys of its ends. */
  readonly from: string;
  readonly to: string;
  readonly columns: Columns;
}

/** Columns of one type. */
const of = <Type extends ColumnType>(type: Type, names: string): Record<string, Type> =>
  Object.fromEntries(names.split(' ').map((name) => [name, type]));

const entity: Columns = {
  ...of('string', 'id kind name nameKey placeType description searchText countryId'),
  ...of('string[]', 'nameTexts nameLanguages nameScripts nameKinds identifierSchemes identifierValues'),
  ...of('string[]', 'foldedNames withinIds'),
  knownIn: 'long',
};

const fact: Columns = {
  ...of('string', 'factId fromId toId variable recent byValue amount unit bound lower upper text modality'),
  ...of('string', 'period start end'),
  ...of('long', 'whole fraction sourceCount knownIn'),
  isDisputed: 'boolean',
};

/** Between entities, a fact with a figure has what it is summed by country with. */
const relation: Columns = { ...fact, ...of('string', 'subjectCountry objectCountry'), addends: 'long[]' };

const claim: Columns = {
  ...of('string', 'id key factKey predicate sourceId subjectId objectId attributedToId factId variable'),
  ...of('string', 'amount unit bound lower upper text period start end modality rank recordedAt'),
  ...of('long', 'recordedIn knownIn'),
};

const source: Columns = {
  ...of('string', 'id key title url publisher publishedAt retrievedAt licence sha256'),
  knownIn: 'long',
};

const node = (label: string, column: string, columns: Columns): [string, NodeTable] => [
  label,
  { labels: [label], key: { column, space: label }, columns },
];

/** What nodes the graph has, and with which properties. */
export const nodeTables: ReadonlyMap<string, NodeTable> = new Map<string, NodeTable>([
  ...Object.values(kinds).map(({ label }): [string, NodeTable] => [
    label,
    { labels: ['Entity', label], key: { column: 'id', space: 'Entity' }, columns: entity },
  ]),
  node('Source', 'id', source),
  node('Claim', 'id', claim),
  node('Observation', 'factId', fact),
  node('MatchName', 'key', of('string', 'key name lettersBlock headBlock')),
  node('Identifier', 'key', of('string', 'key')),
  [
    'Change',
    {
      labels: ['Change'],
      key: null,
      columns: { number: 'long', at: 'string', ...of('string[]', 'sourceIds entityIds assertedIds factIds') },
    },
  ],
]);

const relationship = (
  type: string,
  from: string,
  to: string,
  columns: Columns = {},
): [string, RelationshipTable] => [type, { type, from, to, columns }];

export const relationshipTables: ReadonlyMap<string, RelationshipTable> = new Map([
  ...relationPredicates.map((predicate) => relationship(predicate, 'Entity', 'Entity', relation)),
  relationship(OBSERVED, 'Entity', 'Observation'),
  relationship('SUBJECT', 'Claim', 'Entity'),
  relationship('OBJECT', 'Claim', 'Entity'),
  relationship('STATED_IN', 'Claim', 'Source', of('string', 'locator quote')),
  relationship('ATTRIBUTED_TO', 'Claim', 'Entity'),
  relationship('WITHIN', 'Entity', 'Entity', { ...of('string', 'placeId nameKey'), distance: 'long' }),
  relationship('NAMES', 'MatchName', 'Entity'),
  relationship('IDENTIFIES', 'Identifier', 'Entity'),
]);

/** The lists that may be empty: an importer of tables knows no empty list. */
export const lists = Object.keys(entity).filter((name) => entity[name] === 'string[]');
