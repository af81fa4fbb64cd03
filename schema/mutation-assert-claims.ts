import type { RequestContext } from '../src/context.ts';
import { applyChange } from '../src/ingest/write-claims.ts';
import { change, checkCount } from './mutation-change.ts';
import { SpokenOf } from './mutation-entities.ts';
import type { AssertClaimsShape } from './mutation-inputs.ts';
import { checkLengths } from './mutation-lengths.ts';
import type { Asserted } from './mutation-payloads.ts';
import { Problems } from './mutation-problems.ts';
import { readClaim, readSource } from './mutation-read.ts';

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/**
 * Puts what a source says into the graph.
 * @throws BadInput with all that cannot stand; nothing is written then.
 */
export async function assertClaims(input: AssertClaimsShape, context: RequestContext): Promise<Asserted> {
  checkCount('input.claims', input.claims.length);
  const problems = new Problems();
  checkLengths(input, 'input', problems);
  problems.throwIfAny();
  const source = readSource(input.source, 'input.source', problems);
  const spokenOf = new SpokenOf(problems);
  const path = (i: number): string => `input.claims[${i}]`;
  input.claims.forEach((claim, i) => {
    const add = (reference: Parameters<SpokenOf['add']>[0], field: string) =>
      spokenOf.add(reference, `${path(i)}.${field}`);
    readClaim(claim, source?.id ?? '', add, path(i), problems);
  });
  problems.throwIfAny();
  if (!source) throw new Error('a source that cannot stand was not refused');

  return change(context, async (transaction, statements) => {
    // Each try of the transaction looks anew, and tells of what it finds itself.
    const found = new Problems();
    if (!source.card) {
      const rows = await transaction.run(statements.get('write/known-source'), { id: source.id });
      if (rows.length === 0) found.add('input.source.id', `there is no source ${source.id} in the graph`);
    }
    const { cards, countries, newIds } = await spokenOf.find(transaction, statements, found);
    found.throwIfAny();
    const claims = input.claims.map((claim, i) =>
      readClaim(claim, source.id, (reference) => spokenOf.idOf(reference), path(i), found),
    );
    found.throwIfAny();
    const asserted = claims.filter((claim) => claim !== undefined);
    const applied = await applyChange(transaction, statements, {
      sources: source.card ? [source.card] : [],
      entities: cards,
      claims: asserted,
      retractions: [],
      countries,
    });
    const claimIds = asserted.map(({ id }) => id);
    return {
      isNews: applied.news.size + applied.asserted.size > 0,
      result: {
        sourceId: source.id,
        claimIds,
        newClaimIds: unique(claimIds).filter((id) => applied.asserted.has(id)),
        factIds: [...applied.factIds],
        entityIds: unique(cards.map(({ id }) => id)),
        newEntityIds: [...newIds],
      },
    };
  });
}
