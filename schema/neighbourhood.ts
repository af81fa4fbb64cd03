import {
  FACTS_EACH,
  LATEST,
  type Neighbourhood,
  type NeighbourhoodShape,
} from '../src/loaders/neighbourhoods.ts';
import type { Predicate } from '../src/ontology.ts';
import { builder } from './builder.ts';
import { readEndsAhead } from './entity-rows.ts';
import { PredicateEnum } from './enums.ts';
import { factOf, inRange, linkingPredicates, readFactsAhead } from './links.ts';
import { readAheadBelow, readsAhead } from './read-ahead.ts';
import { EntityInterface, type EntityRef, FactRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { viewOf } from './view.ts';

/** Most hops that can be asked for. */
const MAX_HOPS = 2;
/** Most entities that can be asked for. */
const MAX_ENTITIES = 200;

const NeighbourhoodRef = builder.objectRef<Neighbourhood>('Neighbourhood').implement({
  description: 'Entities around one and the facts between them, as a drawing needs them.',
  fields: (t) => ({
    nodes: t.field({
      type: [EntityInterface],
      nullable: false,
      description:
        'The entity in the middle, then those around it: the nearest first, of those as near the ones that a fact with more sources, then a later one, leads to.',
      extensions: readsAhead<Neighbourhood, object>((all, _, place) =>
        readEndsAhead(
          place,
          all.flatMap(({ entityIds }) => entityIds),
        ),
      ),
      resolve: ({ entityIds }, _, __, info) => {
        const columns = entityColumns(selectedPaths(info), ['']);
        return entityIds.map((id) => ({ id, columns }));
      },
    }),
    facts: t.field({
      type: [FactRef],
      nullable: false,
      extensions: {
        itemsEach: FACTS_EACH,
        ...readsAhead<Neighbourhood, object>(async (all, _, place) => {
          const ids = all.flatMap(({ factIds }) => factIds);
          await readAheadBelow(place, await readFactsAhead(ids, place.view), () => 'Fact');
        }),
      },
      description: `Facts between any two of \`nodes\`, the most-sourced first, then the latest; at most ${FACTS_EACH} for each entity asked for, with those that lead to each of \`nodes\` among them. Denied ones are left out.`,
      resolve: ({ factIds }, _, context, info) => {
        const view = viewOf(context, info);
        return Promise.all(factIds.map((id) => factOf(id, view)));
      },
    }),
    isComplete: t.exposeBoolean('isComplete', {
      nullable: false,
      description: `Whether this is all: false when there are more entities or facts, or may be, for some have more facts of one kind and end than are looked at. Of the entity in the middle the latest ${LATEST.ofItself} are, of others the latest ${LATEST.ofOthers}.`,
    }),
  }),
});

interface NeighbourhoodArguments {
  readonly hops?: number | null | undefined;
  readonly first?: number | null | undefined;
  readonly predicates?: readonly Predicate[] | null | undefined;
}

const shapeOf = ({ hops, first, predicates }: NeighbourhoodArguments): NeighbourhoodShape => ({
  predicates: linkingPredicates(predicates),
  hops: inRange('hops', hops ?? 1, 1, MAX_HOPS),
  first: inRange('first', first ?? 50, 1, MAX_ENTITIES),
});

builder.interfaceField(EntityInterface, 'neighbourhood', (t) =>
  t.field({
    type: NeighbourhoodRef,
    nullable: false,
    description:
      'What is around it: whom facts lead to from it, in either direction, and the facts between them.',
    args: {
      hops: t.arg.int({ defaultValue: 1, description: `How many facts away, 1 or ${MAX_HOPS}.` }),
      first: t.arg.int({
        defaultValue: 50,
        description: `How many entities, itself counted, at most ${MAX_ENTITIES}.`,
      }),
      predicates: t.arg({
        type: [PredicateEnum],
        description: 'Only over facts of these kinds; over all unless given. Observations lead nowhere.',
      }),
    },
    extensions: readsAhead<EntityRef, NeighbourhoodArguments>(async (entities, args, place) => {
      const ids = [...new Set(entities.map(({ id }) => id))];
      const found = await place.view.loaders.neighbourhoods.readAhead(shapeOf(args), ids);
      await readAheadBelow(place, found, () => 'Neighbourhood');
    }),
    resolve: ({ id }, args, context, info) =>
      viewOf(context, info).loaders.neighbourhoods.load(shapeOf(args), id),
  }),
);
