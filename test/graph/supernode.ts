import { claim, claimsFile, entity, type Line, source } from '../ingest/claims-file-of.ts';

/** A claims file in which organizations of these numbers invest in one place, every tenth of them without an amount. */
export function investorsOfOnePlace(from: number, to: number): string {
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  const lines = numbers.flatMap((n): Line[] => [
    entity(`org_${n}`),
    claim(`org_${n}`, 'INVESTED_IN', 'place_hub', {
      period: String(2000 + (n % 25)),
      ...(n % 10 > 0 && { value: { amount: String(1000 + ((n * 7919) % 100_003)), unit: 'USD' } }),
    }),
  ]);
  return claimsFile(source('investors'), entity('place_hub', { placeType: 'COUNTRY' }), ...lines);
}
