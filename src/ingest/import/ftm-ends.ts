import type { Graph } from '../../graph/graph.ts';
import { identifierKey } from '../../model/identifier.ts';
import { type EntityKind, kindOfId } from '../../ontology.ts';
import type { FtmIndex } from '../ftm/ftm-index.ts';
import { FTM_SCHEME } from '../ftm/identifiers.ts';
import { schemata } from '../ftm/schemata.ts';
import type { RowEntity } from './row.ts';

/** Finds whom identifiers name in the graph: ids of entities by identifier keys. */
export type LookUp = (identifierKeys: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Looks in a graph as it is between two batches. */
export const lookUpIn =
  (graph: Graph): LookUp =>
  async (identifierKeys) => {
    if (identifierKeys.length === 0) return new Map();
    const params = {
      entityIds: [],
      claimIds: [],
      identifierKeys: [...new Set(identifierKeys)],
      identified: [],
    };
    const [row] = await graph.read(graph.statements.get('write/known-ids'), params, { timeoutMs: 60_000 });
    return new Map((row?.get('identifiers') ?? []) as [string, string][]);
  };

export const ftmKey = (id: string): string => identifierKey({ scheme: FTM_SCHEME, value: id });
/** What a row calls an entity of that id. */
export const ftmRef = (id: string): string => `${FTM_SCHEME}:${id}`;

const keysOf = ({ entity }: RowEntity): string[] => entity.identifiers.map(identifierKey);

/** What an end of a link turns out to be. */
export type End =
  /** An entity that the row has to describe. */
  | { readonly entity: RowEntity }
  /** An entity of the graph. */
  | { readonly id: string }
  /** None that is kept here. */
  | { readonly skipped: string }
  | { readonly problem: string };

/** An import writes at most so many rows at a time: those given out before them are in the graph, or were refused. */
const MOST_UNWRITTEN = 2_000;

/**
 * Tells what ids stand for, once all entities of a file have been given out. Most are found in the graph, where they may be
 * one with an entity of another source. The last ones may not be written yet: they are described again, in full, so that
 * they come to the same. Whoever is neither was refused, or was never described: no entity is made of an id alone.
 */
export class FtmEnds {
  readonly #index: FtmIndex;
  readonly #isDryRun: boolean;
  readonly #recent = new Map<string, RowEntity>();
  readonly #recentKinds = new Map<string, EntityKind>();
  readonly #recentIds: (readonly string[])[] = [];

  constructor(index: FtmIndex, isDryRun: boolean) {
    this.#index = index;
    this.#isDryRun = isDryRun;
  }

  /** Remembers an entity that has just been given out, under all its ids. */
  remember(ids: readonly string[], entity: RowEntity): void {
    for (const id of ids) this.#recent.set(id, entity);
    for (const key of keysOf(entity)) this.#recentKinds.set(key, entity.entity.kind);
    this.#recentIds.push(ids);
    if (this.#recentIds.length > 2 * MOST_UNWRITTEN)
      for (const id of this.#recentIds.splice(0, MOST_UNWRITTEN).flat()) this.#forget(id);
  }

  #forget(id: string): void {
    const entity = this.#recent.get(id);
    this.#recent.delete(id);
    if (entity) for (const key of keysOf(entity)) this.#recentKinds.delete(key);
  }

  /** The kind of the entity that an identifier names, in the graph or on its way there. */
  kindBy(key: string, known: ReadonlyMap<string, string>): EntityKind | undefined {
    const id = known.get(key);
    return id === undefined ? this.#recentKinds.get(key) : kindOfId(id);
  }

  /** @param known whom ids of links name in the graph, by identifier keys. */
  get(id: string, known: ReadonlyMap<string, string>): End {
    const recent = this.#recent.get(id);
    if (recent) return { entity: recent };
    const found = known.get(ftmKey(id));
    if (found !== undefined) return { id: found };
    const standing = this.#index.get(id);
    if (standing === undefined) return { problem: 'no entity of this id in the file or in the graph' };
    if (typeof standing === 'string') return { problem: 'the entity of this id is refused' };
    const schema = schemata[standing.schema];
    if (schema && 'kind' in schema) {
      // What a dry run would have written is not there to be found.
      if (this.#isDryRun) return { entity: { ref: ftmRef(id), entity: idOnly(id, schema.kind) } };
      return { problem: 'the entity of this id is refused' };
    }
    return { skipped: standing.schema };
  }
}

const idOnly = (id: string, kind: EntityKind): RowEntity['entity'] => ({
  id: null,
  kind,
  placeType: null,
  description: null,
  names: [],
  identifiers: [{ scheme: FTM_SCHEME, value: id }],
  country: null,
});
