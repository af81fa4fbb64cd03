import { closeSync, openSync, writeSync } from 'node:fs';

/** Writes a claims file: organization n invests in one of 200 places, its own node and a hub at the other end. */
export function writeClaimsFile(path: string, claims: number): void {
  const file = openSync(path, 'w');
  const write = (...lines: object[]): void => {
    writeSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };
  const entity = (id: string, kind: string) => ({
    type: 'entity',
    id,
    kind,
    names: [{ text: id, language: 'en' }],
  });
  write({ type: 'source', id: 'source_s' });
  for (let n = 0; n < 200; n += 1) write(entity(`place_${n}`, 'PLACE'));
  for (let n = 0; n < claims; n += 1)
    write(entity(`org_${n}`, 'ORGANIZATION'), {
      type: 'claim',
      subject: `org_${n}`,
      predicate: 'INVESTED_IN',
      object: `place_${n % 200}`,
      value: { amount: String(n), unit: 'USD' },
      locator: `row ${n}`,
    });
  closeSync(file);
}
