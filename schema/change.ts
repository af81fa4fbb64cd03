import type { GraphQLResolveInfo } from 'graphql';
import { hasRole } from '../src/auth/caller.ts';
import type { RequestContext } from '../src/context.ts';
import { InvalidArgument } from '../src/errors.ts';
import { OF_ANOTHER_TIME } from '../src/execution/plain-document.ts';
import {
  type ChangeList,
  type ChangeRow,
  changeCount,
  changeOrder,
  changePage,
  type MergeRow,
} from '../src/loaders/changes.ts';
import type { ClaimRow } from '../src/loaders/claim-rows.ts';
import { type PageArguments, readPageArguments, toPage } from '../src/model/page.ts';
import { builder, type FieldsOf } from './builder.ts';
import { ChangedFactConnectionRef, changedFacts } from './changed-fact.ts';
import { type Connection, connectionType, forwardArguments, once, pageArguments } from './connections.ts';
import { entityOf } from './mutation-written.ts';
import { RecorderRef } from './recorder.ts';
import { ClaimRef, EntityInterface } from './refs.ts';
import { viewOf } from './view.ts';

const MergeRef = builder.objectRef<MergeRow>('Merge').implement({
  description: 'Two entities made one, or taken apart again.',
  fields: (t) => ({
    fromId: t.exposeID('fromId', {
      nullable: false,
      description: 'The id that was given up, or that stands for itself again.',
    }),
    into: t.field({
      type: EntityInterface,
      nullable: false,
      description: 'The entity that it was merged into.',
      resolve: ({ intoId }, _, __, info) => entityOf(intoId, info),
    }),
    isUndone: t.exposeBoolean('isUndone', {
      nullable: false,
      description: 'Whether they were taken apart.',
    }),
  }),
});

/** A claim in a change's list, by its position there. */
interface Positioned {
  readonly claim: ClaimRow;
  readonly position: number;
}

const positionOrder = 'POSITION';

const ChangedClaimsRef = connectionType<Positioned>({
  name: 'ChangedClaim',
  plural: 'claims of a change, in the order in which they were given',
  node: ({ claim }) => claim,
  nodeType: ClaimRef,
  nodeDescription: 'The claim, as it is known at the time that the question is about.',
});

/** A list that a change keeps, as a connection: nothing is read until it is selected. */
function changedClaims(
  { number }: ChangeRow,
  deed: ChangeList,
  count: number,
  args: PageArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
): Connection<Positioned> {
  const page = readPageArguments(args, positionOrder, context.pageLimits);
  const from = page.cursor ? Number(page.cursor.key) + 1 : 0;
  const { loaders } = viewOf(context, info);
  return {
    page: once(async () => {
      const shape = { deed, from, to: from + page.size + 1 };
      const ids = await loaders.changeIds.load(shape, String(number));
      const claims = await Promise.all(ids.map((id) => loaders.claims.load({}, id)));
      return toPage(
        claims.flatMap((claim, i) => (claim ? [{ claim, position: from + i }] : [])),
        page,
      );
    }),
    positionOf: ({ position }) => ({ order: positionOrder, key: String(position) }),
    totalCount: async () => count,
  };
}

const claimsField = (
  t: FieldsOf<ChangeRow>,
  deed: ChangeList,
  countOf: (change: ChangeRow) => number,
  description: string,
) =>
  t.field({
    type: ChangedClaimsRef,
    nullable: false,
    description,
    args: forwardArguments,
    resolve: (change, args, context, info) =>
      changedClaims(change, deed, countOf(change), args, context, info),
  });

export const ChangeRef = builder.objectRef<ChangeRow>('Change').implement({
  description:
    'A change of the graph: all of it was written together. Ask `asOf(change:)` for the graph as it was after it.',
  fields: (t) => ({
    number: t.exposeInt('number', { nullable: false, description: 'Its number: changes count from 1.' }),
    at: t.expose('at', { type: 'DateTime', nullable: false, description: 'When it was made.' }),
    asserted: claimsField(
      t,
      'assertedIds',
      ({ asserted }) => asserted,
      'Claims that stand since: recorded, or said again after they were taken back.',
    ),
    retracted: claimsField(
      t,
      'retractedIds',
      ({ retracted }) => retracted,
      'Claims that their source took back.',
    ),
    ranked: claimsField(t, 'rankedIds', ({ ranked }) => ranked, 'Claims that have another rank since.'),
    entityCount: t.exposeInt('entities', {
      nullable: false,
      description: 'How many entities were new or became better known.',
    }),
    sourceCount: t.exposeInt('sources', {
      nullable: false,
      description: 'How many sources were new or became better known.',
    }),
    facts: t.field({
      type: ChangedFactConnectionRef,
      description:
        'The facts that are other since: new, gone, or with another figure, other claims or another source behind them. Null for changes from before the graph kept this.',
      args: forwardArguments,
      extensions: OF_ANOTHER_TIME,
      resolve: (change, args, context, info) => changedFacts(change, args, context, info),
    }),
    merges: t.field({
      type: [MergeRef],
      nullable: false,
      description: 'Entities that were made one, or taken apart.',
      resolve: ({ merges }) => [...merges],
    }),
    recordedBy: t.field({
      type: RecorderRef,
      description: 'Whose token made it. Only admins are told; null also for what came with a file.',
      resolve: ({ token }, _, { caller }) => (hasRole(caller, 'admin') ? token : null),
    }),
  }),
});

const ChangeConnectionRef = connectionType<ChangeRow>({
  name: 'Change',
  plural: 'changes, by number',
  node: (change) => change,
  nodeType: ChangeRef,
  nodeDescription: 'The change.',
});

builder.queryField('changes', (t) =>
  t.field({
    type: ChangeConnectionRef,
    nullable: false,
    description:
      'What changed in the graph, in order. To keep up with it, ask for what came `since` the last number you have seen.',
    args: {
      since: t.arg.int({
        defaultValue: 0,
        description: 'Only changes after the one of this number; 0 for all.',
      }),
      ...pageArguments,
    },
    resolve: (_, { since, ...args }, context, info): Connection<ChangeRow> => {
      const after = since ?? 0;
      if (after < 0) throw new InvalidArgument('since', `must be 0 or more, not ${after}`);
      const page = readPageArguments(args, changeOrder, context.pageLimits);
      const { reader } = viewOf(context, info);
      return {
        page: once(() => changePage(reader, after, page)),
        positionOf: ({ number }) => ({ order: changeOrder, key: String(number) }),
        totalCount: () => changeCount(reader, after),
      };
    },
  }),
);
