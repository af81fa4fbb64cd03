import { codes } from 'currency-codes';
import { describe, expect, it } from 'vitest';
import {
  agree,
  type Quantity,
  resolveQuantity,
  type StatedQuantity,
  sortAmount,
  unitProblem,
} from '../../src/model/quantity.ts';

describe('unitProblem', () => {
  it('takes ISO 4217 currencies for money, and nothing else', () => {
    for (const unit of ['USD', 'KZT', 'CNY', 'EUR']) expect(unitProblem(unit, 'money')).toBeNull();
    for (const unit of ['usd', 'US$', '$', 'XYZ', '%', 't', '{vehicle}', 'USD/a'])
      expect(unitProblem(unit, 'money')).toContain('not ');
  });

  it('takes only percent for a share', () => {
    expect(unitProblem('%', 'share')).toBeNull();
    for (const unit of ['USD', '1', 'percent', '%%'])
      expect(unitProblem(unit, 'share')).toContain('must be "%"');
  });

  it('takes units a year for a capacity', () => {
    for (const unit of ['{vehicle}/a', 't/a', 'kt/a', 'GW.h/a']) expect(unitProblem(unit, 'rate')).toBeNull();
    for (const unit of ['{vehicle}', 't', 'MW', 't/d', '{vehicle}/year', 'USD', '%'])
      expect(unitProblem(unit, 'rate')).toContain('must be a rate per year');
  });

  it('takes any unit for a quantity: currency, percent, count, mass', () => {
    for (const unit of ['USD', '%', '{vehicle}', '{job}', 't', 'MW', '{vehicle}/a', 'm3'])
      expect(unitProblem(unit, 'quantity')).toBeNull();
  });

  it('takes three capitals for a currency that somebody misspelt', () => {
    expect(unitProblem('UDS', 'quantity')).toContain('not an ISO 4217 currency');
    expect(unitProblem('MWH', 'quantity')).toContain('not an ISO 4217 currency');
    expect(unitProblem('MWh', 'quantity')).toBeNull();
  });

  it('knows every currency by its code in capitals only', () => {
    for (const code of codes()) {
      expect(unitProblem(code, 'money')).toBeNull();
      expect(unitProblem(code.toLowerCase(), 'money')).not.toBeNull();
    }
  });

  it.each(['', 'motor vehicles', ' USD', 'USD ', 'т', '€', 't\u0000', 'x'.repeat(41)])(
    'refuses %j under every measure: a unit is a short code without blanks',
    (unit) => {
      for (const measure of ['money', 'rate', 'share', 'quantity'] as const)
        expect(unitProblem(unit, measure)).toContain('is not a code');
    },
  );

  it('takes a code of 40 characters', () => {
    expect(unitProblem('x'.repeat(40), 'quantity')).toBeNull();
  });
});

