import { expect, test } from 'vitest';
import { calledOf, mapped, mapRow, said, shipped } from './map-row.ts';
import { coal, facilities, finance, mines, steel } from './real-rows.ts';

const [steelPlants, oreMines, coalFinance, cleanInvestment, chineseFinance] = await Promise.all(
  [
    'gem-iron-steel',
    'gem-iron-ore-mines',
    'gem-coal-project-finance',
    'clean-investment-monitor',
    'aiddata-chinese-finance',
  ].map(shipped),
);
if (!steelPlants || !oreMines || !coalFinance || !cleanInvestment || !chineseFinance)
  throw new Error('a mapping is missing');

test('The owners of the plant in Kostanay go in by their identifiers: their names stand in another order.', () => {
  const result = mapped(mapRow(steelPlants, steel.rudny));
  const owners = result.entities.filter(({ kind }) => kind === 'ORGANIZATION');
  expect(owners.map(({ names, identifiers }) => [names, identifiers[0]?.value])).toEqual([
    [[], 'E100001000472'],
    [[], 'E100000000689'],
  ]);
  expect(said(result, 'OWNS')).toEqual([
    'E100001000472 OWNS ERG Baowu Rudny HBI plant, REALISED',
    'E100000000689 OWNS ERG Baowu Rudny HBI plant, REALISED',
  ]);
  expect(result.notes[0]).toContain(
    'which of the identifiers are Eurasian Resources Group SARL; China Baowu',
  );
});

test('A row that names ERG alone gives the identifier its name.', () => {
  const { entities } = mapped(mapRow(oreMines, mines.kacharsky));
  const erg = entities.find(({ identifiers }) => identifiers[0]?.value === 'E100000000689');
  expect(erg?.names[0]?.text).toBe('Eurasian Resources Group SARL');
});

test('An announced plant is to produce; a capacity of 0 is none.', () => {
  expect(said(mapRow(steelPlants, steel.rudny), 'PRODUCES')).toEqual([
    'ERG Baowu Rudny HBI plant PRODUCES iron, 4000 kt/a, announced, PLANNED',
    'ERG Baowu Rudny HBI plant PRODUCES HBI, PLANNED',
  ]);
});

test('Statuses of one plant are facts of their own: what runs is production, what is retired is observed.', () => {
  const result = mapped(mapRow(steelPlants, steel.qarmet));
  expect(said(result, 'PRODUCES')).toEqual([
    'Qarmet steel plant PRODUCES crude steel, 6000 kt/a, operating, REALISED',
    'Qarmet steel plant PRODUCES iron, 6450 kt/a, operating, REALISED',
  ]);
  expect(said(result, 'iron capacity, retired')).toEqual([
    'Qarmet steel plant OBSERVED iron capacity, retired, 1100 kt/a, REALISED',
  ]);
  const facts = result.sources[0]?.claims
    .filter(({ predicate }) => predicate === 'PRODUCES')
    .map(({ fact }) => fact);
  expect(facts).toEqual(['capacity, operating', 'capacity, operating']);
});

test('A plant has its names and those it had; its owner its local name, as there is one of each.', () => {
  const { entities } = mapped(mapRow(steelPlants, steel.qarmet));
  const named = (kind: string) =>
    entities.find((entity) => entity.kind === kind)?.names.map(({ text }) => text);
  expect(named('FACILITY')).toEqual([
    'Qarmet steel plant',
    'АМТ',
    'QIC Qarmet steel plant',
    'ArcelorMittal Temirtau steel plant',
    'Karaganda Steel Works',
  ]);
  expect(named('ORGANIZATION')).toEqual(['Qazaqstan Steel Group LLP', '"QAZAQSTAN STEEL GROUP" ЖШС']);
});

test('A name in brackets’ language has it; persons who are nobody in particular own nothing.', () => {
  const result = mapped(mapRow(steelPlants, steel.shymkent));
  const plant = result.entities.find(({ kind }) => kind === 'FACILITY');
  expect(plant?.names.at(-1)).toEqual({ text: 'ТОО «Амир-А»', language: 'ru', kind: 'ALIAS' });
  expect(said(result, 'OWNS')).toEqual([
    'Sin Yuan Steel LLP OWNS Sin Yuan Steel Shymkent steel plant, REALISED',
  ]);
  expect(said(result, 'PRODUCES')).toEqual([]);
});

