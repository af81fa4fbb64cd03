import { type Identifier, identifierKey } from '../model/identifier.ts';
import { nameOfKey } from '../model/match-name.ts';
import { blocksOf } from '../model/name-blocks.ts';
import { inBatches } from './batches.ts';
import { cardProperties, type EntityCard, matchKeys, mergeCards } from './entity.ts';
import { showGroups } from './entity-groups.ts';
import { knownEntities } from './known-entities.ts';
import type { OpenChange } from './open-change.ts';
import { writeCards } from './write-cards.ts';

/** Ties identifiers and names to the entities that they are known by, merged or not. */
async function tieKeys(change: OpenChange, cards: readonly EntityCard[]): Promise<void> {
  const identifiers = cards.flatMap((card) =>
    card.identifiers.map((identifier) => ({ key: identifierKey(identifier), entityId: card.id })),
  );
  for (const batch of inBatches(identifiers))
    await change.send('write/put-identifiers', { identifiers: batch });
  const names = cards.flatMap((card) =>
    matchKeys(card).map((key) => ({
      key,
      name: nameOfKey(key),
      entityId: card.id,
      ...blocksOf(key),
    })),
  );
  for (const batch of inBatches(names)) await change.send('write/put-match-names', { names: batch });
}

/**
 * Of entities that are merged each keeps its own identifiers: said of another of them, one is known already, and written on
 * both cards it could not be read again by itself.
 */
async function withoutOthers(
  change: OpenChange,
  cards: readonly EntityCard[],
  isGrouped: (card: EntityCard) => boolean,
): Promise<readonly EntityCard[]> {
  const keys = cards.filter(isGrouped).flatMap(({ identifiers }) => identifiers.map(identifierKey));
  if (keys.length === 0) return cards;
  const owners = new Map<string, string>();
  for (const batch of inBatches([...new Set(keys)]))
    for (const row of await change.run('write/identifier-owners', { keys: batch }))
      owners.set(String(row.get('key')), String(row.get('id')));
  const isOwn = (id: string, identifier: Identifier): boolean =>
    (owners.get(identifierKey(identifier)) ?? id) === id;
  return cards.map((card) =>
    isGrouped(card)
      ? { ...card, identifiers: card.identifiers.filter((identifier) => isOwn(card.id, identifier)) }
      : card,
  );
}

/**
 * Adds to what is known of entities.
 * @returns the ids of those that were new or became better known.
 */
export async function putEntities(change: OpenChange, said: readonly EntityCard[]): Promise<string[]> {
  const known = await knownEntities(
    change.transaction,
    change.statements,
    said.map(({ id }) => id),
  );
  const isGrouped = (card: EntityCard): boolean => known.get(card.id)?.isGrouped === true;
  const cards = await withoutOthers(change, said, isGrouped);
  const merged = new Map([...known].map(([id, { own }]) => [id, own]));
  for (const card of cards) {
    const before = merged.get(card.id);
    merged.set(card.id, before ? mergeCards(before, card) : card);
  }
  const changed = [...merged.values()].filter((card) => {
    const before = known.get(card.id);
    return !before || JSON.stringify(cardProperties(before.own)) !== JSON.stringify(cardProperties(card));
  });
  await writeCards(
    change,
    changed.filter((card) => !isGrouped(card)),
    ({ id }) => !known.has(id),
  );
  await tieKeys(change, changed);
  const grouped = changed.filter(isGrouped);
  if (grouped.length > 0) {
    await change.run('write/put-own-cards', {
      cards: grouped.map((card) => ({ id: card.id, ownCard: JSON.stringify(card) })),
    });
    await showGroups(
      change,
      grouped.map(({ id }) => known.get(id)?.intoId ?? id),
    );
  }
  return changed.map((card) => card.id);
}
