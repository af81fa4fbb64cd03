import type { RequestContext } from '../src/context.ts';
import { InvalidArgument } from '../src/errors.ts';
import { OF_ANOTHER_TIME } from '../src/execution/plain-document.ts';
import type { FactsChange } from '../src/live/facts-change.ts';
import { readPageArguments } from '../src/model/page.ts';
import { kindOfId } from '../src/ontology.ts';
import { builder } from './builder.ts';
import { ChangeRef } from './change.ts';
import { ChangedFactRef, changedFactIds, readChangedFacts } from './changed-fact.ts';
import { PredicateEnum } from './enums.ts';
import { viewBelow, viewOf } from './view.ts';

/** Most entities that one subscription may name. */
const MOST_ENTITIES = 1_000;

const LAST_EVENT_ID = 'Last-Event-ID';

const FactsChangedRef = builder.objectRef<FactsChange>('FactsChanged').implement({
  description:
    'A change of the graph, and the facts that it made other. All below is as it was known after the change, also when it is told later.',
  fields: (t) => ({
    change: t.field({
      type: ChangeRef,
      nullable: false,
      description: 'The change: its number, when it was made, what was asserted, retracted and merged.',
      resolve: ({ change }) => change,
    }),
    factCount: t.int({
      nullable: false,
      description:
        'How many of the facts that you ask about are other. Where that is more than `facts` holds, read the rest in pages: `changes(since:, first: 1) { nodes { facts } }` lists all facts of a change.',
      resolve: ({ factCount }) => factCount,
    }),
    facts: t.field({
      type: [ChangedFactRef],
      nullable: false,
      description:
        'The first of these facts, as they are now and as they were. None when the change was about something else, names for example.',
      args: {
        first: t.arg.int({ description: 'How many: the server’s default page is 20, its largest 100.' }),
      },
      extensions: OF_ANOTHER_TIME,
      resolve: async ({ change: { number }, factIds }, { first }, context, info) => {
        const { size } = readPageArguments({ first }, '', context.pageLimits);
        const ids = factIds?.slice(0, size) ?? (await changedFactIds(number, 0, size, context));
        return readChangedFacts(number, ids, context, info);
      },
    }),
  }),
});

/** Where to begin: a reader that was cut off says in the header what it has seen last. */
function beginning(
  since: number | null | undefined,
  { lastEventId }: RequestContext,
): { readonly since: number | null; readonly argument: string } {
  if (lastEventId) {
    if (!/^\d{1,15}$/.test(lastEventId))
      throw new InvalidArgument(LAST_EVENT_ID, 'it is the number of a change, as events carry it in `id`');
    return { since: Number(lastEventId), argument: LAST_EVENT_ID };
  }
  if (since != null && since < 0) throw new InvalidArgument('since', `must be 0 or more, not ${since}`);
  return { since: since ?? null, argument: 'since' };
}

/** A list that narrows what is asked for: one that holds nothing would never be told anything. */
function given<T>(argument: string, items: readonly T[] | null | undefined): readonly T[] | null {
  if (items == null) return null;
  if (items.length === 0)
    throw new InvalidArgument(argument, 'it is empty: name at least one, or leave it out for all');
  if (items.length > MOST_ENTITIES)
    throw new InvalidArgument(argument, `at most ${MOST_ENTITIES}, not ${items.length}`, {
      limit: argument,
      maximum: MOST_ENTITIES,
    });
  return items;
}

builder.subscriptionType({
  description:
    'What is told as it happens, as an event stream (SSE): send `Accept: text/event-stream`, or use `EventSource` or graphql-sse.',
  fields: (t) => ({
    factsChanged: t.field({
      type: FactsChangedRef,
      nullable: false,
      description:
        'Every change of the graph as it is committed, in order, whichever server made it. Each event’s `id` is the change’s number: whoever is cut off and sends it as `Last-Event-ID` gets what came after it, and misses none. With `entities` or `predicates` only changes that touch such facts are told.',
      args: {
        entities: t.arg.idList({
          description:
            'Only facts with one of these entities at an end, up to 1,000. One that is merged counts for whoever stands for it.',
        }),
        predicates: t.arg({ type: [PredicateEnum], description: 'Only facts of these kinds.' }),
        since: t.arg.int({
          description:
            'Begin after the change of this number, `about { changeNumber }` with what you have read: nothing between reading and subscribing is missed. Without it, with the next change.',
        }),
      },
      subscribe: (_, { entities, predicates, since }, context) => {
        for (const id of entities ?? [])
          if (!kindOfId(String(id)))
            throw new InvalidArgument(
              'entities',
              `"${id}" is no id of an entity: it begins with its kind, \`org_…\``,
            );
        if (!context.feed) throw new Error('a subscription without a feed');
        return context.feed.follow({
          entities: given('entities', entities?.map(String)),
          predicates: given('predicates', predicates),
          ...beginning(since, context),
        });
      },
      extensions: OF_ANOTHER_TIME,
      resolve: (event, _, context, info) => {
        const { validAt } = viewOf(context, info).reader.moment;
        viewBelow(context, info, context.at({ change: event.change.number, validAt }));
        return event;
      },
    }),
  }),
});