test('Once nobodies are out of both lists, the one name and the one identifier left are of one parent.', () => {
  const result = mapped(mapRow(steelPlants, steel.kazakhstal));
  expect(said(result, 'OWNS')).toContain('Firm Partner Plus LLP OWNS Kazakhstal LLP, REALISED');
  const parent = result.entities.find((entity) => calledOf(entity) === 'Firm Partner Plus LLP');
  expect(parent?.identifiers).toEqual([{ scheme: 'gem-entity', value: 'E100002007593' }]);
});

test('A mine produced what a year’s column says, and lies in a town that lies in a region.', () => {
  const result = mapRow(oreMines, mines.kacharsky);
  expect(said(result, 'PRODUCED')).toEqual([
    'SSGPO Kacharsky Mine PRODUCED iron ore, 5160 kt, 2022, REALISED',
  ]);
  expect(said(result, 'PRODUCES')).toEqual(['SSGPO Kacharsky Mine PRODUCES iron ore, 10000 kt/a, REALISED']);
  expect(said(result, 'LOCATED_IN')).toEqual([
    'SSGPO Kacharsky Mine LOCATED_IN Kazakhstan, REALISED',
    'SSGPO Kacharsky Mine LOCATED_IN P. Kachar, REALISED',
    'P. Kachar LOCATED_IN Kostanay, REALISED',
    'Kostanay LOCATED_IN Kazakhstan, REALISED',
  ]);
  expect(said(result, 'OWNS')).toEqual([
    'Sokolov-Sarbai Mining Production Association JSC OWNS SSGPO Kacharsky Mine, 100 %, REALISED',
    'Eurasian Resources Group SARL OWNS Sokolov-Sarbai Mining Production Association JSC, REALISED',
  ]);
});

test('A third of a group’s figure is rounded to six digits; a figure that is not there is unknown.', () => {
  expect(said(mapRow(oreMines, mines.carina), 'PRODUCED')).toEqual([
    'MinRes Carina (Yilgarn Hub) Mine PRODUCED iron ore, 1266.666667 kt, 2023, REALISED',
  ]);
  const hajigak = mapRow(oreMines, mines.hajigak);
  expect(said(hajigak, 'PRODUCES')).toEqual(['Hajigak Mine PRODUCES iron ore, PLANNED']);
  for (const predicate of ['PRODUCED', 'OWNS']) expect(said(hajigak, predicate)).toEqual([]);
});

test('A financier invests its share of a unit: neither its whole loan nor all money of the plant.', () => {
  const result = mapped(mapRow(coalFinance, coal.ekibastuz));
  expect(said(result, 'INVESTED_IN')).toEqual([
    'China Development Bank INVESTED_IN Ekibastuz-2 power station, Unit 3, 400000000 USD, loan, 2013-10, REALISED',
  ]);
  const money = result.sources[0]?.claims.filter(({ value }) => value?.unit === 'USD');
  expect(money?.map(({ fact }) => fact)).toEqual(['loan, units 3, REALISED, 2013-10, 400000000']);
});

test('Stopped finance is denied, and a workbook’s date whose day may be its month keeps its year.', () => {
  const result = mapped(mapRow(coalFinance, coal.songHau));
  expect(said(result, 'INVESTED_IN')).toEqual([
    'Export-Import Bank of Malaysia INVESTED_IN Song Hau Thermal Power Plant, Unit 2-1, 490000000 USD, loan, 2024, DENIED',
  ]);
  expect(result.notes).toEqual(['Close Date: 2024-09-06 is ambiguous (2024-09-06 or 2024-06-09): kept 2024']);
});

