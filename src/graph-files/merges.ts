import type { EntityCard } from '../ingest/entity.ts';
import { isPast, requiredColumn } from '../loaders/read.ts';
import { mergedEntitiesStatement, ownCardsStatement } from './export-statements.ts';
import type { GraphAt } from './graph-at.ts';

/** Which entities are merged into others. */
export interface Merges {
  /** What each is known by itself: those merged into others, and those that others are merged into. */
  readonly ownCards: ReadonlyMap<string, EntityCard>;
  /** In the order in which they were merged; `into` is the one that was named. */
  readonly list: readonly { readonly entity: string; readonly into: string }[];
}

const cardsIn = (texts: readonly string[]): [string, EntityCard][] =>
  texts.map((text) => JSON.parse(text) as EntityCard).map((card) => [card.id, card]);

export const mergesOf = (at: GraphAt): Promise<Merges> =>
  at.read(async ({ reader }) => {
    const { statements } = reader;
    const [row] = await reader.read(mergedEntitiesStatement(statements, isPast(reader)), {});
    const ids = requiredColumn<string>(row, 'id');
    const named = requiredColumn<string>(row, 'statedIntoId');
    const keys = [...new Set(requiredColumn<string>(row, 'intoId'))];
    const [own] =
      keys.length > 0 ? await reader.read(ownCardsStatement(statements, isPast(reader)), { keys }) : [];
    return {
      ownCards: new Map([
        ...cardsIn(requiredColumn<string>(row, 'ownCard')),
        ...cardsIn(requiredColumn<string>(own, 'ownCard')),
      ]),
      list: ids.map((entity, i) => ({ entity, into: named[i] ?? '' })),
    };
  });
