import type { FactRow } from '../src/loaders/fact-rows.ts';
import { declarationOf, type RelationPredicate, relationPredicates } from '../src/ontology.ts';
import type { FieldsOf } from './builder.ts';
import { ClaimConnectionRef, type ClaimListArguments, claimLists } from './claim.ts';
import { type Connection, connectionType, type Edge, forwardArguments } from './connections.ts';
import { readEndsAhead } from './entity-rows.ts';
import { ModalityEnum, PredicateEnum } from './enums.ts';
import { ClaimFilterInput } from './inputs.ts';
import type { FactConnection, ListedFact } from './list-of-facts.ts';
import { oncePerInfo, type Place, placeOf, readAheadBelow, readsAhead } from './read-ahead.ts';
import { EntityInterface, FactRef, NodeInterface, SourceRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { TotalRef } from './total.ts';
import { PeriodRef, QuantityRef } from './values.ts';
import { viewOf } from './view.ts';

const claimsDescription =
  'Who says so: the claims behind this fact, each with its source and where in it. Also those that are not shown.';

const sourcesDescription =
  'The documents behind it, each once: those whose claims about it stand. `claims` tells where in them, and what exactly.';

async function readSourcesAhead(place: Place, factIds: readonly string[]): Promise<void> {
  const lists = await place.view.loaders.sourcesByFact.readAhead({}, factIds);
  await readAheadBelow(place, [...new Set(lists.flat())], () => 'Source');
}

FactRef.implement({
  description:
    'What the live claims about the same subject, predicate, object (or variable) and period add up to. Shown is the claim of the best rank, then of the newest source.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    predicate: t.expose('predicate', {
      type: PredicateEnum,
      nullable: false,
      description: 'The kind of fact.',
    }),
    subject: t.field({
      type: EntityInterface,
      nullable: false,
      description: 'Whom or what it is about.',
      extensions: readsAhead<FactRow, object>((facts, _, place) =>
        readEndsAhead(
          place,
          facts.map(({ subjectId }) => subjectId),
        ),
      ),
      resolve: ({ subjectId, nodes }, _, __, info) => ({
        id: subjectId,
        row: nodes.get(subjectId),
        columns: entityColumns(selectedPaths(info), ['']),
      }),
    }),
    object: t.field({
      type: EntityInterface,
      description: 'The other end; null for an observation.',
      extensions: readsAhead<FactRow, object>((facts, _, place) =>
        readEndsAhead(
          place,
          facts.map(({ objectId }) => objectId),
        ),
      ),
      resolve: ({ objectId, nodes }, _, __, info) =>
        objectId === null
          ? null
          : { id: objectId, row: nodes.get(objectId), columns: entityColumns(selectedPaths(info), ['']) },
    }),
    variable: t.exposeString('variable', { description: 'What was observed; null unless an observation.' }),
    value: t.expose('value', { type: QuantityRef, description: 'The shown figure, if any.' }),
    text: t.exposeString('text', { description: 'A value that is words.' }),
    modality: t.expose('modality', {
      type: ModalityEnum,
      nullable: false,
      description: 'In what way it is said.',
    }),
    period: t.expose('period', { type: PeriodRef, description: 'When it holds; null when unknown.' }),
    sourceCount: t.exposeInt('sourceCount', {
      nullable: false,
      description: 'How many sources speak of it.',
    }),
    isDisputed: t.exposeBoolean('isDisputed', {
      nullable: false,
      description: 'Whether claims of the best rank cannot all be true: look at `claims`.',
    }),
    claims: t.field({
      type: ClaimConnectionRef,
      nullable: false,
      description: claimsDescription,
      args: { where: t.arg({ type: ClaimFilterInput, description: 'Which claims.' }), ...forwardArguments },
      extensions: readsAhead<FactRow, ClaimListArguments>((facts, args, place) =>
        claimLists(place, 'fact', args).readAhead(facts.map(({ id }) => id)),
      ),
      resolve: ({ id }, args, context, info) =>
        oncePerInfo(info, () => claimLists(placeOf(context, info), 'fact', args)).of(id),
    }),
    sources: t.field({
      type: [SourceRef],
      nullable: false,
      description: sourcesDescription,
      extensions: readsAhead<FactRow, object>((facts, _, place) =>
        readSourcesAhead(
          place,
          facts.map(({ id }) => id),
        ),
      ),
      resolve: ({ id }, _, context, info) => viewOf(context, info).loaders.sourcesByFact.load({}, id),
    }),
  }),
});

