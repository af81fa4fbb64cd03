import type { FactRow } from '../loaders/fact-rows.ts';
import { claimsOf } from './claim-lists.ts';
import type { GraphAt } from './graph-at.ts';

/** The entities and sources that some facts and their claims name. */
export class Extent {
  readonly entityIds = new Set<string>();
  readonly sourceIds = new Set<string>();

  static async of(at: GraphAt, pages: AsyncIterable<readonly FactRow[]>): Promise<Extent> {
    const extent = new Extent();
    for await (const facts of pages) {
      for (const { subjectId, objectId } of facts) extent.#addEntities(subjectId, objectId);
      const ids = facts.map(({ id }) => id);
      for await (const claims of claimsOf(at, 'fact', ids))
        for (const claim of claims) {
          extent.#addEntities(claim.subjectId, claim.objectId, claim.attributedToId);
          extent.sourceIds.add(claim.sourceId);
        }
    }
    return extent;
  }

  #addEntities(...ids: readonly (string | null)[]): void {
    for (const id of ids) if (id !== null) this.entityIds.add(id);
  }
}
