import { describeEntity } from '../ftm/describe-entity.ts';
import { type FtmEntity, statementsOf } from '../ftm/ftm-entity.ts';
import { FtmIndex } from '../ftm/ftm-index.ts';
import { FtmProblem } from '../ftm/ftm-problem.ts';
import { hasProperty } from '../ftm/properties.ts';
import { schemata } from '../ftm/schemata.ts';
import { FtmSources } from '../ftm/sources.ts';
import { FtmEnds, ftmKey, type LookUp } from './ftm-ends.ts';
import type { FtmFile, FtmRecord } from './ftm-file.ts';
import { endsOf, entityRow, keysOf, linkRow } from './ftm-rows.ts';
import type { Input, InputPosition } from './input.ts';
import type { InputRow, RowContent } from './row.ts';

interface FtmRow<Raw> extends InputRow {
  readonly raw: Raw | null;
}

/** So many records are looked up at once, as long as they are small. */
const MOST_AHEAD = 500;
const MOST_AHEAD_BYTES = 4 * 1024 * 1024;
/** Readings of the file: what is in it, its entities, its links. */
const READINGS = 3;

type Numbered<Raw> = FtmRecord<Raw> & { readonly number: number };

async function* chunksOf<Raw>(records: AsyncIterable<Numbered<Raw>>): AsyncGenerator<Numbered<Raw>[]> {
  let chunk: Numbered<Raw>[] = [];
  let bytes = 0;
  for await (const record of records) {
    chunk.push(record);
    bytes += record.size;
    if (chunk.length < MOST_AHEAD && bytes < MOST_AHEAD_BYTES) continue;
    yield chunk;
    chunk = [];
    bytes = 0;
  }
  if (chunk.length > 0) yield chunk;
}

const isEntity = (said: FtmRecord<unknown>['said']): said is FtmEntity => !('kind' in said);
const isLink = (said: FtmRecord<unknown>['said']): said is FtmEntity => {
  const schema = isEntity(said) ? schemata[said.schema] : undefined;
  return schema !== undefined && 'link' in schema;
};
/** Whether an entity names others, which is said when all of them have been described. */
const hasParent = (said: FtmRecord<unknown>['said']): said is FtmEntity => {
  const schema = isEntity(said) ? schemata[said.schema] : undefined;
  return (
    schema !== undefined &&
    'kind' in schema &&
    schema.kind === 'ORGANIZATION' &&
    statementsOf(said as FtmEntity, 'parent').length > 0
  );
};

/**
 * A file of FollowTheMoney entities, which name each other by ids in any order. It is read three times: to see what there is,
 * for the entities, and for the links between them, so that whoever a claim is about has been described, by all its names
 * and registers, when the claim is made. An entity with a parent is a row of its own each time.
 */
export class FtmInput<Raw> implements Input<FtmRow<Raw>> {
  readonly wholeOf = null;
  readonly #file: FtmFile<Raw>;
  readonly #sources: FtmSources;
  readonly #lookUp: LookUp;
  readonly #index = new FtmIndex();
  readonly #ends: FtmEnds;
  readonly #strange = new Set<string>();
  #reading = 0;

  /** @param name of the file, from which entities without a dataset come. */
  constructor(name: string, file: FtmFile<Raw>, lookUp: LookUp, isDryRun: boolean) {
    this.#file = file;
    this.#sources = new FtmSources(name);
    this.#lookUp = lookUp;
    this.#ends = new FtmEnds(this.#index, isDryRun);
  }

  get refusedPath(): string {
    return this.#file.refusedPath;
  }

  async *rows(from: InputPosition): AsyncIterable<FtmRow<Raw>> {
    await this.#survey();
    let number = 0;
    const numbered = async function* (
      records: AsyncIterable<FtmRecord<Raw>>,
      isMeant: (said: FtmRecord<Raw>['said']) => boolean,
    ): AsyncGenerator<Numbered<Raw>> {
      for await (const record of records) {
        if (!isMeant(record.said)) continue;
        number += 1;
        if (number > from.row) yield { ...record, number };
      }
    };
    this.#reading = 1;
    for await (const chunk of chunksOf(numbered(this.#file.records(), (said) => !isLink(said)))) {
      const known = await this.#lookUp(chunk.flatMap(({ said }) => this.#keysOf(said)));
      for (const record of chunk) yield this.#row(record, (entity) => this.#entity(entity, known));
    }
    this.#reading = 2;
    for await (const chunk of chunksOf(
      numbered(this.#file.records(), (said) => isLink(said) || hasParent(said)),
    )) {
      const known = await this.#lookUp(
        chunk.flatMap(({ said }) => (isEntity(said) ? endsOf(said).map(ftmKey) : [])),
      );
      for (const record of chunk) yield this.#row(record, (entity) => this.#link(entity, known));
    }
  }

  /** Notes what each entity of the file is, and when each dataset was last seen. */
  async #survey(): Promise<void> {
    const isWhole = this.#file.whenApart !== null;
    for await (const { said } of this.#file.records()) {
      if (!isEntity(said)) continue;
      for (const [dataset, at] of said.lastSeen) this.#sources.noteSeen(dataset, at);
      this.#index.note(said, isWhole, this.#isFit(said));
    }
  }

  #isFit(entity: FtmEntity): boolean {
    const schema = schemata[entity.schema];
    if (!schema || !('kind' in schema)) return schema !== undefined;
    try {
      return describeEntity(entity, schema.kind).entity.names.length > 0;
    } catch (error) {
      if (error instanceof FtmProblem) return false;
      throw error;
    }
  }

