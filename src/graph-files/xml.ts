import { type Attribute, Digits } from './written-fact.ts';

/** What stands in no XML, whatever it is written as: most control characters, and halves of characters. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

export const xmlText = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\t\n\r]/g, (sign) => ENTITIES[sign] ?? sign);

/** An attribute’s value as text: of several, one behind the other. */
export function xmlValue(value: Attribute): string {
  if (value instanceof Digits) return value.text;
  return xmlText(typeof value === 'object' ? value.join(' | ') : String(value));
}

export type XmlType = 'string' | 'double' | 'int' | 'boolean';

const types: Readonly<Record<string, XmlType>> = {
  amount: 'double',
  lower: 'double',
  upper: 'double',
  sourceCount: 'int',
  isDisputed: 'boolean',
};

const declared = (names: readonly string[]): [name: string, type: XmlType][] =>
  names.map((name) => [name, types[name] ?? 'string']);

/** The attributes that nodes and edges may have, which both formats declare before their first use. */
export const nodeDeclarations = declared([
  'name',
  'kind',
  'placeType',
  'description',
  'names',
  'identifiers',
]);
export const edgeDeclarations = declared([
  'predicate',
  'amount',
  'unit',
  'bound',
  'lower',
  'upper',
  'text',
  'modality',
  'period',
  'start',
  'end',
  'sourceCount',
  'isDisputed',
  'sources',
]);
