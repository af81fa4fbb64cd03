import type { Period } from '../src/model/period.ts';
import type { Quantity } from '../src/model/quantity.ts';
import { builder } from './builder.ts';
import { BoundEnum } from './enums.ts';

export const QuantityRef = builder.objectRef<Quantity>('Quantity').implement({
  description:
    'A figure with its unit and what it stands for. “Up to 50,000” is amount 50000 with bound AT_MOST and upper 50000.',
  fields: (t) => ({
    amount: t.expose('amount', {
      type: 'Decimal',
      description: 'The figure as stated, exact. Null for a RANGE.',
    }),
    unit: t.exposeString('unit', {
      nullable: false,
      description: 'An ISO 4217 currency (`USD`), `%`, or a UCUM code (`{vehicle}/a`: vehicles a year).',
    }),
    bound: t.expose('bound', {
      type: BoundEnum,
      nullable: false,
      description: 'What the figure stands for.',
    }),
    lower: t.expose('lower', { type: 'Decimal', description: 'The least it can be, as far as stated.' }),
    upper: t.expose('upper', { type: 'Decimal', description: 'The most it can be, as far as stated.' }),
  }),
});

export const PeriodRef = builder.objectRef<Period>('Period').implement({
  description: 'When something holds, as precisely as its source says.',
  fields: (t) => ({
    edtf: t.exposeString('edtf', {
      nullable: false,
      description:
        'In EDTF (ISO 8601-2): `2024`, `2021-01/2021-03`, `2024/..` (since), `[..2024]` (once, by 2024), `2011~/2021~` (about).',
    }),
    start: t.expose('start', {
      type: 'Date',
      description: 'The first day it can mean; null when open or unknown.',
    }),
    end: t.expose('end', {
      type: 'Date',
      description: 'The last day it can mean; null when open or unknown.',
    }),
  }),
});
