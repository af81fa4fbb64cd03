import { type AboutRow, about } from '../src/loaders/about.ts';
import {
  declarationOf,
  type EntityKind,
  entityKinds,
  kinds,
  type RelationPredicate,
  relationPredicates,
} from '../src/ontology.ts';
import { builder } from './builder.ts';
import { EntityKindEnum, PredicateEnum } from './enums.ts';
import { viewOf } from './view.ts';

const KindCountRef = builder.objectRef<AboutRow['entities'][number]>('KindCount').implement({
  description: 'How many entities of one kind there are.',
  fields: (t) => ({
    kind: t.expose('kind', { type: EntityKindEnum, nullable: false, description: 'The kind.' }),
    count: t.exposeInt('count', { nullable: false, description: 'How many entities.' }),
  }),
});

const PredicateCountRef = builder.objectRef<AboutRow['facts'][number]>('PredicateCount').implement({
  description: 'How many facts of one kind there are.',
  fields: (t) => ({
    predicate: t.expose('predicate', {
      type: PredicateEnum,
      nullable: false,
      description: 'The kind of fact.',
    }),
    count: t.exposeInt('count', { nullable: false, description: 'How many facts.' }),
  }),
});

const KindInfoRef = builder.objectRef<EntityKind>('KindInfo').implement({
  description: 'A kind of entity, as the ontology declares it.',
  fields: (t) => ({
    kind: t.field({
      type: EntityKindEnum,
      nullable: false,
      description: 'The kind.',
      resolve: (kind) => kind,
    }),
    idPrefix: t.string({
      nullable: false,
      description: 'What ids of this kind begin with, before the underscore.',
      resolve: (kind) => kinds[kind].prefix,
    }),
    description: t.string({
      nullable: false,
      description: 'What belongs to it.',
      resolve: (kind) => kinds[kind].description,
    }),
  }),
});

const EndsRef = builder
  .objectRef<{ readonly subjects: readonly EntityKind[]; readonly objects: readonly EntityKind[] }>(
    'PredicateEnds',
  )
  .implement({
    description: 'Kinds that may stand at the two ends of a predicate.',
    fields: (t) => ({
      subjects: t.expose('subjects', { type: [EntityKindEnum], nullable: false, description: 'As subject.' }),
      objects: t.expose('objects', { type: [EntityKindEnum], nullable: false, description: 'As object.' }),
    }),
  });

const PredicateInfoRef = builder.objectRef<RelationPredicate>('PredicateInfo').implement({
  description: 'A kind of fact between two entities, as the ontology declares it.',
  fields: (t) => ({
    predicate: t.field({
      type: PredicateEnum,
      nullable: false,
      description: 'The predicate.',
      resolve: (predicate) => predicate,
    }),
    description: t.string({
      nullable: false,
      description: 'What it says.',
      resolve: (predicate) => declarationOf(predicate).description,
    }),
    forwardField: t.string({
      nullable: false,
      description: 'The field that lists it on its subject.',
      resolve: (predicate) => declarationOf(predicate).forward,
    }),
    reverseField: t.string({
      nullable: false,
      description: 'The field that lists it on its object.',
      resolve: (predicate) => declarationOf(predicate).reverse,
    }),
    valueField: t.string({
      description: 'The field of its edges that holds its value; null when it takes none.',
      resolve: (predicate) => declarationOf(predicate).value?.field ?? null,
    }),
    isSymmetric: t.boolean({
      nullable: false,
      description: 'Whether it holds both ways.',
      resolve: (predicate) => declarationOf(predicate).isSymmetric ?? false,
    }),
    ends: t.field({
      type: [EndsRef],
      nullable: false,
      description: 'Which kinds may stand at its ends.',
      resolve: (predicate) =>
        declarationOf(predicate).ends.map(([subjects, objects]) => ({ subjects, objects })),
    }),
  }),
});

export const AboutRef = builder.objectRef<AboutRow>('About').implement({
  description: 'What this graph holds and how far it has come.',
  fields: (t) => ({
    entities: t.expose('entities', {
      type: [KindCountRef],
      nullable: false,
      description: 'How many entities there are, by kind.',
    }),
    facts: t.expose('facts', {
      type: [PredicateCountRef],
      nullable: false,
      description: 'How many facts there are, by predicate.',
    }),
    claimCount: t.exposeInt('claimCount', {
      nullable: false,
      description: 'How many claims were ever recorded, retracted ones too.',
    }),
    sourceCount: t.exposeInt('sourceCount', { nullable: false, description: 'How many sources are known.' }),
    changeNumber: t.exposeInt('changeNumber', {
      nullable: false,
      description:
        'Grows by one with every change. Cite it with a figure: the same number means the same graph.',
    }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      description: 'When the last change was made; null when there was none.',
    }),
    kinds: t.field({
      type: [KindInfoRef],
      nullable: false,
      description: 'The ontology: kinds of entities.',
      resolve: () => entityKinds,
    }),
    predicates: t.field({
      type: [PredicateInfoRef],
      nullable: false,
      description: 'The ontology: kinds of facts between entities.',
      resolve: () => relationPredicates,
    }),
  }),
});

builder.queryField('about', (t) =>
  t.field({
    type: AboutRef,
    nullable: false,
    description: 'What this graph holds: counts, the ontology, the change number.',
    resolve: (_, __, context, info) => about(viewOf(context, info).reader),
  }),
);
