import { describe, expect, it } from 'vitest';
import { bestName, foldName, type Name, scriptOf } from '../../src/model/names.ts';

describe('scriptOf', () => {
  it.each([
    ['Kostanay', 'Latn'],
    ['Қостанай', 'Cyrl'],
    ['长安汽车', 'Hani'],
    ['カザフスタン', 'Jpan'],
    ['카자흐스탄', 'Kore'],
    ['كازاخستان', 'Arab'],
    ['Καζακστάν', 'Grek'],
  ])('reads the script of %s off its letters: %s', (text, script) => {
    expect(scriptOf(text)).toBe(script);
  });

  it('names the other script where Latin letters are mixed in', () => {
    expect(scriptOf('автомобили марки Changan')).toBe('Cyrl');
    expect(scriptOf('Changan长安')).toBe('Hani');
  });

  it('takes Chinese characters among kana for Japanese', () => {
    expect(scriptOf('日本の自動車')).toBe('Jpan');
  });

  it('does not know the script of a text without letters', () => {
    for (const text of ['', ' ', '2024', '5 %', '!?']) expect(scriptOf(text)).toBeNull();
  });
});

describe('foldName', () => {
  it('folds one name in Kazakh Cyrillic and in Latin letters alike', () => {
    expect(foldName('Қостанай')).toBe('qostanay');
    expect(foldName('Qostanay')).toBe('qostanay');
    expect(foldName('Қазақстан')).toBe(foldName('Qazaqstan'));
    expect(foldName('Костанай')).toBe(foldName('Kostanay'));
  });

  it('drops case, accents and width', () => {
    expect(foldName('ÜNÏ Côdé')).toBe('uni code');
    expect(foldName('e\u0301')).toBe(foldName('é'));
    expect(foldName('Ｃｈａｎｇａｎ　１２')).toBe('changan 12');
    expect(foldName('Straße')).toBe('strasse');
  });

  it('folds composed and decomposed letters alike, as files of different systems hold them', () => {
    for (const text of ['Костанай', 'Нұр-Сұлтан', 'Алтайский', 'Yıldız é', '카자흐스탄'])
      expect(foldName(text.normalize('NFD'))).toBe(foldName(text.normalize('NFC')));
    expect(foldName('Костанай'.normalize('NFD'))).toBe('kostanay');
  });

  it('turns punctuation into one blank and leaves none at the ends', () => {
    expect(foldName('«Kazakh  Invest»')).toBe('kazakh invest');
    expect(foldName('Chongqing Changan Automobile Co., Ltd.')).toBe('chongqing changan automobile co ltd');
    expect(foldName('Нұр-Сұлтан')).toBe('nur sultan');
  });

  it('reads Chinese characters one word each, simplified and traditional alike', () => {
    expect(foldName('中国')).toBe('zhong guo');
    expect(foldName('汽车')).toBe('qi che');
    expect(foldName('汽車')).toBe(foldName('汽车'));
    expect(foldName('中国Changan')).toBe('zhong guo changan');
  });

  it('keeps apart what is spelt differently', () => {
    expect(foldName('Kostanai')).not.toBe(foldName('Kostanay'));
    expect(foldName('AllurGroup')).not.toBe(foldName('Allur Group'));
  });

  it('is empty for a text without letters and digits', () => {
    for (const text of ['', ' ', '!!!', '—']) expect(foldName(text)).toBe('');
  });

  it('leaves a folded name as it is', () => {
    for (const text of ['Қостанай', '长安汽车', 'Chongqing Changan Automobile Co., Ltd.', 'Өскемен', '№ 5'])
      expect(foldName(foldName(text))).toBe(foldName(text));
  });

  it('leaves nothing but small Latin letters, digits and single blanks', () => {
    for (const text of [
      'Қостанай',
      '长安汽车',
      'كازاخستان',
      '카자흐스탄',
      'カザフ',
      'Άλμα',
      'AT&T',
      '«Аллюр» №5',
    ])
      expect(foldName(text)).toMatch(/^[a-z0-9]+( [a-z0-9]+)*$/);
  });

  it('does not see zero-width characters, soft hyphens and the lines that stretch Arabic words', () => {
    for (const unseen of ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad'])
      expect(foldName(`Kosta${unseen}nay`)).toBe('kostanay');
    expect(foldName('كازاخـــستان')).toBe(foldName('كازاخستان'));
  });

  it.each([
    ['Тольятти', 'tolyatti'],
    ['Объект', 'obekt'],
    ['Чанъань', 'chanan'],
    ['Chang’an', 'changan'],
  ])('keeps a word in one piece: %s', (text, folded) => {
    expect(foldName(text)).toBe(folded);
  });
});

describe('bestName', () => {
  const name = (text: string, language: string | null, kind: Name['kind'] = 'OFFICIAL'): Name => ({
    text,
    language,
    script: scriptOf(text),
    kind,
  });
  const kostanay = [
    name('Кустанай', 'ru', 'ALIAS'),
    name('Костанай', 'ru'),
    name('Қостанай', 'kk'),
    name('Qostanai', 'kk-Latn', 'TRANSLITERATION'),
    name('Kustanay', 'en', 'ALIAS'),
    name('Kostanay', 'en'),
  ];

  it('is the official name in the language asked for', () => {
    expect(bestName(kostanay, 'ru')).toBe('Костанай');
    expect(bestName(kostanay, 'kk')).toBe('Қостанай');
    expect(bestName(kostanay, 'kk-Latn')).toBe('Qostanai');
  });

  it('reads a language tag in any case', () => {
    expect(bestName(kostanay, 'KK')).toBe('Қостанай');
    expect(bestName(kostanay, 'kk-latn')).toBe('Qostanai');
  });

  it('is in the nearest language where none has the very tag', () => {
    const china = [name('China', 'en'), name('中国', 'zh'), name('中國', 'zh-Hant')];
    expect(bestName(china, 'zh-CN')).toBe('中国');
    expect(bestName(china, 'zh-Hans-CN')).toBe('中国');
    expect(bestName(china, 'zh-Hant-TW')).toBe('中國');
    expect(bestName([name('China', 'en'), name('中國', 'zh-Hant')], 'zh')).toBe('中國');
    expect(bestName(china, 'zho')).toBe('China');
  });

  it('is the English name when no language is asked for, or none of the names has it', () => {
    for (const language of [undefined, null, '', 'zh', 'fr'])
      expect(bestName(kostanay, language)).toBe('Kostanay');
  });

  it('prefers English to other languages in Latin letters', () => {
    expect(bestName([name('Kasachstan', 'de'), name('Kazakhstan', 'en')])).toBe('Kazakhstan');
    expect(bestName([name('Kasachstan', 'de'), name('Kazakhstan', 'en', 'ALIAS')], 'fr')).toBe('Kazakhstan');
  });

  it('prefers any name in the language to an official one in another', () => {
    expect(bestName([name('Kostanay', 'en'), name('科斯塔奈', 'zh', 'TRANSLITERATION')], 'zh')).toBe(
      '科斯塔奈',
    );
  });

  it('is a name in Latin letters where there is no English one', () => {
    expect(bestName([name('Қостанай', 'kk'), name('Qostanai', 'kk-Latn', 'TRANSLITERATION')])).toBe(
      'Qostanai',
    );
    expect(bestName([name('长安汽车', 'zh'), name('Changan', null)])).toBe('Changan');
  });

  it('is the first official name where there is nothing in Latin letters', () => {
    expect(bestName([name('Кустанай', 'ru', 'ALIAS'), name('Қостанай', 'kk'), name('Костанай', 'ru')])).toBe(
      'Қостанай',
    );
  });

  it('puts official names before aliases and these before transliterations', () => {
    const names = [name('c', 'en', 'TRANSLITERATION'), name('b', 'en', 'ALIAS'), name('a', 'en')];
    expect(bestName(names)).toBe('a');
    expect(bestName(names.slice(0, 2))).toBe('b');
  });

  it('takes the first of two official names in one language', () => {
    expect(bestName([name('Changan', 'en'), name('Chongqing Changan Automobile Co., Ltd.', 'en')])).toBe(
      'Changan',
    );
  });

  it('leaves the list as it was', () => {
    const before = [...kostanay];
    bestName(kostanay, 'kk');
    expect(kostanay).toEqual(before);
  });

  it('is null without names', () => {
    expect(bestName([])).toBeNull();
    expect(bestName([], 'kk')).toBeNull();
  });
});