describe('resolveQuantity', () => {
  const usd = (parts: Omit<StatedQuantity, 'unit'>): Quantity =>
    resolveQuantity({ unit: 'USD', ...parts }, 'money');

  it('bounds an exact figure on both sides', () => {
    expect(usd({ bound: 'EXACT', amount: '5.50' })).toEqual({
      amount: '5.5',
      unit: 'USD',
      bound: 'EXACT',
      lower: '5.5',
      upper: '5.5',
    });
  });

  it('bounds "up to" from above and "more than" from below', () => {
    expect(usd({ bound: 'AT_MOST', amount: '50000' })).toMatchObject({ lower: null, upper: '50000' });
    expect(usd({ bound: 'AT_LEAST', amount: '30' })).toMatchObject({ lower: '30', upper: null });
  });

  it('leaves "around" without bounds of its own', () => {
    expect(usd({ bound: 'APPROXIMATE', amount: '100000000' })).toEqual({
      amount: '100000000',
      unit: 'USD',
      bound: 'APPROXIMATE',
      lower: null,
      upper: null,
    });
  });

  it('gives a range its two ends and no amount', () => {
    expect(usd({ bound: 'RANGE', lower: '90.0', upper: '110' })).toEqual({
      amount: null,
      unit: 'USD',
      bound: 'RANGE',
      lower: '90',
      upper: '110',
    });
  });

  it('takes a range of one point and negative ranges', () => {
    expect(usd({ bound: 'RANGE', lower: '5', upper: '5' })).toMatchObject({ lower: '5', upper: '5' });
    expect(usd({ bound: 'RANGE', lower: '-10', upper: '-9' })).toMatchObject({ lower: '-10', upper: '-9' });
  });

  it('refuses a range whose ends are the wrong way round, comparing numbers and not texts', () => {
    expect(() => usd({ bound: 'RANGE', lower: '110', upper: '90' })).toThrow('lower 110 is above upper 90');
    expect(() => usd({ bound: 'RANGE', lower: '9', upper: '10' })).not.toThrow();
    expect(() => usd({ bound: 'RANGE', lower: '-9', upper: '-10' })).toThrow(RangeError);
  });

  it.each<Omit<StatedQuantity, 'unit'>>([
    { bound: 'RANGE' },
    { bound: 'RANGE', lower: '1' },
    { bound: 'RANGE', upper: '1' },
    { bound: 'RANGE', amount: '1' },
    { bound: 'RANGE', amount: '1', lower: '1', upper: '2' },
  ])('refuses a range with parts missing or too many: %o', (parts) => {
    expect(() => usd(parts)).toThrow('a RANGE has `lower` and `upper` and no `amount`');
  });

  it.each(['EXACT', 'APPROXIMATE', 'AT_LEAST', 'AT_MOST'] as const)(
    'refuses %s without an amount or with ends',
    (bound) => {
      const reason = `${bound} has an \`amount\` and neither \`lower\` nor \`upper\``;
      expect(() => usd({ bound })).toThrow(reason);
      expect(() => usd({ bound, amount: '1', lower: '1' })).toThrow(reason);
      expect(() => usd({ bound, amount: '1', upper: '1' })).toThrow(reason);
    },
  );

  it('refuses a unit that the measure does not take, before it looks at the figures', () => {
    const stated = { unit: '{vehicle}', bound: 'EXACT', amount: 'many' } as const;
    expect(() => resolveQuantity(stated, 'money')).toThrow('not an ISO 4217 currency');
    expect(() => resolveQuantity(stated, 'quantity')).toThrow('"many" is not a decimal number');
  });

  it('throws RangeErrors, which the reader of a file can place', () => {
    expect(() => usd({ bound: 'EXACT', amount: 'x' })).toThrow(RangeError);
    expect(() => usd({ bound: 'RANGE', lower: '2', upper: '1' })).toThrow(RangeError);
    expect(() => resolveQuantity({ unit: '', bound: 'EXACT', amount: '1' }, 'money')).toThrow(RangeError);
  });
});

