import { type Country, countryOf } from '../mapping/countries.ts';
import { type FtmEntity, type FtmStatement, statementsOf } from './ftm-entity.ts';
import { FtmProblem } from './ftm-problem.ts';

/** A country that an entity lies or has its seat in, and the statement that says so. */
export interface StatedCountry {
  readonly country: Country;
  readonly statement: FtmStatement;
}

/** From the most to the least exact: where a register has it, where it is from, what it has to do with. */
const SEATS = ['jurisdiction', 'registrationCountry', 'mainCountry', 'country'] as const;
/** A person has no register; nationality and place of birth are not where somebody is. */
const SEATS_OF_PEOPLE = ['country'] as const;

/** Codes of FollowTheMoney for what is no country by ISO 3166-1: the world, the Union, states that are gone, unrecognised ones. */
const isNoCountry = (code: string): boolean => /^(zz|eu|[a-z]{4}|x-[a-z]+)$/.test(code);

/** `us-de` is Delaware, and lies in the United States. */
const countryCode = (value: string): string =>
  /^([A-Za-z]{2})(-[A-Za-z0-9]+)?$/.exec(value)?.[1]?.toUpperCase() ?? value;

function readCountry(statement: FtmStatement, note: (text: string) => void): StatedCountry[] {
  const value = statement.value.trim();
  const country = countryOf(countryCode(value));
  if (country) return [{ country, statement }];
  if (!isNoCountry(value.toLowerCase())) throw new FtmProblem(statement, 'not a country code of ISO 3166-1');
  note(`${statement.property} ${value} is no country of today: left out`);
  return [];
}

/**
 * The countries that an entity is said to be in.
 * @throws FtmProblem when one is not known.
 */
export function countriesOf(
  entity: FtmEntity,
  isPerson: boolean,
  note: (text: string) => void,
): StatedCountry[] {
  return statementsOf(entity, ...(isPerson ? SEATS_OF_PEOPLE : SEATS)).flatMap((statement) =>
    readCountry(statement, note),
  );
}

/** The one country that an entity belongs to, by the most exact property that names a single one. */
export function homeOf(countries: readonly StatedCountry[]): string | null {
  for (const property of SEATS) {
    const stated = countries.filter(({ statement }) => statement.property === property);
    const codes = new Set(stated.map(({ country }) => country.code));
    const [code] = codes;
    if (code !== undefined && codes.size === 1) return code;
  }
  return null;
}
