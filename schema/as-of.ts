import { InvalidArgument } from '../src/errors.ts';
import { OF_ANOTHER_TIME } from '../src/execution/plain-document.ts';
import { historyAt } from '../src/loaders/changes.ts';
import type { Moment } from '../src/loaders/moment.ts';
import type { Reader } from '../src/loaders/read.ts';
import { builder } from './builder.ts';
import { QueryRef } from './query.ts';
import { viewBelow, viewOf } from './view.ts';

/** Clocks differ a little. */
const CLOCK_TOLERANCE_MS = 60_000;

interface Times {
  readonly knownAt?: string | null | undefined;
  readonly change?: number | null | undefined;
}

/** The change after which the graph is asked about; null when neither argument is given. */
async function changeOf({ knownAt, change }: Times, reader: Reader): Promise<number | null> {
  if (knownAt == null && change == null) return null;
  if (knownAt != null && change != null)
    throw new InvalidArgument('change', 'give either `knownAt` or `change`: both say what was known');
  if (knownAt != null && Date.parse(knownAt) > Date.now() + CLOCK_TOLERANCE_MS)
    throw new InvalidArgument('knownAt', 'it lies in the future: what will be known then is not known now');
  const history = await historyAt(reader, knownAt ?? null);
  const last = history.last ?? 0;
  if (change != null && (change < 0 || change > last))
    throw new InvalidArgument('change', `changes are numbered from 1 to ${last}; 0 is before the first`);
  const number = change ?? history.number ?? 0;
  if (number < history.since)
    throw new InvalidArgument(
      knownAt == null ? 'change' : 'knownAt',
      `the history of this graph is kept since change ${history.since}`,
    );
  return number;
}

builder.queryField('asOf', (t) =>
  t.field({
    type: QueryRef,
    nullable: false,
    description:
      'The same questions, at another time: what the graph knew then (`knownAt`, or `change` to be exact), and what held on a day (`validAt`). Claims that were recorded later are not there, those that were retracted later stand, entities that were merged later are apart. To have a figure again, keep `about { changeNumber }` with it and ask with `change`.',
    args: {
      knownAt: t.arg({
        type: 'DateTime',
        description: 'What was known at this moment: `2026-11-25T12:00:00Z`.',
      }),
      change: t.arg.int({ description: 'What was known after the change of this number.' }),
      validAt: t.arg({
        type: 'Date',
        description:
          'Lists, counts and totals of facts and claims hold what is valid on this day, or of unknown period. Which places contain an entity does not follow it.',
      }),
    },
    extensions: OF_ANOTHER_TIME,
    resolve: async (_, { knownAt, change, validAt }, context, info) => {
      const outer = viewOf(context, info);
      // What the question around it says of the time holds where this one is silent.
      const moment: Moment = {
        change: (await changeOf({ knownAt, change }, context.now.reader)) ?? outer.reader.moment.change,
        validAt: validAt ?? outer.reader.moment.validAt,
      };
      viewBelow(context, info, context.at(moment));
      return {};
    },
  }),
);
