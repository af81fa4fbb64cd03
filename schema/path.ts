import { type PathAnswer, type PathHop, SEARCH_LIMITS } from '../src/loaders/paths.ts';
import { after } from '../src/model/maybe-promise.ts';
import { declarationOf, OBSERVED } from '../src/ontology.ts';
import { builder, type FieldsOf } from './builder.ts';
import { readEndsAhead } from './entity-rows.ts';
import { factOf, readFactsAhead } from './links.ts';
import { type ReadAhead, readAheadBelow, readsAhead } from './read-ahead.ts';
import { EntityInterface, FactRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { viewOf } from './view.ts';

/** Most hops that can be asked for. */
export const MAX_HOPS = 6;
/** Facts beside the first that a hop tells, at most. */
const MAX_OTHER_FACTS = 10;
/** Entities that an answer names as not followed, at most. */
export const MAX_HUBS = 10;

/** The fact that a hop leads over. */
const shownFact = ({ facts: [fact] }: PathHop): string => fact?.id ?? '';
const otherFacts = ({ facts }: PathHop): string[] => facts.slice(1, MAX_OTHER_FACTS + 1).map(({ id }) => id);

/** Reads ahead which facts hops lead over, and what is selected of them. */
const readsFacts =
  (idsOf: (hop: PathHop) => string[]): ReadAhead<PathHop, object> =>
  async (hops, _, place) =>
    readAheadBelow(place, await readFactsAhead(hops.flatMap(idsOf), place.view), () => 'Fact');

/** An end of a hop. */
const endField = (t: FieldsOf<PathHop>, end: 'from' | 'to', description: string) =>
  t.field({
    type: EntityInterface,
    nullable: false,
    description,
    extensions: readsAhead<PathHop, object>((hops, _, place) =>
      readEndsAhead(
        place,
        hops.map((hop) => hop[end]),
      ),
    ),
    resolve: (hop, _, __, info) => ({ id: hop[end], columns: entityColumns(selectedPaths(info), ['']) }),
  });

const HopRef = builder.objectRef<PathHop>('Hop').implement({
  description: 'A step of a path, from one entity to the next, by a fact that links the two.',
  fields: (t) => ({
    fact: t.field({
      type: FactRef,
      nullable: false,
      description: 'The fact; of several that link the two, the one that most sources speak of.',
      extensions: readsAhead(readsFacts((hop) => [shownFact(hop)])),
      resolve: (hop, _, context, info) => factOf(shownFact(hop), viewOf(context, info)),
    }),
    isReversed: t.boolean({
      nullable: false,
      description:
        'Whether the path leads over the fact from its object to its subject; never so where the fact holds both ways.',
      resolve: (hop, _, context, info) =>
        after(
          factOf(shownFact(hop), viewOf(context, info)),
          ({ predicate, subjectId }) =>
            subjectId !== hop.from && !(predicate !== OBSERVED && declarationOf(predicate).isSymmetric),
        ),
    }),
    from: endField(t, 'from', 'Where the hop begins, on the way from the path’s beginning to its end.'),
    to: endField(t, 'to', 'Where the hop ends.'),
    otherFacts: t.field({
      type: [FactRef],
      nullable: false,
      extensions: { listSize: MAX_OTHER_FACTS, ...readsAhead(readsFacts(otherFacts)) },
      description: `Other facts that were met between the two, the most-sourced first, at most ${MAX_OTHER_FACTS}: they make no paths of their own.`,
      resolve: (hop, _, context, info) => {
        const view = viewOf(context, info);
        return Promise.all(otherFacts(hop).map((id) => factOf(id, view)));
      },
    }),
  }),
});

/** A path is its hops. */
export const PathRef = builder.objectRef<readonly PathHop[]>('Path').implement({
  description: 'A way from one entity to another over facts; no entity comes twice on it.',
  fields: (t) => ({
    length: t.int({
      nullable: false,
      description: 'How many hops it has.',
      resolve: (hops) => hops.length,
    }),
    hops: t.field({
      type: [HopRef],
      nullable: false,
      extensions: {
        listSize: MAX_HOPS,
        ...readsAhead<readonly PathHop[], object>((paths, _, place) =>
          readAheadBelow(place, paths.flat(), () => 'Hop'),
        ),
      },
      description: 'Its hops, in the order in which they are walked.',
      resolve: (hops) => [...hops],
    }),
  }),
});

export const PathSearchRef = builder.objectRef<PathAnswer>('PathSearch').implement({
  description: `What a search for paths found, and how far it looked. It looks at ${SEARCH_LIMITS.seen.toLocaleString('en')} facts at most, and from an entity with more than ${SEARCH_LIMITS.followed.toLocaleString('en')} facts of one kind and end, such as a country of thousands of investors, it does not follow these: it meets that entity from the others’ side.`,
  fields: (t) => ({
    paths: t.expose('paths', {
      type: [PathRef],
      nullable: false,
      extensions: {
        // As many as the search was asked for, as a connection’s items.
        itemsEach: 1,
        ...readsAhead<PathAnswer, object>((answers, _, place) =>
          readAheadBelow(
            place,
            answers.flatMap(({ paths }) => paths),
            () => 'Path',
          ),
        ),
      },
      description: 'The paths found, in the order of `Query.paths`.',
    }),
    isComplete: t.exposeBoolean('isComplete', {
      nullable: false,
      description:
        'Whether these are the paths asked for. If not, there may be others: of more than `completedHops` hops.',
    }),
    completedHops: t.exposeInt('completedHops', {
      nullable: false,
      description: 'Every path of up to so many hops was looked for.',
    }),
    seenFacts: t.exposeInt('seenFacts', {
      nullable: false,
      description: 'How many facts were looked at.',
    }),
    hubs: t.field({
      type: [EntityInterface],
      nullable: false,
      extensions: { listSize: MAX_HUBS },
      description: `Entities with so many facts that not all were followed, the nearest first, at most ${MAX_HUBS}.`,
      resolve: ({ hubs }, _, __, info) =>
        hubs.slice(0, MAX_HUBS).map((id) => ({ id, columns: entityColumns(selectedPaths(info), ['']) })),
    }),
  }),
});
