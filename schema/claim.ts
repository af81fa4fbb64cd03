import type { GraphQLResolveInfo } from 'graphql';
import type { ClaimColumns, ClaimRow } from '../src/loaders/claim-rows.ts';
import {
  type ClaimAnchor,
  type ClaimFilter,
  type ClaimWhere,
  claimOrder,
  readClaimFilter,
} from '../src/loaders/claims.ts';
import { type SourceColumns, sourceColumns } from '../src/loaders/sources.ts';
import { after, type MaybePromise } from '../src/model/maybe-promise.ts';
import { type Page, type PageArguments, readPageArguments } from '../src/model/page.ts';
import { type Connection, connectionType, isPageSelected, once, readItemsAhead } from './connections.ts';
import { readEndsAhead } from './entity-rows.ts';
import { ModalityEnum, PredicateEnum, RankEnum } from './enums.ts';
import { oncePerDocument, oncePerPlace, type Place, readAheadBelow, readsAhead } from './read-ahead.ts';
import { ClaimRef, EntityInterface, FactRef, NodeInterface, SourceRef } from './refs.ts';
import { entityColumns, type Selected, selectedPaths } from './selection.ts';
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
      extensions: readsAhead<ClaimRow, object>(async (claims, _, place) => {
        const factIds = claims.map(({ factId }) => factId);
        const facts = await place.view.loaders.facts.readAhead({}, factIds);
        await readAheadBelow(
          place,
          facts.flatMap((fact) => fact ?? []),
          () => 'Fact',
        );
      }),
      resolve: ({ factId }, _, context, info) => viewOf(context, info).loaders.facts.load({}, factId),
    }),
    subject: t.field({
      type: EntityInterface,
      nullable: false,
      description: 'Whom or what it is about.',
      extensions: readsAhead<ClaimRow, object>((claims, _, place) =>
        readEndsAhead(
          place,
          claims.map(({ subjectId }) => subjectId),
        ),
      ),
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
      extensions: readsAhead<ClaimRow, object>((claims, _, place) =>
        readEndsAhead(
          place,
          claims.map(({ objectId }) => objectId),
        ),
      ),
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
      extensions: readsAhead<ClaimRow, object>(async (claims, _, place) => {
        const missing = claims.filter(({ source }) => source === null).map(({ sourceId }) => sourceId);
        if (missing.length > 0) await place.view.loaders.sources.readAhead({}, missing);
        await readAheadBelow(
          place,
          [...new Set(claims.map(({ sourceId }) => sourceId))].map((id) => ({ id })),
          () => 'Source',
        );
      }),
      resolve: (claim, _, context, info) =>
        after(claim.source ?? viewOf(context, info).loaders.sources.load({}, claim.sourceId), (source) => {
          if (!source) throw new Error(`claim ${claim.id} has no source`);
          return source;
        }),
    }),
    locator: t.exposeString('locator', {
      description: 'Where in the source: “paragraph 3, sentence 1”, “row 17”.',
    }),
    quote: t.exposeString('quote', { description: 'The source’s own words, where they are kept.' }),
    attributedTo: t.field({
      type: EntityInterface,
      description: 'Whom the source cites for it: “according to …”.',
      extensions: readsAhead<ClaimRow, object>((claims, _, place) =>
        readEndsAhead(
          place,
          claims.map(({ attributedToId }) => attributedToId),
        ),
      ),
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

export interface ClaimListArguments extends PageArguments {
  readonly where?: ClaimFilter | null | undefined;
}

/** The lists of claims that a field stands for, one for each parent. */
export interface ClaimLists {
  /** The list of a parent as a connection: nothing is read until it is selected. */
  of(key: string): Connection<ClaimRow>;
  /** Reads what is selected of the lists of many parents. */
  readAhead(keys: readonly string[]): Promise<unknown>;
}

/** A citation says all that is known of a source. */
const sourceColumnsOf = (has: (...fields: string[]) => boolean): SourceColumns =>
  has('source.citation')
    ? sourceColumns
    : {
        key: false,
        title: has('source.title'),
        url: has('source.url'),
        publisher: has('source.publisher'),
        publishedAt: has('source.publishedAt'),
        retrievedAt: has('source.retrievedAt'),
        licence: has('source.licence'),
        sha256: has('source.sha256'),
      };

/** The columns that a selection needs. */
function claimColumns(paths: Selected): ClaimColumns {
  const has = (...fields: string[]): boolean =>
    fields.some((field) => paths.has(`nodes.${field}`) || paths.has(`edges.node.${field}`));
  return {
    // The id also tells who recorded it.
    id: true,
    key: paths.has('edges.cursor') || paths.has('pageInfo.startCursor') || paths.has('pageInfo.endCursor'),
    fact: has('fact'),
    predicate: has('predicate'),
    ends: has('subject', 'object'),
    words: has('variable', 'text'),
    value: has('value'),
    bounds: has('value.bound', 'value.lower', 'value.upper'),
    modality: has('modality'),
    period: has('period'),
    days: has('period.start', 'period.end'),
    rank: has('rank'),
    place: has('locator', 'quote'),
    source: has('source'),
    sources: has('source') ? sourceColumnsOf(has) : null,
    authority: has('attributedTo'),
    recorded: has('recordedAt', 'retractedAt'),
  };
}

/** What is asked of lists of claims, whatever they hang on. */
export const planClaimLists = (place: Place, anchor: ClaimAnchor, args: ClaimListArguments) =>
  oncePerDocument(place, args, anchor, () => {
    const counted = { anchor, where: readClaimFilter(args.where) };
    const page = readPageArguments(args, claimOrder, place.context.pageLimits);
    const paths = selectedPaths(place);
    return { counted, shape: { ...counted, page, columns: claimColumns(paths) }, paths };
  });

function makeClaimLists(
  place: Place,
  { counted, shape, paths }: ReturnType<typeof planClaimLists>,
): ClaimLists {
  const { anchor, where } = counted;
  const { loaders } = place.view;
  const { fact, subject, object, attributedTo, source } = where;
  const named = { fact, subject, object, attributedTo, source };
  const isAnyNamed = Object.values(named).some((id) => id !== null);
  type Ask<Answer> = (standing: ClaimWhere, anchorKey: string) => MaybePromise<Answer>;
  const ask = <Answer>(
    key: string,
    run: Ask<Answer>,
    isEmpty: (answer: Answer) => boolean,
  ): MaybePromise<Answer> => {
    if (!isAnyNamed) return run(where, key);
    // Of the list of all claims, the anchor is one of these.
    const anchorIn = (ids: Readonly<Record<string, string | null>>) => ids[anchor] ?? null;
    const isAnchorNamed = anchorIn(named) === key;
    return askStanding(
      place,
      named,
      (ids) => run({ ...where, ...ids }, (isAnchorNamed && anchorIn(ids)) || key),
      isEmpty,
    );
  };
  const readItems = (claims: readonly ClaimRow[]): Promise<void> =>
    readItemsAhead(
      place,
      'Claim',
      claims,
      (claim) => claim,
      () => 'Claim',
    );
  const readPage: Ask<Page<ClaimRow>> = (standing, key) => {
    const claims = loaders.claimPages.load(standing === where ? shape : { ...shape, where: standing }, key);
    // A page that is there already was read ahead, with what is below it.
    if (!(claims instanceof Promise)) return claims;
    return claims.then(async (read) => {
      await readItems(read.items);
      return read;
    });
  };
  return {
    of: (key) => ({
      page: once(() => ask(key, readPage, isEmptyPage)),
      positionOf: (claim) => ({ order: claimOrder, key: claim.key }),
      totalCount: () =>
        ask(
          key,
          (standing, anchorKey) =>
            loaders.claimCounts.load(
              standing === where ? counted : { ...counted, where: standing },
              anchorKey,
            ),
          isNone,
        ),
    }),
    readAhead: (keys) =>
      Promise.all([
        isPageSelected(paths) &&
          loaders.claimPages
            .readAhead(shape, keys)
            .then((pages) => readItems(pages.flatMap(({ items }) => items))),
        paths.has('totalCount') && loaders.claimCounts.readAhead(counted, keys),
      ]),
  };
}

/** What a field’s arguments make of it is the same for all its parents. */
export const claimLists = (place: Place, anchor: ClaimAnchor, args: ClaimListArguments): ClaimLists =>
  oncePerPlace(place, anchor, () => makeClaimLists(place, planClaimLists(place, anchor, args)));