test('Both releases say a loan in the same words, of one source with two dates.', () => {
  const { 'Country/Area': Country, ...row } = coal.suralaya2025;
  const as2024 = Object.fromEntries(
    Object.entries(row).filter(
      ([column]) => !column.includes('per Transaction') && !column.includes('GEM Entity'),
    ),
  );
  const now = mapped(mapRow(coalFinance, coal.suralaya2025));
  const then = mapped(
    mapRow(coalFinance, {
      ...as2024,
      Country,
      'Close Date': '8/26/2020',
      "This Financier's Total Share": '$252,700,000.00',
      "This Financier's Unit Share": '$126,350,000.00',
    }),
  );
  const loan = ({ sources }: typeof now) =>
    sources[0]?.claims.find(({ predicate }) => predicate === 'INVESTED_IN');
  expect(loan(now)).toEqual(loan(then));
  expect(loan(now)?.period).toBe('2020-08-26');
  expect([then, now].map(({ sources }) => [sources[0]?.source.id, sources[0]?.source.publishedAt])).toEqual([
    ['source_gem_coal_project_finance_tracker', '2024-04'],
    ['source_gem_coal_project_finance_tracker', '2025-04'],
  ]);
});

test('Owners with shares are joined by them where the lists run in different orders, and claimed once.', () => {
  const result = mapped(mapRow(coalFinance, coal.suralaya2025));
  expect(said(result, 'OWNS')).toEqual([
    'PT Barito Pacific Tbk OWNS Banten Suralaya power station, Unit 09, 49 %, REALISED',
    'PT PLN (Persero) OWNS Banten Suralaya power station, Unit 09, 51 %, REALISED',
  ]);
  const pln = result.entities.find((entity) => calledOf(entity) === 'PT PLN (Persero)');
  expect(pln?.identifiers).toEqual([{ scheme: 'gem-entity', value: 'E100000000537' }]);
});

test('Money of an unnamed financier is observed on the unit; a row without financier and money is left out.', () => {
  const result = mapRow(coalFinance, coal.samcheok2024);
  expect(said(result, 'INVESTED_IN')).toEqual([]);
  expect(said(result, 'finance by unnamed investors')).toEqual([
    'Samcheok power station, Unit 2 OBSERVED finance by unnamed investors, 77000000 USD, bond, 2023-09-15, REALISED',
  ]);
  expect(said(result, 'OWNS')).toEqual([
    'Samcheok Blue Power OWNS Samcheok power station, Unit 2, 100 %, REALISED',
    'NongHyup Bank OWNS Samcheok Blue Power, 54.5 %, REALISED',
    'POSCO Holdings Inc OWNS Samcheok Blue Power, 34 %, REALISED',
    'Doosan OWNS Samcheok Blue Power, 9 %, REALISED',
  ]);
  expect(mapRow(coalFinance, coal.pulawy)).toEqual({ kind: 'skipped', rule: 'neither financier nor amount' });
});

test('A unit without a name has its station’s.', () => {
  const { entities } = mapped(mapRow(coalFinance, { ...coal.pulawy, Financier: 'PKO Bank Polski' }));
  const unit = entities.find(({ kind }) => kind === 'FACILITY');
  expect(unit?.names.map(({ text }) => text)).toEqual(['Pulawy power station (Grupa Azoty)']);
});

test('Millions of dollars of 2023 are dollars, exactly; the one company of a facility has them.', () => {
  const result = mapRow(cleanInvestment, facilities.lakeOrion);
  expect(said(result, 'INVESTED_IN')).toEqual([
    'General Motors INVESTED_IN General Motors: Zero Emission Vehicles, MI (M.Z.GM_MI_1), 4242343617 USD, New; estimated, in US$ of 2023, 2022-01-25, PLANNED',
  ]);
  expect(said(result, 'PRODUCES')).toHaveLength(1);
});

test.each([
  ['EnPower, Inc.', ['EnPower, Inc.']],
  ['Stellantis, Samsung SDI Co Ltd', ['Stellantis', 'Samsung SDI Co Ltd']],
  ['Solvay Specialty Polymers USA, LLC', ['Solvay Specialty Polymers USA, LLC']],
  ['BlueOvalSK (JV of Ford and SK On)', ['BlueOvalSK (JV of Ford and SK On)']],
  ['Envision AESC US/BMW', ['Envision AESC US/BMW']],
  ['Altus Power America Management, LLC (60281)', ['Altus Power America Management, LLC eia-utility 60281']],
])('The companies of “%s” are told apart.', (Company, expected) => {
  const { entities } = mapped(mapRow(cleanInvestment, { ...facilities.lakeOrion, Company }));
  const companies = entities.filter(({ kind }) => kind === 'ORGANIZATION');
  expect(
    companies.map(({ names, identifiers }) =>
      [names[0]?.text, ...identifiers.map(({ scheme, value }) => `${scheme} ${value}`)].join(' '),
    ),
  ).toEqual(expected);
});

