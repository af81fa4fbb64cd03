import { z } from 'zod';
import type { WriteTransaction } from '../src/graph/graph.ts';
import type { Statements } from '../src/graph/statements.ts';
import { entityLine } from '../src/ingest/claims-file.ts';
import { cardOf, type EntityCard } from '../src/ingest/entity.ts';
import { knownEntities } from '../src/ingest/known-entities.ts';
import {
  countriesOf,
  type DescribedEntity,
  newEntityId,
  resolveEntities,
} from '../src/ingest/resolve-entities.ts';
import { foldName } from '../src/model/names.ts';
import { kindOfId, kinds } from '../src/ontology.ts';
import type { DescriptionShape, ReferenceShape } from './mutation-inputs.ts';
import type { Problems } from './mutation-problems.ts';

/** Most names, and most identifiers, that one description brings. */
const MAX_NAMES = 100;
/** Without the names, which one that is there need not bring. */
const described = entityLine.extend({
  names: z.array(entityLine.shape.names.element).max(MAX_NAMES),
  identifiers: entityLine.shape.identifiers.unwrap().max(MAX_NAMES).default([]),
});

/** What is given of an input: GraphQL's null is the same as nothing. */
export const given = (input: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value != null));

/** Reads what an entity is known by. @returns undefined, and keeps why, when it cannot stand. */
export function readDescription(
  { country, ...input }: DescriptionShape,
  id: string | null,
  path: string,
  problems: Problems,
): DescribedEntity | undefined {
  if (country != null && !/^[A-Z]{2}$/.test(country)) {
    problems.add(`${path}.country`, `"${country}" is no ISO 3166-1 alpha-2 code such as KZ`);
    return undefined;
  }
  if (id === null && !input.names?.length && !input.identifiers?.length) {
    problems.add(`${path}.names`, 'give a name or an identifier: nothing else tells which entity is meant');
    return undefined;
  }
  for (const [i, { text }] of (input.names ?? []).entries())
    if (text.trim() !== '' && foldName(text) === '') {
      problems.add(`${path}.names[${i}].text`, `"${text}" has no letter and no digit to be known by`);
      return undefined;
    }
  const placeholder = `${kinds[input.kind].prefix}_x`;
  const line = { names: [], ...given(input), type: 'entity', id: id ?? placeholder };
  const parsed = problems.parse(described, line, path);
  const card = parsed && problems.attempt(path, () => cardOf(parsed));
  return card && { ...card, id, country: country ?? null };
}

/** The entities that an input speaks of, gathered first and then found in the graph together. */
export class SpokenOf {
  readonly #problems: Problems;
  /** By what they say: a thousand claims about one entity describe it once. */
  readonly #described = new Map<string, { readonly entity: DescribedEntity; readonly path: string }>();
  /** Ids that are referred to, each with the first place. */
  readonly #referred = new Map<string, string>();
  #ids: ReadonlyMap<string, string> = new Map();

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** @returns an id to check claims with: the entity's own, or one of its kind. Undefined when it cannot stand. */
  add(reference: ReferenceShape, path: string): string | undefined {
    const { id } = reference;
    if (id != null) {
      if (kindOfId(id) === undefined) {
        this.#problems.add(`${path}.id`, `"${id}" is not the id of an entity`);
        return undefined;
      }
      if (!this.#referred.has(id)) this.#referred.set(id, `${path}.id`);
      return id;
    }
    return this.describe(reference.described as DescriptionShape, null, `${path}.described`);
  }

  describe(input: DescriptionShape, id: string | null, path: string): string | undefined {
    const key = JSON.stringify(input);
    let entity = this.#described.get(key)?.entity;
    if (!entity) {
      entity = readDescription(input, id, path, this.#problems);
      if (!entity) return undefined;
      this.#described.set(key, { entity, path });
    }
    return id ?? newEntityId(entity);
  }

  /** The id of an entity, once they are found. */
  idOf({ id, described: input }: ReferenceShape): string {
    const found = id ?? this.#ids.get(JSON.stringify(input));
    if (found === undefined) throw new Error('an entity was not looked for');
    return found;
  }

  /**
   * Finds them within a transaction; what is wrong goes to `problems`.
   * @returns what is to be known of those described, and which of these are new.
   */
  async find(
    transaction: WriteTransaction,
    statements: Statements,
    problems: Problems,
  ): Promise<{
    readonly cards: readonly EntityCard[];
    readonly countries: ReadonlyMap<string, string>;
    readonly newIds: ReadonlySet<string>;
  }> {
    const gathered = [...this.#described];
    const entities = gathered.map(([, { entity }]) => entity);
    const resolved = entities.length === 0 ? [] : await resolveEntities(transaction, statements, entities);
    const ids = new Map<string, string>();
    gathered.forEach(([key, { path }], i) => {
      const id = resolved[i];
      if (typeof id === 'string') ids.set(key, id);
      else if (id) problems.add(`${path}.${id.path}`, id.message);
    });
    this.#ids = ids;
    const wanted = [...new Set([...ids.values(), ...this.#referred.keys()])];
    const known = await knownEntities(transaction, statements, wanted);
    for (const [id, path] of this.#referred)
      if (!known.has(id)) problems.add(path, `there is no entity ${id} in the graph`);
    const cards: EntityCard[] = [];
    const named = new Set(entities.flatMap((entity, i) => (entity.names.length > 0 ? [resolved[i]] : [])));
    for (const [key, { entity, path }] of gathered) {
      const id = ids.get(key);
      if (id === undefined) continue;
      if (!known.has(id) && !named.has(id))
        problems.add(`${path}.names`, 'no entity is known by this, and a new one needs a name');
      const { country: _, ...card } = entity;
      // A card without a name is not taken for a description (`mergeCards`): it goes on under the name that stands.
      const names = card.names.length > 0 ? card.names : (known.get(id)?.own.names.slice(0, 1) ?? []);
      cards.push({ ...card, id, names });
    }
    const countries = countriesOf(entities, resolved);
    return { cards, countries, newIds: new Set([...ids.values()].filter((id) => !known.has(id))) };
  }
}
