import { inBatches } from './batches.ts';
import { type EntityCard, mergeCards } from './entity.ts';
import type { OpenChange } from './open-change.ts';
import { writeCards } from './write-cards.ts';

/** An entity is shown with its own card and those of the entities merged into it, in the order in which they were merged. */
export async function showGroups(change: OpenChange, ids: Iterable<string>): Promise<void> {
  const shown: EntityCard[] = [];
  const alone: string[] = [];
  for (const batch of inBatches([...new Set(ids)]))
    for (const row of await change.run('write/group-cards', { ids: batch })) {
      const cards = (row.get('cards') as string[]).map((card) => JSON.parse(card) as EntityCard);
      shown.push(cards.reduce(mergeCards));
      if (cards.length === 1) alone.push(String(row.get('id')));
    }
  await writeCards(change, shown);
  if (alone.length > 0)
    await change.run('write/put-own-cards', { cards: alone.map((id) => ({ id, ownCard: null })) });
}