test('A facility of several companies has its sum, and they have none.', () => {
  const shared = { ...facilities.lakeOrion, Company: 'Hyundai Motor Group, LGES' };
  const result = mapRow(cleanInvestment, shared);
  expect(said(result, 'INVESTED_IN').map((line) => line.includes('USD'))).toEqual([false, false]);
  expect(said(result, 'estimated capital expenditure, in US$ of 2023')[0]).toContain('4242343617 USD');
});

test('Six sources of a record each say who paid how much; what AidData adds is its own.', () => {
  const { sources, entities } = mapped(mapRow(chineseFinance, finance.atyrau));
  const called = new Map(entities.map((entity) => [entity.ref, calledOf(entity)]));
  const loans = sources.flatMap(({ source, claims }) =>
    claims
      .filter(({ predicate }) => predicate === 'INVESTED_IN')
      .map(({ subject, value }) => [source.url?.split('/')[2], called.get(subject), value]),
  );
  const value = { amount: '1380000000', unit: 'USD' };
  expect(loans).toEqual(
    [
      'global.factiva.com',
      'www.kpi.kz',
      'www.plasticsnewseurope.com',
      'azh.kz',
      'en.tengrinews.kz',
      'www.gasandoil.com',
    ].map((host) => [host, 'Export-Import Bank of China', value]),
  );
  expect(sources).toHaveLength(7);
  expect(sources[1]?.source.title).toBe('Media Report, including Wikileaks');
});

test('Implementing agencies go without their kinds; China pays where no agency is named, and Namibia is NA.', () => {
  expect(said(mapRow(chineseFinance, finance.atyrau), 'OPERATES')).toEqual([
    'Sinopec International Petroleum Service Corporation (SINOPEC) OPERATES Exim Bank loans 1.38 billion USD for polypropylene plant in Atyrau, implementing agency, REALISED',
    'Kazakhstan Petrochemical Industries OPERATES Exim Bank loans 1.38 billion USD for polypropylene plant in Atyrau, implementing agency, REALISED',
  ]);
  const result = mapped(mapRow(chineseFinance, finance.windhoek));
  expect(said(result, 'INVESTED_IN')).toEqual([
    'China INVESTED_IN Grant for State House construction, Grant, 2002, REALISED',
  ]);
  expect(said(result, 'LOCATED_IN')).toEqual([
    'Grant for State House construction LOCATED_IN Namibia, REALISED',
  ]);
  expect(result.notes).toEqual(['amount 55000000 has no unit (currency: "D"): left out']);
});

test('A year in doubt is so in the claim; umbrella records and those not recommended are left out by name.', () => {
  const record = finance.windhoek;
  expect(said(mapRow(chineseFinance, { ...record, year_uncertain: 'TRUE' }), 'INVESTED_IN')).toEqual([
    'China INVESTED_IN Grant for State House construction, Grant, 2002?, REALISED',
  ]);
  expect(mapRow(chineseFinance, { ...record, umbrella: '1' })).toMatchObject({ rule: 'umbrella record' });
  expect(mapRow(chineseFinance, { ...record, recommended_for_research: 'False' })).toMatchObject({
    rule: 'not recommended for research',
  });
});

test('An amount that several agencies share is the project’s, and theirs is unknown.', () => {
  const funding_agency =
    'Bank of China (BOC), State-Owned Company; Export-Import Bank of China, Government Agency';
  const result = mapRow(chineseFinance, { ...finance.atyrau, sources: '', funding_agency });
  expect(said(result, 'INVESTED_IN').map((line) => line.includes('1380000000 USD'))).toEqual([false, false]);
  expect(said(result, 'official finance')[0]).toContain('1380000000 USD, 2011');
});
