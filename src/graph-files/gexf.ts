import type { Contents } from './contents.ts';
import { type Attributes, edgesOf, type LeftOut, nodeAttributes } from './written-fact.ts';
import { edgeDeclarations, nodeDeclarations, type XmlType, xmlText, xmlValue } from './xml.ts';

const TYPES: Readonly<Record<XmlType, string>> = {
  string: 'string',
  double: 'double',
  int: 'integer',
  boolean: 'boolean',
};

const declared = (of: 'node' | 'edge', declarations: typeof nodeDeclarations): string =>
  `<attributes class="${of}">\n${declarations
    .map(([name, type]) => `<attribute id="${name}" title="${name}" type="${TYPES[type]}"/>\n`)
    .join('')}</attributes>\n`;

/** What the label says is not said again. */
const values = (attributes: Attributes, label: string): string =>
  `<attvalues>${Object.entries(attributes)
    .filter(([name]) => name !== label)
    .map(([name, value]) => `<attvalue for="${name}" value="${xmlValue(value)}"/>`)
    .join('')}</attvalues>`;

/** GEXF 1.3 for Gephi: entities by name, edges by predicate, of which there may be several between two; an edge’s id is that of its fact. */
export async function* gexf(contents: Contents, leftOut: LeftOut): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n';
  yield `<meta><creator>Steppe</creator><description>As of change ${contents.at.change}</description></meta>\n`;
  yield '<graph defaultedgetype="directed" mode="static">\n';
  yield declared(
    'node',
    nodeDeclarations.filter(([name]) => name !== 'name'),
  ) + declared('edge', edgeDeclarations);
  yield '<nodes>\n';
  for await (const entities of contents.entities())
    yield entities
      .map(
        (entity) =>
          `<node id="${xmlText(entity.id)}" label="${xmlText(entity.name)}">${values(nodeAttributes(entity), 'name')}</node>\n`,
      )
      .join('');
  yield '</nodes>\n<edges>\n';
  for await (const edges of edgesOf(contents, leftOut))
    yield edges
      .map(
        ({ id, from, to, attributes }) =>
          `<edge id="${id}" source="${xmlText(from)}" target="${xmlText(to)}" label="${attributes.predicate}" kind="${attributes.predicate}">${values(attributes, '')}</edge>\n`,
      )
      .join('');
  yield '</edges>\n</graph>\n</gexf>\n';
}
