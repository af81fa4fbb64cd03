import { expect, test } from 'vitest';
import { matchName } from '../../src/model/match-name.ts';

test.each([
  ['Allur Auto LLP', 'allur auto'],
  ['ТОО «Allur Auto»', 'allur auto'],
  ['АО "АллюрГрупп"', 'allyurgrupp'],
  ['Chongqing Changan Automobile Co., Ltd.', 'chongqing changan automobile'],
  ['重庆长安汽车股份有限公司', 'zhong qing zhang an qi che'],
  ['China Baowu Steel Group Co Ltd', 'china baowu steel group'],
  ['Eurasian Resources Group SARL', 'eurasian resources group'],
  ['ThyssenKrupp AG', 'thyssenkrupp'],
  ['GmbH', 'gmbh'],
  ['Robert Bosch GmbH & Co. KG', 'robert bosch'],
  ['JSC Qarmet', 'qarmet'],
  ['S.A. Cockerill', 'cockerill'],
])('%s is compared as %s.', (name, match) => {
  expect(matchName(name)).toBe(match);
});

test.each([
  ['AllurGroup', 'Allur Auto'],
  ['Steel Plant', 'Steel Plant II'],
  ['Silk Road Fund', 'Silk Road Fund Management'],
  ['Bank of China', 'Bank of China (Hong Kong)'],
  ['China Development Bank', 'China Development Bank Capital'],
])('%s and %s stay two.', (one, other) => {
  expect(matchName(one)).not.toBe(matchName(other));
});
