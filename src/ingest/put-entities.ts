import type { WriteTransaction } from '../graph/graph.ts';
import type { Statements } from '../graph/statements.ts';
import { identifierKey } from '../model/identifier.ts';
import { kinds } from '../ontology.ts';
import { groupBy, inBatches } from './batches.ts';
import { cardProperties, type EntityCard, matchKeys, mergeCards } from './entity.ts';
import { projectWithin } from './project.ts';

/** Reads the known cards of entities, so that new names are added to old ones. */
async function knownCards(
  transaction: WriteTransaction,
  statements: Statements,
  cards: readonly EntityCard[],
): Promise<Map<string, EntityCard>> {
  const kindOf = new Map(cards.map((card) => [card.id, card.kind]));
  const known = new Map<string, EntityCard>();
  for (const ids of inBatches([...kindOf.keys()])) {
    for (const row of await transaction.run(statements.get('write/entities-known'), { ids })) {
      const id = String(row.get('id'));
      const list = (name: string): string[] => row.get(name) as string[];
      const kind = kindOf.get(id);
      if (!kind) continue;
      known.set(id, {
        id,
        kind,
        placeType: row.get('placeType') as EntityCard['placeType'],
        description: row.get('description') as string | null,
        names: list('nameTexts').map((text, i) => ({
          text,
          language: list('nameLanguages')[i] || null,
          script: list('nameScripts')[i] || null,
          kind: list('nameKinds')[i] as EntityCard['names'][number]['kind'],
        })),
        identifiers: list('identifierSchemes').map((scheme, i) => ({
          scheme,
          value: list('identifierValues')[i] ?? '',
        })),
      });
    }
  }
  return known;
}

/** @returns the ids of the entities that were new or became better known. */
export async function putEntities(
  transaction: WriteTransaction,
  statements: Statements,
  cards: readonly EntityCard[],
): Promise<string[]> {
  const known = await knownCards(transaction, statements, cards);
  const merged = new Map(known);
  for (const card of cards) {
    const before = merged.get(card.id);
    merged.set(card.id, before ? mergeCards(before, card) : card);
  }
  const changed = [...merged.values()].filter((card) => {
    const before = known.get(card.id);
    return !before || JSON.stringify(cardProperties(before)) !== JSON.stringify(cardProperties(card));
  });
  for (const [kind, ofKind] of groupBy(changed, (card) => card.kind)) {
    const { label } = kinds[kind];
    const statement = statements.get('write/put-entities', label, { LABEL: label });
    for (const batch of inBatches(ofKind))
      await transaction.run(statement, {
        entities: batch.map((card) => ({ id: card.id, properties: cardProperties(card) })),
      });
  }
  const identifiers = changed.flatMap((card) =>
    card.identifiers.map((identifier) => ({ key: identifierKey(identifier), entityId: card.id })),
  );
  for (const batch of inBatches(identifiers))
    await transaction.run(statements.get('write/put-identifiers'), { identifiers: batch });
  const names = changed.flatMap((card) => matchKeys(card).map((key) => ({ key, entityId: card.id })));
  for (const batch of inBatches(names))
    await transaction.run(statements.get('write/put-match-names'), { names: batch });
  // A new place lies within itself; one that turns out to be a country becomes the country of all that lies in it.
  await projectWithin(
    transaction,
    statements,
    changed.filter((card) => card.kind === 'PLACE').map((card) => card.id),
  );
  return changed.map((card) => card.id);
}
