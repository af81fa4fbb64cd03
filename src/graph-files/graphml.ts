import type { Contents } from './contents.ts';
import { type Attributes, edgesOf, type LeftOut, nodeAttributes } from './written-fact.ts';
import { edgeDeclarations, nodeDeclarations, xmlText, xmlValue } from './xml.ts';

const data = (of: 'node' | 'edge', attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => `<data key="${of}-${name}">${xmlValue(value)}</data>`)
    .join('');

const keys = (of: 'node' | 'edge', declarations: typeof nodeDeclarations): string =>
  declarations
    .map(([name, type]) => `<key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>\n`)
    .join('');

/** GraphML, a directed graph; an edge’s id is that of its fact. */
export async function* graphml(contents: Contents, leftOut: LeftOut): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
  yield keys('node', nodeDeclarations) + keys('edge', edgeDeclarations);
  yield `<graph id="steppe-change-${contents.at.change}" edgedefault="directed">\n`;
  for await (const entities of contents.entities())
    yield entities
      .map((entity) => `<node id="${xmlText(entity.id)}">${data('node', nodeAttributes(entity))}</node>\n`)
      .join('');
  for await (const edges of edgesOf(contents, leftOut))
    yield edges
      .map(
        ({ id, from, to, attributes }) =>
          `<edge id="${id}" source="${xmlText(from)}" target="${xmlText(to)}">${data('edge', attributes)}</edge>\n`,
      )
      .join('');
  yield '</graph>\n</graphml>\n';
}
