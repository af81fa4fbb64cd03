import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../src/context.ts';
import {
  type ClaimAnchor,
  type ClaimFilter,
  type ClaimRow,
  type ClaimWhere,
  claimOrder,
  readClaimFilter,
} from '../src/loaders/claims.ts';
import { type PageArguments, readPageArguments } from '../src/model/page.ts';
import { type Connection, connectionType, once } from './connections.ts';
import { ModalityEnum, PredicateEnum, RankEnum } from './enums.ts';
import { ClaimRef, EntityInterface, FactRef, NodeInterface, SourceRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { askStanding, isEmptyPage, isNone } from './standing-ids.ts';
import { PeriodRef, QuantityRef } from './values.ts';
import { viewOf } from './view.ts';

const endOf = (id: string, info: GraphQLResolveInfo) => ({
  id,
  columns: entityColumns(selectedPaths(info), ['']),
});

ClaimRef.implement({
  description:
    'What one source says. A claim is never edited and never deleted: a correction is a new claim and a retraction of the old.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    fact: t.field({
      type: FactRef,
      description:
        'What this claim and others about the same add up to. Null when all of them are retracted.',
      resolve: ({ factId }, _, context, info) => viewOf(context, info).loaders.facts.load({}, factId),
    }),
    subject: t.field({
      type: EntityInterface,
      nullable: false,
      description: 'Whom or what it is about.',
      resolve: ({ subjectId }, _, __, info) => endOf(subjectId, info),
    }),
    predicate: t.expose('predicate', {
      type: PredicateEnum,
      nullable: false,
      description: 'What it says of it.',
    }),
    object: t.field({
      type: EntityInterface,
      description: 'The other end; null for an observation.',
      resolve: ({ objectId }, _, __, info) => (objectId === null ? null : endOf(objectId, info)),
    }),
    variable: t.exposeString('variable', { description: 'What was observed; null unless an observation.' }),
    value: t.expose('value', { type: QuantityRef, description: 'The figure claimed, if any.' }),
    text: t.exposeString('text', { description: 'What is claimed in words, if so.' }),
    modality: t.expose('modality', {
      type: ModalityEnum,
      nullable: false,
      description: 'In what way it is said.',
    }),
    period: t.expose('period', {
      type: PeriodRef,
      description: 'When it holds; null when the source is silent.',
    }),
    rank: t.expose('rank', {
      type: RankEnum,
      nullable: false,
      description: 'How it ranks beside other claims about the same fact.',
    }),
    source: t.field({
      type: SourceRef,
      nullable: false,
      description: 'The document that says so.',
      resolve: async (claim, _, context, info) => {
        const { loaders } = viewOf(context, info);
        const source = claim.source ?? (await loaders.sources.load({}, claim.sourceId));
        if (!source) throw new Error(`claim ${claim.id} has no source`);
        return source;
      },
    }),
    locator: t.exposeString('locator', {
      description: 'Where in the source: “paragraph 3, sentence 1”, “row 17”.',
    }),
    quote: t.exposeString('quote', { description: 'The source’s own words, where they are kept.' }),
    attributedTo: t.field({
      type: EntityInterface,
      description: 'Whom the source cites for it: “according to …”.',
      resolve: ({ attributedToId }, _, __, info) =>
        attributedToId === null ? null : endOf(attributedToId, info),
    }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      nullable: false,
      description: 'When the graph learned it.',
    }),
    retractedAt: t.expose('retractedAt', {
      type: 'DateTime',
      description: 'When its source took it back; null while it stands.',
    }),
  }),
});

export const ClaimConnectionRef = connectionType<ClaimRow>({
  name: 'Claim',
  plural: 'claims, in the order they were recorded',
  node: (claim) => claim,
  nodeType: ClaimRef,
  nodeDescription: 'The claim.',
});

/** A list of claims as a connection: nothing is read until it is selected. */
export function claimConnection(
  anchor: ClaimAnchor,
  key: string,
  args: PageArguments & { readonly where?: ClaimFilter | null | undefined },
  context: RequestContext,
  info: GraphQLResolveInfo,
): Connection<ClaimRow> {
  const where = readClaimFilter(args.where);
  const page = readPageArguments(args, claimOrder, context.pageLimits);
  const paths = selectedPaths(info);
  const columns = { source: paths.has('nodes.source') || paths.has('edges.node.source') };
  const { loaders } = viewOf(context, info);
  const { subject, object, attributedTo } = where;
  // Of the list of all claims, the anchor is one of these.
  const ends = { subject, object, attributedTo, key: Object.values(where).includes(key) ? key : null };
  type Ask<Answer> = (standing: ClaimWhere, anchorKey: string) => Promise<Answer>;
  const ask = <Answer>(run: Ask<Answer>, isEmpty: (answer: Answer) => boolean): Promise<Answer> =>
    askStanding(loaders, ends, ({ key: named, ...ids }) => run({ ...where, ...ids }, named ?? key), isEmpty);
  return {
    page: once(() =>
      ask(
        (standing, anchorKey) =>
          loaders.claimPages.load({ anchor, where: standing, page, columns }, anchorKey),
        isEmptyPage,
      ),
    ),
    positionOf: (claim) => ({ order: claimOrder, key: claim.key }),
    totalCount: () =>
      ask((standing, anchorKey) => loaders.claimCounts.load({ anchor, where: standing }, anchorKey), isNone),
  };
}
