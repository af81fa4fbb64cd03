import { citationFormats } from '../src/citation/citation.ts';
import { totalKeys } from '../src/loaders/totals.ts';
import {
  bounds,
  type EntityKind,
  kinds,
  modalities,
  nameKinds,
  OBSERVED,
  observedDescription,
  type Predicate,
  placeTypes,
  predicates,
  ranks,
} from '../src/ontology.ts';
import { builder } from './builder.ts';

type Described = Readonly<Record<string, string | { readonly description: string }>>;

/** A GraphQL enum of a table's keys, each with the table's description. */
function enumOf<K extends string>(
  name: string,
  description: string,
  table: Described & Readonly<Record<K, unknown>>,
) {
  const values = Object.fromEntries(
    Object.entries(table).map(([key, entry]) => [
      key,
      { value: key as K, description: typeof entry === 'string' ? entry : entry.description },
    ]),
  ) as Record<K, { value: K; description: string }>;
  return builder.enumType(name, { description, values });
}

export const EntityKindEnum = enumOf<EntityKind>('EntityKind', 'What sort of thing an entity is.', kinds);
export const PredicateEnum = enumOf<Predicate>('Predicate', 'The kind of a fact.', {
  ...predicates,
  [OBSERVED]: observedDescription,
});
export const ModalityEnum = enumOf<keyof typeof modalities>(
  'Modality',
  'In what way a source says it: as a plan, as so, as reckoned, as not so.',
  modalities,
);
export const BoundEnum = enumOf<keyof typeof bounds>('Bound', 'What a figure stands for.', bounds);
export const RankEnum = enumOf<keyof typeof ranks>(
  'Rank',
  'How a claim ranks beside others about the same fact.',
  ranks,
);
export const PlaceTypeEnum = enumOf<keyof typeof placeTypes>(
  'PlaceType',
  'What sort of place it is.',
  placeTypes,
);
export const NameKindEnum = enumOf<keyof typeof nameKinds>('NameKind', 'What sort of name it is.', nameKinds);
export const TotalKeyEnum = enumOf<keyof typeof totalKeys>(
  'TotalKey',
  'What totals are grouped by.',
  totalKeys,
);
export const CitationFormatEnum = enumOf<keyof typeof citationFormats>(
  'CitationFormat',
  'How a source is cited.',
  citationFormats,
);

export const DirectionEnum = builder.enumType('Direction', {
  description: 'At which end of a fact the entity stands.',
  values: {
    OUT: { value: 'OUT' as const, description: 'It is the subject: what it invests in, makes, owns.' },
    IN: { value: 'IN' as const, description: 'It is the object: who invests in it, makes it, owns it.' },
    BOTH: { value: 'BOTH' as const, description: 'Either end.' },
  },
});

export const OrderDirectionEnum = builder.enumType('OrderDirection', {
  description: 'Which way a list runs.',
  values: {
    ASC: { value: 'ASC' as const, description: 'Smallest, earliest or first in the alphabet first.' },
    DESC: { value: 'DESC' as const, description: 'Largest, latest or last in the alphabet first.' },
  },
});
