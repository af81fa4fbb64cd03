import type { Column } from '../export/column.ts';
import { csv } from '../export/csv.ts';
import { parquet } from '../export/parquet.ts';
import type { TableFormat } from '../export/table-writer.ts';
import { claimsFile } from './claims-lines.ts';
import type { Contents, Thing } from './contents.ts';
import { ftmFile } from './ftm-lines.ts';
import { gexf } from './gexf.ts';
import { graphml } from './graphml.ts';
import { jsonLd } from './json-ld.ts';
import { nodeLink } from './node-link.ts';
import { tableColumns, tableOf } from './tables.ts';

type Bytes = AsyncIterable<string | Uint8Array>;

/** What a format has no place for, by how it is told of. */
export type LeftOut = Readonly<Record<string, number>>;

/** A file as it is being made. */
export interface FileInMaking {
  readonly bytes: Bytes;
  /** Known when the bytes have come. */
  leftOut?(): LeftOut;
}

/** A file of a format. */
export interface FileOfFormat {
  /** In a folder of several files its name. */
  readonly name: string;
  readonly columns?: readonly Column[];
  make(contents: Contents): FileInMaking;
}

export interface FileFormat {
  readonly name: string;
  /** Behind the dot. */
  readonly extension: string;
  readonly description: string;
  /** One, or several in a folder. */
  readonly files: readonly FileOfFormat[];
}

const one = (make: (contents: Contents) => FileInMaking): FileOfFormat[] => [{ name: 'graph', make }];

/** Formats of graphs, whose edges lead from an entity to an entity. */
const ofEdges = (write: (contents: Contents, left: { observations: number }) => Bytes): FileOfFormat[] =>
  one((contents) => {
    const left = { observations: 0 };
    return {
      bytes: write(contents, left),
      leftOut: () => ({ 'observations, which lead to no entity': left.observations }),
    };
  });

const THINGS: readonly Thing[] = ['entities', 'facts', 'claims', 'sources'];
const tables = (format: TableFormat): FileOfFormat[] =>
  THINGS.map((thing) => ({
    name: thing,
    columns: tableColumns[thing],
    make: (contents) => ({ bytes: tableOf(thing, format, contents) }),
  }));

export const fileFormats: readonly FileFormat[] = [
  {
    name: 'claims',
    extension: 'jsonl',
    description: 'a claims file, which `load` and `import` read: nothing that was said is lost',
    files: one((contents) => ({ bytes: claimsFile(contents) })),
  },
  {
    name: 'csv',
    extension: 'csv',
    description: 'a folder of tables: entities, facts, claims, sources',
    files: tables(csv),
  },
  {
    name: 'parquet',
    extension: 'parquet',
    description: 'the same tables with exact decimals and days',
    files: tables(parquet),
  },
  {
    name: 'ftm',
    extension: 'ftm.json',
    description: 'FollowTheMoney: who there is, who owns what, what is a part of what',
    files: one((contents) => {
      const left = { entities: 0, facts: 0 };
      return {
        bytes: ftmFile(contents, left),
        leftOut: () => ({
          'entities of kinds that FollowTheMoney has no schema for': left.entities,
          'facts that it has no word for': left.facts,
        }),
      };
    }),
  },
  {
    name: 'node-link',
    extension: 'json',
    description: 'JSON for networkx and D3: a directed multigraph with a key for each fact',
    files: ofEdges(nodeLink),
  },
  {
    name: 'graphml',
    extension: 'graphml',
    description: 'GraphML for igraph, yEd, Cytoscape, networkx',
    files: ofEdges(graphml),
  },
  { name: 'gexf', extension: 'gexf', description: 'GEXF 1.3 for Gephi', files: ofEdges(gexf) },
  {
    name: 'jsonld',
    extension: 'jsonld',
    description: 'JSON-LD in the words of schema.org and PROV',
    files: one((contents) => ({ bytes: jsonLd(contents) })),
  },
];
