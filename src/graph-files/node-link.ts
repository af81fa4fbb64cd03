import type { Contents } from './contents.ts';
import { separated } from './json-lines.ts';
import { edgesOf, jsonOf, type LeftOut, nodeAttributes } from './written-fact.ts';

async function* nodes(contents: Contents): AsyncGenerator<string[]> {
  for await (const entities of contents.entities())
    yield entities.map((entity) => jsonOf({ id: entity.id, ...nodeAttributes(entity) }));
}

async function* links(contents: Contents, leftOut: LeftOut): AsyncGenerator<string[]> {
  for await (const edges of edgesOf(contents, leftOut))
    yield edges.map(({ id, from, to, attributes }) =>
      jsonOf({ source: from, target: to, key: id, ...attributes }),
    );
}

/**
 * Node-link JSON, a directed multigraph whose edges have the ids of their facts as keys. They stand in it twice: D3 and networkx
 * before 3.6 look for `links`, networkx since then for `edges`.
 */
export async function* nodeLink(contents: Contents, leftOut: LeftOut): AsyncGenerator<string> {
  yield `{"directed":true,"multigraph":true,"graph":{"change":${contents.at.change}},\n"nodes":[`;
  yield* separated(nodes(contents));
  yield '\n],\n"links":[';
  yield* separated(links(contents, leftOut));
  yield '\n],\n"edges":[';
  yield* separated(links(contents.again(), { observations: 0 }));
  yield '\n]}\n';
}
