import { InvalidArgument } from '../src/errors.ts';
import { listOf } from '../src/graph/branches.ts';
import { loadTotals } from '../src/loaders/totals.ts';
import { readFactFilter } from '../src/model/fact-query.ts';
import { builder } from './builder.ts';
import { TotalKeyEnum } from './enums.ts';
import { narrowed } from './fact-connection.ts';
import { graphList } from './graph-list.ts';
import { FactFilterInput } from './inputs.ts';
import { placeOf } from './read-ahead.ts';
import { selectedPaths, totalColumns } from './selection.ts';
import { askStanding, isEmptyList } from './standing-ids.ts';
import { TotalRef } from './total.ts';

/** Most groups of one call. */
const MAX_TOTALS = 1_000;

builder.queryField('totals', (t) =>
  t.field({
    type: [TotalRef],
    nullable: false,
    description:
      'What the figures of facts add up to: one total for each group and unit, within a unit the largest first.',
    args: {
      where: t.arg({ type: FactFilterInput, description: 'Which facts.' }),
      groupBy: t.arg({
        type: [TotalKeyEnum],
        required: true,
        description: 'What to group by; an empty list gives one total a unit.',
      }),
      first: t.arg.int({ defaultValue: 100, description: `How many totals, at most ${MAX_TOTALS}.` }),
    },
    resolve: (_, { where, groupBy, first }, context, info) => {
      const place = placeOf(context, info);
      const limit = first ?? 100;
      if (limit < 0 || limit > MAX_TOTALS)
        throw new InvalidArgument('first', `must be from 0 to ${MAX_TOTALS}, not ${limit}`);
      const { key, isKeyNamed = false, farId = null, ...whole } = graphList(where);
      const filter = readFactFilter(where, { farId });
      const branches = narrowed(whole.branches, where);
      const list = listOf(whole.list, branches);
      const columns = totalColumns(selectedPaths(info), '');
      return askStanding(
        place,
        {
          within: filter.within,
          subjectWithin: filter.subjectWithin,
          objectWithin: filter.objectWithin,
          farId,
          key: isKeyNamed ? key : null,
        },
        ({ key: named, ...ids }) =>
          loadTotals(
            place.view,
            { list, branches, where: { ...filter, ...ids }, groupBy, limit, columns },
            named ?? key,
          ),
        isEmptyList,
      );
    },
  }),
);
