import type { RequestContext } from '../src/context.ts';
import { InvalidArgument } from '../src/errors.ts';
import {
  type CandidateList,
  candidateKey,
  candidateOrder,
  candidatePage,
  type MergeCandidate,
  MOST_CANDIDATES,
  MOST_NAMES_OF_BLOCK,
} from '../src/loaders/candidates.ts';
import type { MaybePromise } from '../src/model/maybe-promise.ts';
import {
  DEFAULT_MIN_SCORE,
  type Evidence,
  type EvidenceKind,
  evidenceKinds,
} from '../src/model/merge-score.ts';
import { readPageArguments } from '../src/model/page.ts';
import { entityKinds, kindOfId } from '../src/ontology.ts';
import { builder } from './builder.ts';
import { type Connection, connectionType, forwardArguments, once } from './connections.ts';
import { EntityKindEnum } from './enums.ts';
import { EntityInterface, type EntityRef } from './refs.ts';
import { entityColumns, type Selected, selectedPaths } from './selection.ts';
import { viewOf } from './view.ts';

/** A candidate with what its entities are read with. */
interface ListedCandidate extends MergeCandidate {
  readonly selected: Selected;
}

interface CandidateConnection extends Connection<ListedCandidate> {
  list(): MaybePromise<CandidateList>;
}

const EvidenceKindEnum = builder.enumType('MergeEvidenceKind', {
  description: 'What speaks for two entities being one, or against it.',
  values: Object.fromEntries(
    Object.entries(evidenceKinds).map(([kind, description]) => [
      kind,
      { value: kind as EvidenceKind, description },
    ]),
  ) as Record<EvidenceKind, { value: EvidenceKind; description: string }>,
});

const EvidenceRef = builder.objectRef<Evidence>('MergeEvidence').implement({
  description: 'One reason for two entities being one, or against it.',
  fields: (t) => ({
    kind: t.expose('kind', {
      type: EvidenceKindEnum,
      nullable: false,
      description: 'What sort of reason it is.',
    }),
    weight: t.exposeFloat('weight', {
      nullable: false,
      description: 'What it adds to the score: above 0 for their being one, below 0 against it.',
    }),
    detail: t.exposeString('detail', {
      nullable: false,
      description: 'The reason in words: `both are called “allur auto” without legal forms`.',
    }),
  }),
});

const CandidateRef = builder.objectRef<ListedCandidate>('MergeCandidate').implement({
  description: 'Two entities that may be one. Nothing merges them by itself.',
  fields: (t) => ({
    entities: t.field({
      type: [EntityInterface],
      nullable: false,
      extensions: { listSize: 2 },
      description: 'The two, always of one kind, the one with the smaller id first.',
      resolve: async ({ ids, selected }, _, { now: { loaders } }) => {
        const { node, ...columns } = entityColumns(selected, ['']);
        if (!node) return ids.map((id): EntityRef => ({ id, columns }));
        const rows = await Promise.all(ids.map((id) => loaders.entities.load(columns, id)));
        return ids.map((id, i): EntityRef => ({ id, row: rows[i] ?? undefined, columns }));
      },
    }),
    score: t.exposeFloat('score', {
      nullable: false,
      description:
        'The sum of the evidence’s weights, from 0 to 1. It orders candidates by what is worth looking at first, and is no probability.',
    }),
    evidence: t.field({
      type: [EvidenceRef],
      nullable: false,
      description: 'All that speaks for and against it, their names first.',
      resolve: ({ evidence }) => [...evidence],
    }),
  }),
});

const CandidateConnectionRef = connectionType<ListedCandidate>({
  name: 'MergeCandidate',
  plural: 'pairs of entities that may be one, best score first',
  node: (candidate) => candidate,
  nodeType: CandidateRef,
  nodeDescription: 'The pair.',
  connectionFields: (t) => ({
    skippedBlocks: t.int({
      nullable: false,
      description: `How many groups of names with the same consonants or beginning held more than ${MOST_NAMES_OF_BLOCK} and were not compared, but for equal names. More than 0 says that there may be other candidates: ask for one \`entity\`.`,
      resolve: async (connection) => (await (connection as CandidateConnection).list()).cutBlocks,
    }),
    skippedCandidates: t.int({
      nullable: false,
      description: `How many weaker pairs are left out, for a list holds at most ${MOST_CANDIDATES}: narrow it by \`entity\`, \`kinds\` or \`minScore\`.`,
      resolve: async (connection) => (await (connection as CandidateConnection).list()).cutCandidates,
    }),
  }),
});

/** The entity whose candidates are asked for; '' for the whole graph's. */
async function askedEntity(
  id: string | null | undefined,
  { now: { loaders } }: RequestContext,
): Promise<string> {
  if (id == null) return '';
  const row = kindOfId(id)
    ? await loaders.entities.load({ type: false, details: false, names: false }, id)
    : null;
  if (!row) throw new InvalidArgument('entity', 'no entity has this id');
  return row.id;
}

/** Where a page's entities stand in its selection. */
const selectedBelow = (paths: Selected): Selected =>
  new Set(
    [...paths].flatMap((path) => {
      const [, field] = /^(?:edges\.node|nodes)\.entities\.(.+)$/.exec(path) ?? [];
      return field === undefined ? [] : [field];
    }),
  );

builder.queryField('mergeCandidates', (t) =>
  t.field({
    type: CandidateConnectionRef,
    nullable: false,
    description:
      'Pairs of entities that may be one: of one kind, with names that are alike, and what else speaks for it and against it. For a person to decide; nothing is merged by it. Of what is known now, not of another time. The whole graph’s list takes seconds when there are 100,000 entities, one entity’s is quick.',
    args: {
      entity: t.arg.id({ description: 'Only pairs with this entity.' }),
      kinds: t.arg({ type: [EntityKindEnum], description: 'Only entities of these kinds.' }),
      minScore: t.arg.float({
        defaultValue: DEFAULT_MIN_SCORE,
        description:
          'Only pairs with at least this score, from 0 to 1. With 0, also those that evidence against them rules out.',
      }),
      ...forwardArguments,
    },
    resolve: async (_, { entity, kinds, minScore, ...args }, context, info): Promise<CandidateConnection> => {
      if (viewOf(context, info).reader.moment.change !== null)
        throw new InvalidArgument('asOf', 'candidates are looked for among what is known now only');
      const least = minScore ?? DEFAULT_MIN_SCORE;
      if (!(least >= 0 && least <= 1))
        throw new InvalidArgument('minScore', `must be from 0 to 1, not ${least}`);
      const page = readPageArguments(args, candidateOrder, context.pageLimits);
      const shape = { kinds: kinds ? [...new Set(kinds)].toSorted() : entityKinds, minScore: least };
      const selected = selectedBelow(selectedPaths(info));
      const list = once(async () =>
        context.now.loaders.candidates.load(shape, await askedEntity(entity, context)),
      );
      return {
        list,
        page: once(async () => {
          const { items, ...more } = candidatePage((await list()).candidates, page);
          return { ...more, items: items.map((item) => ({ ...item, selected })) };
        }),
        positionOf: (candidate) => ({ order: candidateOrder, key: candidateKey(candidate) }),
        totalCount: async () => (await list()).candidates.length,
      };
    },
  }),
);