describe('agree', () => {
  const quantity = (bound: Quantity['bound'], figure: string, unit = 'USD'): Quantity => {
    const [lower, upper] = figure.split('..');
    return resolveQuantity(
      bound === 'RANGE' ? { bound, unit, lower, upper } : { bound, unit, amount: figure },
      'quantity',
    );
  };
  type Stated = [bound: Quantity['bound'], figure: string, unit?: string];
  const agreeing = (...stated: Stated[]): boolean => agree(stated.map((parts) => quantity(...parts)));

  it('has nothing against one figure or none', () => {
    expect(agreeing()).toBe(true);
    expect(agreeing(['EXACT', '1'])).toBe(true);
  });

  it('holds exact figures to each other digit by digit', () => {
    expect(agreeing(['EXACT', '0.10'], ['EXACT', '0.1'])).toBe(true);
    expect(agreeing(['EXACT', '0.3'], ['EXACT', '0.300000000001'])).toBe(false);
    expect(agreeing(['EXACT', '999999999999999'], ['EXACT', '999999999999998'])).toBe(false);
  });

  it('lets "up to 50,000" stand beside 50,000 and below, not beside 120,000', () => {
    expect(agreeing(['AT_MOST', '50000'], ['EXACT', '50000'])).toBe(true);
    expect(agreeing(['AT_MOST', '50000'], ['EXACT', '1'])).toBe(true);
    expect(agreeing(['AT_MOST', '50000'], ['EXACT', '120000'])).toBe(false);
  });

  it('lets "more than 30" stand beside 30 and above, not beside 29', () => {
    expect(agreeing(['AT_LEAST', '30'], ['EXACT', '30'])).toBe(true);
    expect(agreeing(['AT_LEAST', '30'], ['AT_LEAST', '100'])).toBe(true);
    expect(agreeing(['AT_LEAST', '30'], ['EXACT', '29'])).toBe(false);
  });

  it('takes a lower and an upper limit together when they leave a point between them', () => {
    expect(agreeing(['AT_LEAST', '30'], ['AT_MOST', '30'])).toBe(true);
    expect(agreeing(['AT_LEAST', '31'], ['AT_MOST', '30'])).toBe(false);
  });

  it('takes "around" as within a tenth, both ends included', () => {
    expect(agreeing(['APPROXIMATE', '100'], ['EXACT', '90'])).toBe(true);
    expect(agreeing(['APPROXIMATE', '100'], ['EXACT', '110'])).toBe(true);
    expect(agreeing(['APPROXIMATE', '100'], ['EXACT', '89.999'])).toBe(false);
    expect(agreeing(['APPROXIMATE', '100'], ['EXACT', '110.001'])).toBe(false);
    expect(agreeing(['APPROXIMATE', '-100'], ['EXACT', '-110'])).toBe(true);
    expect(agreeing(['APPROXIMATE', '-100'], ['EXACT', '100'])).toBe(false);
    expect(agreeing(['APPROXIMATE', '0'], ['EXACT', '0'])).toBe(true);
  });

  it('lets two figures said to be "around" meet halfway', () => {
    expect(agreeing(['APPROXIMATE', '100'], ['APPROXIMATE', '120'])).toBe(true);
    expect(agreeing(['APPROXIMATE', '100'], ['APPROXIMATE', '150'])).toBe(false);
  });

  it('lets ranges overlap in one point', () => {
    expect(agreeing(['APPROXIMATE', '100000000'], ['RANGE', '90000000..110000000'])).toBe(true);
    expect(agreeing(['RANGE', '1..2'], ['RANGE', '2..3'])).toBe(true);
    expect(agreeing(['RANGE', '1..2'], ['RANGE', '2.1..3'])).toBe(false);
  });

  it('wants one point common to all: two that agree with a third may disagree with each other', () => {
    expect(agreeing(['RANGE', '1..10'], ['EXACT', '2'])).toBe(true);
    expect(agreeing(['RANGE', '1..10'], ['EXACT', '9'])).toBe(true);
    expect(agreeing(['RANGE', '1..10'], ['EXACT', '2'], ['EXACT', '9'])).toBe(false);
  });

  it('never compares unlike units, and still compares within each', () => {
    expect(agreeing(['EXACT', '100', 'USD'], ['EXACT', '90', 'EUR'])).toBe(true);
    expect(agreeing(['EXACT', '100', 'USD'], ['EXACT', '90', 'EUR'], ['EXACT', '91', 'EUR'])).toBe(false);
  });

  it('does not depend on the order of claims', () => {
    const stated: Stated[] = [
      ['AT_LEAST', '30'],
      ['APPROXIMATE', '40'],
      ['AT_MOST', '35'],
      ['EXACT', '90', 'EUR'],
    ];
    expect(agreeing(...stated)).toBe(false);
    expect(agreeing(...stated.toReversed())).toBe(false);
  });
});

describe('sortAmount', () => {
  const stated = (parts: StatedQuantity): Quantity => resolveQuantity(parts, 'quantity');

  it('is the stated figure whatever its bound, and the lower end of a range', () => {
    for (const bound of ['EXACT', 'APPROXIMATE', 'AT_LEAST', 'AT_MOST'] as const)
      expect(sortAmount(stated({ bound, unit: 't', amount: '7' }))).toBe('7');
    expect(sortAmount(stated({ bound: 'RANGE', unit: 't', lower: '90', upper: '110' }))).toBe('90');
  });
});
