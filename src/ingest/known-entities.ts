import type { WriteTransaction } from '../graph/graph.ts';
import type { Row } from '../graph/row.ts';
import type { Statements } from '../graph/statements.ts';
import { inBatches } from './batches.ts';
import type { EntityCard } from './entity.ts';

/** An entity that is in the graph. */
export interface KnownEntity {
  /** What is known of it by itself, whoever is merged into it. */
  readonly own: EntityCard;
  /** The entity that stands for it, when it is merged into another. */
  readonly intoId: string | null;
  /** Whether it is merged into another, or others into it: what is shown is more than its own. */
  readonly isGrouped: boolean;
}

function cardOf(row: Row): EntityCard {
  const list = (name: string): string[] => row.get(name) as string[];
  return {
    id: row.get('id') as string,
    kind: row.get('kind') as EntityCard['kind'],
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
  };
}

/** Reads what is known of entities; those that are not there are not in the answer. */
export async function knownEntities(
  transaction: WriteTransaction,
  statements: Statements,
  ids: Iterable<string>,
): Promise<Map<string, KnownEntity>> {
  const known = new Map<string, KnownEntity>();
  for (const batch of inBatches([...new Set(ids)]))
    for (const row of await transaction.run(statements.get('write/entities-known'), { ids: batch })) {
      const ownCard = row.get('ownCard') as string | null;
      known.set(String(row.get('id')), {
        own: ownCard === null ? cardOf(row) : (JSON.parse(ownCard) as EntityCard),
        intoId: row.get('intoId') as string | null,
        isGrouped: ownCard !== null,
      });
    }
  return known;
}
