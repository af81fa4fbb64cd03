import { kinds } from '../ontology.ts';
import { groupBy, inBatches } from './batches.ts';
import { cardProperties, type EntityCard } from './entity.ts';
import type { OpenChange } from './open-change.ts';
import { projectWithin } from './project.ts';

/** Writes what entities are shown with. */
export async function writeCards(change: OpenChange, cards: readonly EntityCard[]): Promise<void> {
  for (const [kind, ofKind] of groupBy(cards, (card) => card.kind)) {
    const { label } = kinds[kind];
    const statement = change.statements.get('write/put-entities', label, { LABEL: label });
    for (const batch of inBatches(ofKind))
      await change.run(statement, {
        entities: batch.map((card) => ({ id: card.id, properties: cardProperties(card) })),
      });
  }
  // A new place lies within itself; one that turns out to be a country becomes the country of all that lies in it.
  await projectWithin(
    change,
    cards.filter((card) => card.kind === 'PLACE').map((card) => card.id),
  );
}
