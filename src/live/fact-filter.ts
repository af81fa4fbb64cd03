import type { FactRow } from '../loaders/fact-rows.ts';
import type { Predicate } from '../ontology.ts';

/** Which facts a follower asks about: those of some kinds, with one of some entities at an end. */
export class FactFilter {
  /** Filters that ask the same have the same. */
  readonly key: string;
  readonly entities: readonly string[] | null;
  readonly #predicates: ReadonlySet<Predicate> | null;
  /** The entities that those asked about stand for, and who stands for them. */
  #standing: readonly string[] = [];
  #stoodAt = -1;
  #ids: ReadonlySet<string>;

  constructor(entities: readonly string[] | null, predicates: readonly Predicate[] | null) {
    this.entities = entities && [...new Set(entities)].sort();
    this.#predicates = predicates && new Set(predicates);
    this.#ids = new Set(this.entities);
    this.key = JSON.stringify([this.entities, predicates && [...new Set(predicates)].sort()]);
  }

  /** Whether it asks about every fact. */
  get isOpen(): boolean {
    return this.entities === null && this.#predicates === null;
  }

  /**
   * Learns who stands for its entities, by their ids, from a change on. Facts of that change may have been about whoever stood
   * for them until then.
   */
  stand(change: number, standing: ReadonlyMap<string, string>): void {
    // Of a change that could not be read to its end it learns twice.
    if (change === this.#stoodAt) return;
    this.#stoodAt = change;
    const before = this.#standing;
    this.#standing = (this.entities ?? []).map((id) => standing.get(id) ?? id);
    this.#ids = new Set([...(this.entities ?? []), ...before, ...this.#standing]);
  }

  /** From the next change on, only those that stand count. */
  settle(): void {
    this.#ids = new Set([...(this.entities ?? []), ...this.#standing]);
  }

  matches({
    predicate,
    subjectId,
    objectId,
  }: Pick<FactRow, 'predicate' | 'subjectId' | 'objectId'>): boolean {
    if (this.#predicates && !this.#predicates.has(predicate)) return false;
    if (!this.entities) return true;
    return this.#ids.has(subjectId) || (objectId !== null && this.#ids.has(objectId));
  }
}