  /** The schema of an entity, by all that the file says of it. */
  #schemaOf(entity: FtmEntity): string {
    const standing = this.#index.get(entity.id);
    return standing && typeof standing !== 'string' ? standing.schema : entity.schema;
  }

  /** What an entity may be known by in the graph; nothing when it is not fit to be looked for. */
  #keysOf(said: FtmRecord<Raw>['said']): string[] {
    const schema = isEntity(said) ? schemata[this.#schemaOf(said)] : undefined;
    if (!isEntity(said) || !schema || !('kind' in schema)) return [];
    try {
      return keysOf(said, schema.kind);
    } catch (error) {
      if (error instanceof FtmProblem) return [];
      throw error;
    }
  }

  #row({ number, line, said, raw }: Numbered<Raw>, read: (entity: FtmEntity) => RowContent): FtmRow<Raw> {
    return { number, line, raw, content: isEntity(said) ? this.#contentOf(said, line, read) : said };
  }

  #contentOf(entity: FtmEntity, rowLine: number, read: (entity: FtmEntity) => RowContent): RowContent {
    try {
      return read(entity);
    } catch (error) {
      if (!(error instanceof FtmProblem)) throw error;
      const { property, value, line, message } = error;
      const isElsewhere = line !== null && line !== rowLine;
      return {
        kind: 'refused',
        column: property === 'schema' || property === 'id' ? property : this.#file.pathOf(property),
        value: value.slice(0, 200),
        reason: isElsewhere ? `${message} (line ${line})` : message,
      };
    }
  }

  /** @throws FtmProblem when the file does not say in one place what the entity is. */
  #check({ id, schema }: FtmEntity): void {
    if (!schemata[schema])
      throw new FtmProblem({ property: 'schema', value: schema }, 'no schema of FollowTheMoney');
    const standing = this.#index.get(id);
    if (standing === 'apart' && this.#file.whenApart !== null)
      throw new FtmProblem({ property: 'canonical_id', value: id }, this.#file.whenApart);
    if (standing === 'torn')
      throw new FtmProblem(
        { property: 'schema', value: schema },
        `${id} is of schemata that exclude each other`,
      );
  }

  #entity(entity: FtmEntity, known: ReadonlyMap<string, string>): RowContent {
    this.#check(entity);
    const name = this.#schemaOf(entity);
    const schema = schemata[name];
    if (!schema || 'link' in schema)
      throw new FtmProblem({ property: 'schema', value: entity.schema }, `${entity.id} is an ${name} too`);
    if ('skip' in schema) return { kind: 'skipped', rule: `${name}: ${schema.skip}` };
    const kindBy = (key: string) => this.#ends.kindBy(key, known);
    const whole = { ...entity, schema: name };
    const row = entityRow(whole, schema.kind, this.#sources, kindBy, this.#strangers(entity));
    this.#ends.remember([entity.id, ...entity.otherIds], row.entity);
    return row.content;
  }

  #link(entity: FtmEntity, known: ReadonlyMap<string, string>): RowContent {
    this.#check(entity);
    const notes = isLink(entity) ? this.#strangers(entity) : [];
    return linkRow(entity, this.#sources, (id) => this.#ends.get(id, known), notes);
  }

  /** Properties that a schema does not have are told once. */
  #strangers({ schema, statements }: FtmEntity): string[] {
    const names = [...new Set(statements.map(({ property }) => property))];
    return names.flatMap((property) => {
      const key = `${schema}:${property}`;
      if (hasProperty(schema, property) || this.#strange.has(key)) return [];
      this.#strange.add(key);
      return [`${key} is no property that is known: left out, here and below`];
    });
  }

  progress() {
    const { bytes, of } = this.#file.progress();
    return { bytes: this.#reading * of + bytes, of: READINGS * of };
  }

  keepRefused(rows: readonly FtmRow<Raw>[], at: number): Promise<number> {
    return this.#file.keepRefused(
      rows.flatMap(({ raw }) => (raw === null ? [] : [raw])),
      at,
    );
  }

  async close(): Promise<void> {
    this.#index.close();
    await this.#file.close();
  }
}
