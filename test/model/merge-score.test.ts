import { expect, test } from 'vitest';
import { matchKey } from '../../src/model/match-name.ts';
import {
  type ComparedEntity,
  DEFAULT_MIN_SCORE,
  descriptionEvidence,
  scoreOf,
  tieEvidence,
} from '../../src/model/merge-score.ts';
import { comparedName } from '../../src/model/name-likeness.ts';
import { foldName } from '../../src/model/names.ts';
import type { EntityKind } from '../../src/ontology.ts';

/** An entity as `Name`, or as `Name, Another name @COUNTRY #scheme:value`, with a kind before it: `PERSON: Name`. */
function entity(text: string): ComparedEntity {
  const [, kind = 'ORGANIZATION', names = '', country, identifiers = ''] =
    /^(?:([A-Z]+): )?(.*?)(?: @(\w+))?((?: #\S+)*)$/.exec(text) ?? [];
  return {
    kind: kind as EntityKind,
    names: names
      .split(' | ')
      .map((name) => comparedName(matchKey(kind as EntityKind, foldName(name)).slice(kind.length + 1))),
    countryId: country ?? null,
    placeType: null,
    identifiers: [...identifiers.matchAll(/#(\w+):(\S+)/g)].map(([, scheme = '', value = '']) => ({
      scheme,
      value,
    })),
  };
}

const kindsOf = (one: string, other: string): string[] =>
  descriptionEvidence(entity(one), entity(other)).map(({ kind }) => kind);
const score = (one: string, other: string): number =>
  scoreOf(descriptionEvidence(entity(one), entity(other)));

test.each<[one: string, other: string, score: number, evidence: string]>([
  ['Allur Auto LLP @kz', 'ТОО «Allur Auto»', 0.8, 'SAME_NAME'],
  ['Allur Auto LLP @kz', 'ТОО «Allur Auto» @kz', 0.9, 'SAME_NAME SAME_COUNTRY'],
  ['Allur Auto LLP @kz', 'Allur Auto @cn', 0.4, 'SAME_NAME DIFFERENT_COUNTRY'],
  ['AllurAuto', 'Allur Auto JSC', 0.75, 'SAME_COMPACT_NAME'],
  ['Auto Allur', 'Allur Auto', 0.65, 'SAME_WORDS'],
  ['PERSON: Wei Li', 'PERSON: Li Wei', 0.49, 'SAME_WORDS'],
  ['PERSON: Li Wei', 'PERSON: Li Wei', 0.6, 'SAME_NAME'],
  ['Some Name | Allur Auto', 'Allur Auto | Other Name', 0.8, 'SAME_NAME'],
  ['Qarmet #gem:E1', 'Qarmet #lei:L1', 0.8, 'SAME_NAME'],
  ['Qarmet #gem:E1', 'Qarmet #gem:E2', 0.1, 'SAME_NAME DIFFERENT_IDENTIFIER'],
  ['Qarmet #gem:E1 #gem:E2', 'Qarmet #gem:E2', 0.8, 'SAME_NAME'],
  ['Qarmet', 'Qarmet Steel', 0.2, 'SAME_BEGINNING'],
  ['FACILITY: Power Station Unit 1', 'FACILITY: Power Station Unit 2', 0, 'SIMILAR_NAME DIFFERENT_NUMBERS'],
  ['FACILITY: Station | Station 1', 'FACILITY: Station | Station 2', 0.1, 'SAME_NAME DIFFERENT_NUMBERS'],
  ['Silk Road Fund II', 'Silk Road Fund III', 0, 'SIMILAR_NAME DIFFERENT_NUMBERS'],
  ['Silk Road Fund II', 'Silk Road Fund 2', 0.6, 'SIMILAR_NAME'],
  ['Silk Road Fund A', 'Silk Road Fund B', 0, 'SIMILAR_NAME DIFFERENT_NUMBERS'],
  ['Silk Road Fund', 'Silk Road Fund II', 0.1, 'SIMILAR_NAME DIFFERENT_NUMBERS'],
])('%s and %s score %d by %s.', (one, other, expected, evidence) => {
  expect({ score: score(one, other), evidence: kindsOf(one, other).join(' ') }).toEqual({
    score: expected,
    evidence,
  });
  expect(score(other, one)).toBe(expected);
});

test.each([
  ['PLACE: Kostanay', 'PLACE: Qostanai'],
  ['PLACE: Қарағанды', 'PLACE: Karagandy'],
  ['ArcelorMittal Temirtau', 'Arcelor Mital Temirtau'],
  ['Chongqing Changan Automobile', 'Chongqing Chang’an Automobiles'],
])('%s and %s are worth a look: they are spelled nearly alike.', (one, other) => {
  expect(kindsOf(one, other)).toEqual(['SIMILAR_NAME']);
  expect(score(one, other)).toBeGreaterThanOrEqual(DEFAULT_MIN_SCORE);
  expect(score(one, other)).toBeLessThan(0.8);
});

test.each([
  ['AllurGroup', 'Allur Auto'],
  ['X Fund', 'Custodian Bank as trustee for X Fund'],
  ['Custodian Bank as trustee for Alpha Fund', 'Custodian Bank as trustee for Omega Fund'],
  ['Bank of China', 'Bank of China (Hong Kong)'],
  ['China Development Bank', 'China Development Bank Capital'],
  ['Silk Road Fund', 'Silk Road Fund Management'],
  ['Plant North', 'Plant South'],
  ['China Life Insurance', 'New China Life Insurance'],
  ['PLACE: Ural', 'PLACE: Orel'],
  ['FACILITY: Qarmet', 'PROJECT: Qarmet'],
  ['Guangxi Steel', 'Guangdong Steel'],
])(
  '%s and %s are no candidate that is listed, also when they share a country and neighbours.',
  (one, other) => {
    const evidence = descriptionEvidence(entity(`${one} @cn`), entity(`${other} @cn`));
    const ties = tieEvidence({ joinedBy: null, neighbourIds: ['facility_a', 'facility_b'] });
    expect(scoreOf(evidence.length > 0 ? [...evidence, ...ties] : [])).toBeLessThan(DEFAULT_MIN_SCORE);
  },
);

test('What facts say counts for a little by a shared neighbour, and against by a fact between the two.', () => {
  const same = descriptionEvidence(entity('Qarmet'), entity('Qarmet'));
  const withTies = (joinedBy: string | null, ...neighbourIds: string[]): number =>
    scoreOf([...same, ...tieEvidence({ joinedBy, neighbourIds })]);
  expect([
    withTies(null),
    withTies(null, 'a'),
    withTies(null, 'a', 'b'),
    withTies('OWNS'),
    withTies('OWNS', 'a'),
  ]).toEqual([0.8, 0.9, 0.95, 0.3, 0.4]);
});

test('A city and a region of one name are told apart by their types.', () => {
  const [city, region] = [entity('PLACE: Almaty @kz'), entity('PLACE: Almaty @kz')];
  const evidence = descriptionEvidence({ ...city, placeType: 'CITY' }, { ...region, placeType: 'REGION' });
  expect(evidence.map(({ kind }) => kind)).toContain('DIFFERENT_PLACE_TYPE');
  expect(scoreOf(evidence)).toBe(0.4);
});

test('The details say what was compared.', () => {
  const details = (one: string, other: string): string[] =>
    descriptionEvidence(entity(one), entity(other)).map(({ detail }) => detail);
  expect(details('Allur LLP @kz #lei:1', 'АО «Allur» @cn #lei:2')).toEqual([
    'both are called “allur” without legal forms',
    'one lies in kz, the other in cn',
    'in lei one is 1, the other 2',
  ]);
  expect(details('FACILITY: Unit 1', 'FACILITY: Unit 02')).toEqual([
    '“unit 1” and “unit 02” are the same but for a number',
    '1 is in names of one, 2 in those of the other',
  ]);
});
