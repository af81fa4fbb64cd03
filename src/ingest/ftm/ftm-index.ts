import type { FtmEntity } from './ftm-entity.ts';
import { IdTable } from './id-table.ts';
import { combineSchemata, schemaNames } from './schemata.ts';

/** What a file says of an id: the schema of an entity that can be read, or why none can. */
export type Standing =
  | { readonly schema: string }
  /** Its statements do not stand together. */
  | 'apart'
  /** It is said to be of schemata that exclude each other. */
  | 'torn'
  | 'refused';

const troubles = ['apart', 'torn', 'refused'] as const;
const FIRST_TROUBLE = 250;

/** Ids and former ids are kept apart: a former id may be an id too, of an entity that was not merged. */
const own = (id: string): string => `=${id}`;
const former = (id: string): string => `~${id}`;

/** What all entities of a file are, in constant memory, so that what links say of them can be judged wherever they stand. */
export class FtmIndex {
  readonly #table = new IdTable();

  #read(key: string): Standing | undefined {
    const code = this.#table.get(key);
    if (code === 0) return undefined;
    return troubles[code - FIRST_TROUBLE] ?? { schema: schemaNames[code - 1] as string };
  }

  #write(key: string, standing: Standing): void {
    this.#table.set(
      key,
      typeof standing === 'string'
        ? FIRST_TROUBLE + troubles.indexOf(standing)
        : 1 + schemaNames.indexOf(standing.schema),
    );
  }

  /**
   * Notes an entity.
   * @param isWhole whether all that is said of it must stand in one place: met again, it is apart.
   * @param isFit whether it can be taken as it stands.
   */
  note({ id, otherIds, schema }: FtmEntity, isWhole: boolean, isFit: boolean): void {
    const before = this.#read(own(id));
    const now: Standing = isFit ? { schema } : 'refused';
    this.#write(own(id), before === undefined ? now : isWhole ? 'apart' : FtmIndex.#both(before, now));
    const standing = this.#read(own(id));
    if (standing) for (const other of otherIds) this.#write(former(other), standing);
  }

  /** What an id stands for that is said twice. */
  static #both(before: Standing, now: Standing): Standing {
    if (before === 'refused') return now;
    if (typeof before === 'string' || typeof now === 'string') return before;
    const schema = combineSchemata(before.schema, now.schema);
    return schema === null ? 'torn' : { schema };
  }

  /** What the file says of an id; undefined when nothing. */
  get(id: string): Standing | undefined {
    return this.#read(own(id)) ?? this.#read(former(id));
  }

  close(): void {
    this.#table.close();
  }
}
