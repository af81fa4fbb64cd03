import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext, View } from '../src/context.ts';
import { OF_ANOTHER_TIME } from '../src/execution/plain-document.ts';
import type { ChangedClaims, ChangeRow } from '../src/loaders/changes.ts';
import type { FactRow } from '../src/loaders/fact-rows.ts';
import { type PageArguments, readPageArguments, toPage } from '../src/model/page.ts';
import { builder, type FieldsOf } from './builder.ts';
import { type Connection, connectionType, once } from './connections.ts';
import { ClaimRef, FactRef } from './refs.ts';
import { viewBelow, viewOf } from './view.ts';

/** A fact that a change made other. */
export interface ChangedFact {
  readonly factId: string;
  readonly changeNumber: number;
  readonly before: FactRow | null;
  readonly after: FactRow | null;
  /** The graph as it was before the change. */
  readonly past: View;
}

const FactChangeKindEnum = builder.enumType('FactChangeKind', {
  description: 'What became of a fact.',
  values: {
    ADDED: { value: 'ADDED' as const, description: 'It was not there before.' },
    CHANGED: {
      value: 'CHANGED' as const,
      description: 'It, the claims behind it, or what is known of their sources is other than before.',
    },
    REMOVED: {
      value: 'REMOVED' as const,
      description: 'No live claim states it any more, or its ends were merged or taken apart.',
    },
  },
});

const kindOf = ({ before, after }: ChangedFact) =>
  after === null ? 'REMOVED' : before === null ? 'ADDED' : 'CHANGED';

const claimsField = (t: FieldsOf<ChangedFact>, deed: keyof ChangedClaims, description: string) =>
  t.field({
    type: [ClaimRef],
    nullable: false,
    description: `${description} At most 100; \`fact { claims }\` has all that stand.`,
    args: {
      first: t.arg.int({ description: 'How many: the server’s default page is 20, its largest 100.' }),
    },
    resolve: async ({ factId, changeNumber }, { first }, context, info) => {
      const { size } = readPageArguments({ first }, '', context.pageLimits);
      const { loaders } = viewOf(context, info);
      const changed = await loaders.changedClaims.load({ change: changeNumber }, factId);
      const claims = changed[deed].slice(0, size).map((claim) => loaders.claims.load({}, claim));
      return (await Promise.all(claims)).filter((claim) => claim !== null);
    },
  });

export const ChangedFactRef = builder.objectRef<ChangedFact>('ChangedFact').implement({
  description: 'A fact that a change made other, as it is after the change and as it was before.',
  fields: (t) => ({
    // No `id`: that is the fact’s own, and clients keep one object under it.
    factId: t.exposeID('factId', {
      nullable: false,
      description:
        'Id of the fact, also when it is gone; `node(id: factId)` is the Fact as it is now, if it is there.',
    }),
    kind: t.field({
      type: FactChangeKindEnum,
      nullable: false,
      description: 'Whether it is new, other or gone.',
      resolve: kindOf,
    }),
    fact: t.field({
      type: FactRef,
      description:
        'The fact as it is after the change, and all below it as it was known then; null when it is gone.',
      resolve: ({ after }) => after,
    }),
    before: t.field({
      type: FactRef,
      description: 'The fact as it was before the change; null when it was not there.',
      extensions: OF_ANOTHER_TIME,
      resolve: ({ before, past }, _, context, info) => {
        viewBelow(context, info, past);
        return before;
      },
    }),
    asserted: claimsField(t, 'asserted', 'Claims about it that stand since.'),
    retracted: claimsField(t, 'retracted', 'Claims about it that their source took back.'),
    ranked: claimsField(t, 'ranked', 'Claims about it that have another rank since.'),
  }),
});

/** Reads facts as they were before and after a change; what is asked below is answered as of the change. */
export async function readChangedFacts(
  number: number,
  ids: readonly string[],
  context: RequestContext,
  info: GraphQLResolveInfo,
): Promise<ChangedFact[]> {
  const { validAt } = viewOf(context, info).reader.moment;
  const now = context.at({ change: number, validAt });
  const past = context.at({ change: number - 1, validAt });
  viewBelow(context, info, now);
  const [after, before] = await Promise.all(
    [now, past].map(({ loaders }) => loaders.facts.readAhead({}, ids)),
  );
  return ids.map((factId, i) => ({
    factId,
    changeNumber: number,
    before: before?.[i] ?? null,
    after: after?.[i] ?? null,
    past,
  }));
}

/** Ids of the facts that a change made other, from one position up to another. */
export const changedFactIds = async (
  number: number,
  from: number,
  to: number,
  { now }: RequestContext,
): Promise<readonly string[]> => now.loaders.changeIds.load({ deed: 'factIds', from, to }, String(number));

/** A fact in a change's list, by its position there. */
interface Positioned {
  readonly fact: ChangedFact;
  readonly position: number;
}

const positionOrder = 'POSITION';

export const ChangedFactConnectionRef = connectionType<Positioned>({
  name: 'ChangedFact',
  plural: 'facts of a change, in the order in which it came to them',
  node: ({ fact }) => fact,
  nodeType: ChangedFactRef,
  nodeDescription: 'The fact.',
});

/** The facts that a change made other, as a connection; null where that is not known. */
export function changedFacts(
  { number, facts }: ChangeRow,
  args: PageArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
): Connection<Positioned> | null {
  const page = readPageArguments(args, positionOrder, context.pageLimits);
  if (facts === null) return null;
  const from = page.cursor ? Number(page.cursor.key) + 1 : 0;
  return {
    page: once(async () => {
      const ids = await changedFactIds(number, from, from + page.size + 1, context);
      const changed = await readChangedFacts(number, ids, context, info);
      return toPage(
        changed.map((fact, i) => ({ fact, position: from + i })),
        page,
      );
    }),
    positionOf: ({ position }) => ({ order: positionOrder, key: String(position) }),
    totalCount: async () => facts,
  };
}
