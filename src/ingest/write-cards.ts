import type { Statement } from '../graph/statements.ts';
import { withoutNulls } from '../model/without-nulls.ts';
import { kinds } from '../ontology.ts';
import { groupBy, inBatches } from './batches.ts';
import { cardProperties, type EntityCard } from './entity.ts';
import type { OpenChange } from './open-change.ts';
import { projectWithin } from './project.ts';

/** Writes what entities are shown with. @param isNew which of them are not in the graph yet. */
export async function writeCards(
  change: OpenChange,
  cards: readonly EntityCard[],
  isNew: (card: EntityCard) => boolean = () => false,
): Promise<void> {
  for (const [kind, ofKind] of groupBy(cards, (card) => card.kind)) {
    const { label } = kinds[kind];
    const [create, put] = ['create', 'put'].map((verb) =>
      change.statements.get(`write/${verb}-entities`, label, { LABEL: label }),
    ) as [Statement, Statement];
    for (const batch of inBatches(ofKind.filter(isNew)))
      await change.send(create, {
        entities: batch.map((card) => withoutNulls({ id: card.id, ...cardProperties(card) })),
      });
    for (const batch of inBatches(ofKind.filter((card) => !isNew(card))))
      await change.send(put, {
        entities: batch.map((card) => ({ id: card.id, properties: cardProperties(card) })),
      });
  }
  // A new place lies within itself; one that turns out to be a country becomes the country of all that lies in it.
  await projectWithin(
    change,
    cards.filter((card) => card.kind === 'PLACE').map((card) => card.id),
  );
}
