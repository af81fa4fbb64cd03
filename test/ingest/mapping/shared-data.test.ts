import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Big from 'big.js';
import { expect, test } from 'vitest';
import { claimFromLine } from '../../../src/ingest/claim.ts';
import { claimLine } from '../../../src/ingest/claims-file.ts';
import type { EntityDescription, MappedClaim } from '../../../src/ingest/mapping/mapped.ts';
import { layoutOf } from '../../../src/ingest/mapping/read-mapping.ts';
import { rowMapper } from '../../../src/ingest/mapping/row-mapper.ts';
import { openTable } from '../../../src/ingest/tables/table.ts';
import { kinds } from '../../../src/ontology.ts';
import { projectRoot } from '../../../src/project-root.ts';
import { calledOf, shipped } from './map-row.ts';

/** Whole published files, where this machine has them; their check values are those of their README. */
const folder = resolve(projectRoot, process.env.STEPPE_SHARED_DATA ?? '../shared/data');
const withData = test.skipIf(!existsSync(folder));
const TIMEOUT_MS = 120_000;

interface SaidClaim extends MappedClaim {
  /** What subject and object are called, and the country that the row puts them in. */
  readonly by: EntityDescription | undefined;
  readonly of: EntityDescription | undefined;
  readonly sourceId: string;
}

/** All that a file says, and how its rows ended. */
async function allOf(mappingName: string, name: string) {
  const mapping = await shipped(mappingName);
  const file = join(folder, name);
  const table = await openTable(file, layoutOf(mapping, file));
  const rows = { read: 0, mapped: 0, skipped: {} as Record<string, number>, refused: [] as unknown[] };
  const claims: SaidClaim[] = [];
  try {
    const map = rowMapper(mapping, table.header);
    for await (const row of table.rows()) {
      rows.read += 1;
      const result = map(row);
      if (result.kind === 'skipped') rows.skipped[result.rule] = (rows.skipped[result.rule] ?? 0) + 1;
      if (result.kind === 'refused') rows.refused.push({ line: row.line, ...result });
      if (result.kind !== 'mapped') continue;
      rows.mapped += 1;
      const known = new Map(result.entities.map((entity) => [entity.ref, entity]));
      for (const { source, claims: said } of result.sources)
        for (const claim of said)
          claims.push({
            ...claim,
            by: known.get(claim.subject),
            of: known.get(claim.object ?? ''),
            sourceId: source.id ?? '',
          });
    }
  } finally {
    await table.close();
  }
  return { rows, claims };
}

/** Why claims cannot stand by the ontology, whatever ids their ends get. */
const flaws = (claims: readonly SaidClaim[]): string[] =>
  claims.flatMap(({ by, of, sourceId, ...claim }) => {
    const subject = `${kinds[by?.kind ?? 'PLACE'].prefix}_subject`;
    const object = of && `${kinds[of.kind].prefix}_object`;
    try {
      claimFromLine(claimLine.parse({ ...claim, type: 'claim', subject, object }), sourceId);
      return [];
    } catch (error) {
      return [`${(error as Error).message}: ${JSON.stringify(claim)}`];
    }
  });

const sum = (claims: readonly SaidClaim[]): string =>
  claims.reduce((total, { value }) => total.plus(value?.amount ?? 0), new Big(0)).toFixed();

/** Identifiers tell things apart, of which releases may change the names. */
const meant = (entity: EntityDescription | undefined): string | undefined =>
  entity && (entity.identifiers[0]?.value ?? calledOf(entity));
const sameSaid = ({ by, of, ...claim }: SaidClaim): string =>
  JSON.stringify({ ...claim, subject: meant(by), object: meant(of) });
const distinct = (claims: readonly SaidClaim[]): SaidClaim[] => [
  ...new Map(claims.map((claim) => [sameSaid(claim), claim])).values(),
];

withData(
  'The steel plants add up: 1,204 in 89 countries, 404 in China, 1,997,317 kt a year in operation.',
  async () => {
    const { rows, claims } = await allOf(
      'gem-iron-steel',
      'gem-iron-steel/Iron & Steel-map-file-2025-03-25.csv',
    );
    expect(rows).toEqual({ read: 1204, mapped: 1204, skipped: {}, refused: [] });
    expect(flaws(claims)).toEqual([]);
    const inCountry = claims.filter(({ by, of }) => by?.kind === 'FACILITY' && of?.placeType === 'COUNTRY');
    expect(inCountry).toHaveLength(1204);
    expect(new Set(inCountry.map(({ of }) => of?.id)).size).toBe(89);
    expect(inCountry.filter(({ of }) => of?.id === 'place_china')).toHaveLength(404);
    const steel = (modality: string) =>
      claims.filter(
        ({ of, value, ...it }) => of?.id === 'product_crude_steel' && value && it.modality === modality,
      );
    expect(sum(steel('REALISED'))).toBe('1997317');
    // Announced 679,224 and under construction 194,177.
    expect(sum(steel('PLANNED'))).toBe('873401');
    expect(sum(steel('DENIED'))).toBe('104493');
  },
  TIMEOUT_MS,
);

withData(
  'The iron ore mines add up: 890 in 67 countries, 2,058,848.122 kt known of 2023.',
  async () => {
    const { rows, claims } = await allOf(
      'gem-iron-ore-mines',
      'gem-iron-ore-mines/giomt-2024-11-main-data.csv',
    );
    expect(rows).toEqual({ read: 890, mapped: 890, skipped: {}, refused: [] });
    expect(flaws(claims)).toEqual([]);
    const countries = claims.filter(({ of }) => of?.placeType === 'COUNTRY').map(({ of }) => of?.id);
    expect(new Set(countries).size).toBe(67);
    const output = claims.filter(({ predicate, period }) => predicate === 'PRODUCED' && period === '2023');
    // Thirds of a group's figure are kept to six digits.
    expect(new Big(sum(output)).round(3).toFixed()).toBe('2058848.122');
  },
  TIMEOUT_MS,
);

