import { InvalidArgument } from '../src/errors.ts';
import { entityKeys, type TotalRow } from '../src/loaders/totals.ts';
import { builder } from './builder.ts';
import { TotalKeyEnum } from './enums.ts';
import { EntityInterface } from './refs.ts';

const TotalGroupRef = builder.objectRef<TotalRow['keys'][number]>('TotalGroup').implement({
  description: 'What the facts of a total have in common.',
  fields: (t) => ({
    key: t.expose('key', { type: TotalKeyEnum, nullable: false, description: 'What was grouped by.' }),
    value: t.exposeString('value', {
      description: 'An id, a predicate, a variable, a year or a modality. Null for facts that have none.',
    }),
    entity: t.field({
      type: EntityInterface,
      description: 'The entity that `value` names, where it is an id.',
      resolve: ({ key, value }) => (value !== null && entityKeys.has(key) ? { id: value } : null),
    }),
  }),
});

export const TotalRef = builder.objectRef<TotalRow>('Total').implement({
  description:
    'What the shown figures of facts add up to, in one unit: unlike units are never added. Ranges are counted and left out of the sum; denied facts and those without a value are left out altogether.',
  fields: (t) => ({
    keys: t.expose('keys', {
      type: [TotalGroupRef],
      nullable: false,
      description: 'The group, one entry for each key of `groupBy`; empty on a connection’s `totals`.',
    }),
    key: t.field({
      type: TotalGroupRef,
      args: {
        by: t.arg({ type: TotalKeyEnum, required: true, description: 'One of the keys of `groupBy`.' }),
      },
      description:
        'The group by one key. In a table, where `keys` would give a total one row for each key, it gives a column for each: `subject: key(by: SUBJECT) { value }  year: key(by: YEAR) { value }`.',
      resolve: ({ keys }, { by }) => {
        const group = keys.find(({ key }) => key === by);
        if (group) return group;
        const grouped = keys.map(({ key }) => key).join(', ') || 'nothing';
        throw new InvalidArgument('by', `this total is grouped by ${grouped}, not by ${by}`);
      },
    }),
    unit: t.exposeString('unit', { nullable: false, description: 'The unit of `sum`, `min` and `max`.' }),
    sum: t.expose('sum', { type: 'Decimal', nullable: false, description: 'The sum, exact.' }),
    count: t.exposeInt('count', { nullable: false, description: 'How many figures it is the sum of.' }),
    inexactCount: t.exposeInt('inexactCount', {
      nullable: false,
      description:
        'How many of these are bounds or approximations (“up to”, “around”) and count with the figure stated.',
    }),
    omittedCount: t.exposeInt('omittedCount', {
      nullable: false,
      description: 'How many more facts there are in this unit that are ranges, and so in no sum.',
    }),
    disputedCount: t.exposeInt('disputedCount', {
      nullable: false,
      description: 'On how many of the facts sources disagree; each counts with the figure shown.',
    }),
    min: t.expose('min', { type: 'Decimal', description: 'The smallest of the figures.' }),
    max: t.expose('max', { type: 'Decimal', description: 'The largest of the figures.' }),
  }),
});
