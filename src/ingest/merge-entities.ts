import neo4j from 'neo4j-driver';
import type { Row } from '../graph/row.ts';
import { kinds } from '../ontology.ts';
import { BATCH_SIZE } from './batches.ts';
import type { FactTerms } from './claim.ts';
import { showGroups } from './entity-groups.ts';
import type { KnownEntity } from './known-entities.ts';
import type { OpenChange } from './open-change.ts';
import { type ClaimPlace, placeOf, redirectsOf } from './place-claims.ts';
import { projectFacts } from './project.ts';

/** Why one entity cannot stand for another, and at which of the two it is seen; null when it can. */
export function mergeObstacle(
  from: KnownEntity,
  into: KnownEntity,
): { readonly end: 'from' | 'into'; readonly message: string } | null {
  const [fromId, intoId] = [from.own.id, into.own.id];
  if (fromId === intoId)
    return { end: 'into', message: 'an entity cannot be merged into itself: name another one' };
  if (from.own.kind !== into.own.kind)
    return {
      end: 'into',
      message: `${intoId} is of the kind ${into.own.kind}, ${fromId} of the kind ${from.own.kind}: only entities of one kind can be one`,
    };
  if (into.intoId === fromId)
    return {
      end: 'into',
      message: `${intoId} is merged into ${fromId} already: unmerge it first, to have it the other way round`,
    };
  if (from.intoId !== null)
    return {
      end: 'from',
      message: `${fromId} is merged into ${from.intoId} already: merge that one, or unmerge ${fromId} first`,
    };
  return null;
}

/** A claim's terms, with the fact it spoke of until now. */
type Moved = FactTerms & {
  readonly id: string;
  readonly key: string;
  readonly attributedToId: string | null;
  readonly factId: string;
};

/** Puts claims where they stand now. @returns the facts that they left and those that they came to. */
async function moveClaims(
  change: OpenChange,
  read: (after: string) => Promise<Row[]>,
  placesOf: (claims: readonly Moved[]) => Promise<readonly ClaimPlace[]>,
): Promise<Set<string>> {
  const touched = new Set<string>();
  for (let after = ''; ; ) {
    const claims = (await read(after)).map((row) => row.toObject() as unknown as Moved);
    const places = await placesOf(claims);
    await change.run('write/place-claims', {
      places: claims.map(({ id }, i) => ({ id, ...places[i] })),
    });
    for (const { factId } of [...claims, ...places]) touched.add(factId);
    const last = claims.at(-1);
    if (last === undefined || claims.length < BATCH_SIZE) return touched;
    after = last.key;
  }
}

const keepOwnCards = (change: OpenChange, entities: readonly KnownEntity[]): Promise<unknown> =>
  change.run('write/put-own-cards', {
    cards: entities.map(({ own }) => ({ id: own.id, ownCard: JSON.stringify(own) })),
  });

/**
 * Has one entity stand for another: its id leads there, and its claims and what it is known by count there.
 * @param from not merged itself. @param into the one named, which another may stand for.
 */
export async function mergeEntity(change: OpenChange, from: KnownEntity, into: KnownEntity): Promise<void> {
  const fromId = from.own.id;
  const intoId = into.intoId ?? into.own.id;
  const { label } = kinds[from.own.kind];
  await keepOwnCards(change, into.intoId === null ? [from, into] : [from]);
  await change.run(change.statements.get('write/merge-entity', label, { LABEL: label }), {
    fromId,
    statedIntoId: into.own.id,
    intoId,
  });
  const limit = neo4j.int(BATCH_SIZE);
  // Claims that are moved are no longer among those about it, so that the first batch is always the next one.
  const touched = await moveClaims(
    change,
    () => change.run('write/claims-about', { id: fromId, after: '', limit }),
    async (claims) => claims.map((claim) => placeOf(claim, (id) => (id === fromId ? intoId : id))),
  );
  await showGroups(change, [intoId]);
  await projectFacts(change, [...touched]);
  change.did('mergedIds', [`${fromId} ${into.own.id}`]);
}

/** Undoes a merge: the entity, and those merged into it, are what they were, with what was said of them since. */
export async function unmergeEntity(change: OpenChange, entity: KnownEntity): Promise<void> {
  const { id, kind } = entity.own;
  const rootId = entity.intoId;
  if (rootId === null) throw new Error(`${id} is not merged`);
  const { label } = kinds[kind];
  const merged = await change.run('write/merged-into', { id: rootId });
  const parentOf = new Map(merged.map((row) => [String(row.get('id')), String(row.get('mergedIntoId'))]));
  const isBelow = (other: string | undefined): boolean =>
    other !== undefined && (other === id || isBelow(parentOf.get(other)));
  const followerIds = [...parentOf.keys()].filter((other) => other !== id && isBelow(other));
  await change.run(change.statements.get('write/unmerge-entity', label, { LABEL: label }), {
    id,
    followerIds,
  });
  await showGroups(change, [id, rootId]);
  const limit = neo4j.int(BATCH_SIZE);
  const touched = await moveClaims(
    change,
    (after) => change.run('write/claims-stated-about', { ids: [id, ...followerIds], after, limit }),
    async (claims) => {
      const redirects = await redirectsOf(
        change,
        claims.flatMap((claim) =>
          [claim.subjectId, claim.objectId, claim.attributedToId].filter((end) => end !== null),
        ),
      );
      return claims.map((claim) => placeOf(claim, (end) => redirects.get(end) ?? end));
    },
  );
  await projectFacts(change, [...touched]);
  change.did('unmergedIds', [`${id} ${rootId}`]);
}