const coal2025 = 'gem-coal-project-finance/gcpft-2025-04-data.csv.gz';
const money = ({ predicate, variable, value }: SaidClaim): boolean =>
  value !== undefined && (predicate === 'INVESTED_IN' || variable === 'finance by unnamed investors');

withData(
  'The coal finance of 2025 adds up by status to the cent of each row, and in Kazakhstan to 1,510,000,000 USD.',
  async () => {
    const { rows, claims } = await allOf('gem-coal-project-finance', coal2025);
    expect(rows).toMatchObject({ read: 4862, skipped: { 'neither financier nor amount': 249 }, refused: [] });
    const amounts = claims.filter(money);
    const byModality = (modality: string) => amounts.filter((claim) => claim.modality === modality);
    const figures = ['REALISED', 'PLANNED', 'DENIED', 'ESTIMATED'].map((modality) => [
      byModality(modality).length,
      Number(sum(byModality(modality))),
    ]);
    // Rounding each row to the cent moves these sums by less than a dollar.
    const expected = [
      [3679, 329_745_808_776.89],
      [118, 26_400_549_094.58],
      [108, 20_925_474_816],
      [3, 23_000_000], // and one of 0 USD
    ];
    for (const [i, [count, total]] of expected.entries()) {
      expect(figures[i]?.[0]).toBe(count);
      expect(Math.abs((figures[i]?.[1] ?? 0) - (total ?? 0))).toBeLessThan(1);
    }
    const closedIn = (code: string, from?: string) =>
      distinct(
        byModality('REALISED').filter(({ by, of }) => {
          const unit = of ?? by;
          return unit?.country === code && (from === undefined || by?.country === from);
        }),
      );
    expect(sum(closedIn('KZ'))).toBe('1510000000');
    const dollars = (claims: readonly SaidClaim[]) => new Big(sum(claims)).round(0).toFixed();
    expect(dollars(closedIn('ID', 'CN'))).toBe('15385587438');
    expect(dollars(closedIn('PK', 'CN'))).toBe('9012175000');
    // What rows repeat word for word, but for columns that are not read, is one claim.
    expect(amounts.length - distinct(amounts).length).toBe(73);
    expect(dollars(distinct(byModality('REALISED')))).toBe('324893240721');
  },
  TIMEOUT_MS,
);

withData(
  'The release of 2024 repeats much of 2025’s in the same words.',
  async () => {
    const file =
      'gem-coal-project-finance/Global Coal Project Finance Tracker_April 2024 Update_Final_GEM.csv.gz';
    const then = await allOf('gem-coal-project-finance', file);
    expect(then.rows).toMatchObject({ read: 5933, skipped: { 'no unit': 7 }, refused: [] });
    const now = await allOf('gem-coal-project-finance', coal2025);
    const investments = ({ claims }: typeof now) =>
      new Set(claims.filter(({ predicate }) => predicate === 'INVESTED_IN').map(sameSaid));
    const said = investments(now);
    const kept = [...investments(then)].filter((claim) => said.has(claim));
    expect([investments(then).size, investments(now).size, kept.length]).toEqual([4190, 4417, 3652]);
  },
  TIMEOUT_MS,
);

withData(
  'The clean investments add up: 8,532 facilities, 108 car plants of 39,438.922 million US$.',
  async () => {
    const { rows, claims } = await allOf(
      'clean-investment-monitor',
      'clean-investment-monitor/manufacturing_energy_and_industry_facility_metadata.csv.gz',
    );
    expect(rows).toEqual({ read: 8532, mapped: 8532, skipped: {}, refused: [] });
    const carPlants = new Set(
      claims
        .filter(({ of }) => of?.id === 'product_zero_emission_vehicles')
        .map(({ by }) => by?.identifiers[0]?.value),
    );
    expect(carPlants.size).toBe(108);
    const estimates = claims.filter(
      ({ variable, by }) =>
        variable?.startsWith('estimated capital') && carPlants.has(by?.identifiers[0]?.value ?? ''),
    );
    expect(new Big(sum(estimates)).div(1_000_000).round(3).toFixed()).toBe('39438.922');
  },
  TIMEOUT_MS,
);

withData(
  'Chinese finance: 54 umbrella records and 66 not recommended are left out of 382, and 39557 has nine sources.',
  async () => {
    const { rows, claims } = await allOf(
      'aiddata-chinese-finance',
      'aiddata-chinese-finance/aiddata-v1.0-central-asia-and-industry.csv',
    );
    expect(rows).toEqual({
      read: 382,
      mapped: 262,
      skipped: { 'umbrella record': 54, 'not recommended for research': 66 },
      refused: [],
    });
    expect(flaws(claims)).toEqual([]);
    const paying = (id: string) =>
      claims.filter(({ predicate, of }) => predicate === 'INVESTED_IN' && of?.identifiers[0]?.value === id);
    const sourcesOf = (id: string): number => new Set(paying(id).map(({ sourceId }) => sourceId)).size;
    expect([sourcesOf('40266'), sourcesOf('39557')]).toEqual([6, 9]);
    expect(paying('39557').map(({ value }) => value)).toEqual(
      Array(9).fill({ amount: '1000000000', unit: 'CNY' }),
    );
  },
  TIMEOUT_MS,
);
