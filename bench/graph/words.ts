/** Made-up words, for names that can be searched: each number has its own. */

const HEADS = ['Kar', 'Tem', 'Bal', 'Zhan', 'Or', 'Sil', 'Mar', 'Ven', 'Dol', 'Ash', 'Kul', 'Ner', 'Tar'];
const MIDDLES = ['a', 'o', 'i', 'u', 'ai', 'ei', 'an', 'en', 'il', 'or', 'ur', 'as', 'em', 'ol', 'ik'];
const TAILS = [
  ['tau', 'dar', 'gan', 'lik', 'mir', 'nov', 'ren', 'say', 'tan', 'vik', 'zar', 'kent', 'bek', 'lund'],
  ['dale', 'moor', 'wen', 'shan', 'ping', 'rud', 'field', 'stan', 'gorod', 'wick', 'ford', 'haven'],
].flat();

/** Neighbouring numbers have words that begin unlike. There are 5,070 of them; above that they end in a syllable more. */
export function word(number: number): string {
  const head = HEADS[number % HEADS.length];
  const rest = Math.floor(number / HEADS.length);
  const tail = TAILS[rest % TAILS.length];
  const middles = Math.floor(rest / TAILS.length);
  const middle = MIDDLES[middles % MIDDLES.length];
  const more = Math.floor(middles / MIDDLES.length);
  return `${head}${middle}${more === 0 ? '' : MIDDLES[more % MIDDLES.length]}${tail}`;
}

export const INDUSTRIES = [
  'Motors',
  'Steel',
  'Energy',
  'Mining',
  'Chemicals',
  'Logistics',
  'Cement',
  'Textiles',
  'Foods',
  'Solar',
  'Copper',
  'Railways',
  'Electronics',
  'Timber',
  'Capital',
  'Agro',
] as const;

export const LEGAL_FORMS = ['LLP', 'LLC', 'JSC', 'Ltd', 'GmbH', 'Co., Ltd.', 'PLC', 'S.A.'] as const;
export const UNDERTAKINGS = [
  'Plant',
  'Mine',
  'Park',
  'Terminal',
  'Smelter',
  'Wind Farm',
  'Refinery',
] as const;
export const WORKS = ['Works', 'Mill', 'Assembly Plant', 'Power Station', 'Foundry', 'Factory'] as const;
export const GOODS = [
  'passenger cars',
  'crude steel',
  'copper cathodes',
  'ammonia',
  'cement',
  'yarn',
  'flour',
  'solar panels',
  'batteries',
  'tractors',
  'rails',
  'plywood',
] as const;
