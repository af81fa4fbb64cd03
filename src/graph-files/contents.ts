import { type ClaimRow, claimColumns } from '../loaders/claim-rows.ts';
import { readClaimFilter } from '../loaders/claims.ts';
import type { EntityRow } from '../loaders/entities.ts';
import { entityPage } from '../loaders/entity-lists.ts';
import type { FactRow } from '../loaders/fact-rows.ts';
import { factColumns, pageKey } from '../loaders/facts.ts';
import { type SourceRow, sourcePage } from '../loaders/sources.ts';
import type { PageRequest, PageShape } from '../model/page.ts';
import { claimsOf } from './claim-lists.ts';
import { Extent } from './extent.ts';
import { type GraphAt, PAGE_SIZE } from './graph-at.ts';
import type { Selection, Walk } from './selection.ts';

export type Thing = 'entities' | 'facts' | 'claims' | 'sources';

const everyDetail = { type: true, details: true, names: true } as const;
const everyEntity = { kinds: null, within: null, nameStartsWith: null };
const everyClaim = {
  anchor: 'all',
  where: readClaimFilter({ includeRetracted: true }),
  columns: claimColumns,
} as const;
const order = { by: 'RECENT', direction: 'DESC' } as const;
/** Ids are looked up so many at once. */
const BATCH = 1_000;

interface PageOf<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
}

/** Pages that follow each other, each read from the key of the last item before it. */
async function* pagesOf<T>(
  list: 'fact' | 'name' | 'source' | 'claim',
  read: (page: PageRequest) => Promise<PageOf<T>>,
  keyOf: (item: T) => string,
): AsyncGenerator<readonly T[]> {
  let key: string | null = null;
  for (;;) {
    const page: PageOf<T> = await read({
      size: PAGE_SIZE,
      isBackward: false,
      hasCursor: key !== null,
      cursor: key === null ? null : { order: list, key },
    });
    if (page.items.length > 0) yield page.items;
    const last = page.items.at(-1);
    if (!page.hasNextPage || last === undefined) return;
    key = keyOf(last);
  }
}

/** What is the same of pages behind unlike cursors. */
const shapeOf = ({ cursor: _, ...page }: PageRequest): PageShape => page;

type OnItems = (thing: Thing, count: number) => void;

/** What is exported: the entities, facts, claims and sources of a selection, a page at a time. */
export class Contents {
  readonly at: GraphAt;
  readonly selection: Selection;
  readonly #onItems: OnItems;
  /** That which the others of one selection were made from; it knows how far all of them reach. */
  readonly #first: Contents;
  #extent: Promise<Extent> | null = null;

  constructor(at: GraphAt, selection: Selection, onItems: OnItems = () => {}, first?: Contents) {
    this.at = at;
    this.selection = selection;
    this.#onItems = onItems;
    this.#first = first ?? this;
  }

  /** The same once more, counted anew or not at all. How far it reaches is read once for all of them. */
  again(onItems?: OnItems): Contents {
    return new Contents(this.at, this.selection, onItems, this.#first);
  }

  /** Every fact once. */
  async *facts(): AsyncGenerator<readonly FactRow[]> {
    for await (const facts of this.#facts()) {
      this.#onItems('facts', facts.length);
      yield facts;
    }
  }

  async *#facts(): AsyncGenerator<readonly FactRow[]> {
    const { walks, entities } = this.selection;
    // A fact of an entity about itself is met from both ends.
    const loops = new Set<string>();
    for (const walk of walks) {
      const earlier = new Set(entities.slice(0, Math.max(0, entities.indexOf(walk.key))));
      for await (const facts of this.#walk(walk)) {
        const own = facts.filter(({ id, subjectId, objectId }) => {
          if (earlier.has(subjectId === walk.key ? (objectId ?? '') : subjectId)) return false;
          return subjectId !== objectId || (!loops.has(id) && loops.add(id));
        });
        if (own.length > 0) yield own;
      }
    }
  }

  #walk({ list, branches, where, key }: Walk): AsyncGenerator<readonly FactRow[]> {
    return pagesOf(
      'fact',
      (page) =>
        this.at.read(({ loaders }) =>
          loaders.factPages.load(
            { list, branches, where, order, page: shapeOf(page), isLookingOn: true, columns: factColumns },
            pageKey(key, page.cursor),
          ),
        ),
      (fact) => fact.key,
    );
  }

  /** The entities at the ends of facts and claims, with all that they are known by; of the whole graph, all. */
  async *entities(): AsyncGenerator<readonly EntityRow[]> {
    const pages = this.selection.isWhole
      ? pagesOf(
          'name',
          (page) => this.at.read(({ reader }) => entityPage(reader, everyEntity, 'ASC', page, everyDetail)),
          ({ key }) => key,
        )
      : this.#named([...(await this.extent()).entityIds]);
    for await (const page of pages) {
      const entities = page.map((item) => ('entity' in item ? item.entity : item));
      this.#onItems('entities', entities.length);
      yield entities;
    }
  }

  async *#named(ids: readonly string[]): AsyncGenerator<readonly EntityRow[]> {
    for (let i = 0; i < ids.length; i += BATCH) {
      const batch = ids.slice(i, i + BATCH);
      const found = await this.at.read(({ loaders }) => loaders.entities.readAhead(everyDetail, batch));
      yield found.flatMap((entity) => entity ?? []);
    }
  }

  /** The claims about facts, also those taken back; of the whole graph all, in the order in which they were recorded. */
  claims(): AsyncGenerator<readonly ClaimRow[]> {
    const pages = this.selection.isWhole
      ? pagesOf<ClaimRow>(
          'claim',
          (page) => this.at.read(({ loaders }) => loaders.claimPages.load({ ...everyClaim, page }, '')),
          ({ key }) => key,
        )
      : this.#claimsOfSelection();
    return this.#counted(pages);
  }

  async *#claimsOfSelection(): AsyncGenerator<readonly ClaimRow[]> {
    for await (const facts of this.#facts())
      yield* claimsOf(
        this.at,
        'fact',
        facts.map(({ id }) => id),
      );
  }

  /** The claims of some sources, likewise, one source after the other; for the whole graph. */
  claimsOfSources(ids: readonly string[]): AsyncGenerator<readonly ClaimRow[]> {
    return this.#counted(claimsOf(this.at, 'source', ids));
  }

  async *#counted(pages: AsyncIterable<readonly ClaimRow[]>): AsyncGenerator<readonly ClaimRow[]> {
    for await (const claims of pages) {
      this.#onItems('claims', claims.length);
      yield claims;
    }
  }

  async *sources(): AsyncGenerator<readonly SourceRow[]> {
    const pages = this.selection.isWhole
      ? pagesOf<SourceRow>(
          'source',
          (page) => this.at.read(({ reader }) => sourcePage(reader, page)),
          ({ key }) => key,
        )
      : this.#namedSources([...(await this.extent()).sourceIds].toSorted());
    for await (const sources of pages) {
      this.#onItems('sources', sources.length);
      yield sources;
    }
  }

  async *#namedSources(ids: readonly string[]): AsyncGenerator<readonly SourceRow[]> {
    for (let i = 0; i < ids.length; i += BATCH) {
      const batch = ids.slice(i, i + BATCH);
      const found = await this.at.read(({ loaders }) => loaders.sources.readAhead({}, batch));
      yield found.flatMap((source) => source ?? []);
    }
  }

  /** What a part of the graph reaches to; read once, and its ids kept. */
  extent(): Promise<Extent> {
    const first = this.#first;
    first.#extent ??= Extent.of(first.at, first.#facts());
    return first.#extent;
  }
}