/** A connection of facts also has `totals`; the loaders behind it are those of the same list. */
const totalsField = (t: FieldsOf<Connection<ListedFact>>) => ({
  totals: t.field({
    type: [TotalRef],
    nullable: false,
    description: 'What the figures of all pages add up to, one total a unit.',
    resolve: (connection) => (connection as FactConnection).totals(),
  }),
});

export const FactConnectionRef = connectionType<ListedFact>({
  name: 'Fact',
  plural: 'facts',
  node: ({ fact }) => fact,
  nodeType: FactRef,
  nodeDescription: 'The fact.',
  connectionFields: totalsField,
});

export const ObservationConnectionRef = connectionType<ListedFact>({
  name: 'Observation',
  plural: 'observations',
  about: 'They are facts whose value is a literal under a named variable.',
  node: ({ fact }) => fact,
  nodeType: FactRef,
  nodeDescription: 'The observation, with its variable and its value or text.',
  connectionFields: totalsField,
});

/** The connection type of one predicate, whose edges carry what the fact itself says. */
function relationConnection(predicate: RelationPredicate) {
  const { type, value, description } = declarationOf(predicate);
  return connectionType<ListedFact>({
    name: type,
    plural: `${predicate} facts`,
    about: description,
    node: ({ far }) => far,
    nodeType: EntityInterface,
    nodeDescription: 'The entity at the other end.',
    isNodeNullable: true,
    connectionFields: totalsField,
    edgeFields: (t) => ({
      factId: t.id({
        nullable: false,
        description: 'Id of the fact; `node(id: factId)` is the Fact.',
        resolve: ({ item }) => item.fact.id,
      }),
      ...(value && {
        [value.field]: t.field({
          type: QuantityRef,
          description: value.description,
          resolve: ({ item }) => item.fact.value,
        }),
      }),
      text: t.string({
        description: 'What is said of it in words, if so.',
        resolve: ({ item }) => item.fact.text,
      }),
      modality: t.field({
        type: ModalityEnum,
        nullable: false,
        description: 'In what way it is said: planned, realised, estimated, denied.',
        resolve: ({ item }) => item.fact.modality,
      }),
      period: t.field({
        type: PeriodRef,
        description: 'When it holds; null when unknown.',
        resolve: ({ item }) => item.fact.period,
      }),
      sourceCount: t.int({
        nullable: false,
        description: 'How many sources speak of it.',
        resolve: ({ item }) => item.fact.sourceCount,
      }),
      isDisputed: t.boolean({
        nullable: false,
        description: 'Whether claims of the best rank cannot all be true: look at `claims`.',
        resolve: ({ item }) => item.fact.isDisputed,
      }),
      claims: t.field({
        type: ClaimConnectionRef,
        nullable: false,
        description: claimsDescription,
        args: { where: t.arg({ type: ClaimFilterInput, description: 'Which claims.' }), ...forwardArguments },
        extensions: readsAhead<Pick<Edge<ListedFact>, 'item'>, ClaimListArguments>((edges, args, place) =>
          claimLists(place, 'fact', args).readAhead(edges.map(({ item }) => item.fact.id)),
        ),
        resolve: ({ item }, args, context, info) =>
          oncePerInfo(info, () => claimLists(placeOf(context, info), 'fact', args)).of(item.fact.id),
      }),
      sources: t.field({
        type: [SourceRef],
        nullable: false,
        description: sourcesDescription,
        extensions: readsAhead<Pick<Edge<ListedFact>, 'item'>, object>((edges, _, place) =>
          readSourcesAhead(
            place,
            edges.map(({ item }) => item.fact.id),
          ),
        ),
        resolve: ({ item }, _, context, info) =>
          viewOf(context, info).loaders.sourcesByFact.load({}, item.fact.id),
      }),
    }),
  });
}

export const relationConnections = new Map(
  relationPredicates.map((predicate) => [predicate, relationConnection(predicate)]),
);
