import { type Identifier, identifierKey } from '../../model/identifier.ts';
import type { EntityKind } from '../../ontology.ts';
import { type FtmEntity, statementsOf } from './ftm-entity.ts';

/** The scheme of FollowTheMoney’s own ids. They are made to be unique across datasets: of a hash, or with a dataset’s prefix. */
export const FTM_SCHEME = 'ftm';

interface IdentifierSpec {
  readonly scheme: string;
  /** What a value looks like, upper-case and without blanks; the first group, if there is one, is the identifier. */
  readonly pattern: RegExp;
}

/**
 * Properties that name an entity in a register that gives a number to one entity only, and the scheme they have here.
 * Schemes that the whole world has are called as everybody calls them (`lei`, `wikidata`); those of one country by its code
 * and the number’s name (`ru-ogrn`), as lists of registers do. Left out are numbers of which one may have many or many one:
 * tax numbers of groups, classifiers, securities, telephone numbers; and passports and the like of people, which are nobody’s business.
 */
const specs: Readonly<Record<string, IdentifierSpec>> = {
  wikidataId: { scheme: 'wikidata', pattern: /^Q[1-9]\d*$/ },
  leiCode: { scheme: 'lei', pattern: /^[0-9A-Z]{18}\d{2}$/ },
  swiftBic: { scheme: 'bic', pattern: /^([A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:(?!XXX)[A-Z0-9]{3})?)(?:XXX)?$/ },
  dunsCode: { scheme: 'duns', pattern: /^\d{9}$/ },
  permId: { scheme: 'permid', pattern: /^\d{5,}$/ },
  bvdId: { scheme: 'bvd', pattern: /^[A-Z]{2}[A-Z0-9*]{3,}$/ },
  giiNumber: { scheme: 'giin', pattern: /^[A-Z0-9]{6}\.[A-Z0-9]{5}\.[A-Z]{2}\.\d{3}$/ },
  imoNumber: { scheme: 'imo-company', pattern: /^(?:IMO)?(\d{7})$/ },
  opencorporatesUrl: { scheme: 'opencorporates', pattern: /\/COMPANIES\/([A-Z_]+\/[^/?#]+)/ },
  uniqueEntityId: { scheme: 'us-uei', pattern: /^[A-Z0-9]{12}$/ },
  cageCode: { scheme: 'us-cage', pattern: /^[A-Z0-9]{5}$/ },
  cikCode: { scheme: 'us-cik', pattern: /^0*([1-9]\d{0,9})$/ },
  npiCode: { scheme: 'us-npi', pattern: /^\d{10}$/ },
  innCode: { scheme: 'ru-inn', pattern: /^\d{10}(?:\d{2})?$/ },
  ogrnCode: { scheme: 'ru-ogrn', pattern: /^\d{13}(?:\d{2})?$/ },
  uscCode: { scheme: 'cn-uscc', pattern: /^[0-9A-Z]{18}$/ },
  voenCode: { scheme: 'az-voen', pattern: /^\d{10}$/ },
};

/** Shorter ones are as often a row’s number as a register’s. */
const SHORTEST_REGISTRATION = 5;

/** What a company register calls an organization. One country’s registers are one scheme: which of them is not said. */
function registrations(entity: FtmEntity, kind: EntityKind, home: string | null): Identifier[] {
  if (kind !== 'ORGANIZATION' || home === null) return [];
  return statementsOf(entity, 'registrationNumber')
    .map(({ value }) => value.trim().replace(/\s+/g, ' '))
    .filter((value) => value.replace(/[^\p{L}\p{N}]/gu, '').length >= SHORTEST_REGISTRATION)
    .map((value) => ({ scheme: `registration-${home.toLowerCase()}`, value }));
}

/**
 * What registers call an entity; its own id comes first, of which its id in the graph is made when it is new.
 * @param home the country that it belongs to: a registration number says nothing without.
 */
export function identifiersOf(
  entity: FtmEntity,
  kind: EntityKind,
  home: string | null,
  note: (text: string) => void,
): Identifier[] {
  const found = [entity.id, ...entity.otherIds].map((value): Identifier => ({ scheme: FTM_SCHEME, value }));
  for (const [property, { scheme, pattern }] of Object.entries(specs))
    for (const { value } of statementsOf(entity, property)) {
      const match = pattern.exec(value.toUpperCase().replace(/\s+/g, ''));
      if (match) found.push({ scheme, value: match[1] ?? match[0] });
      else note(`${property} ${value} does not look like one: left out`);
    }
  found.push(...registrations(entity, kind, home));
  return [...new Map(found.map((identifier) => [identifierKey(identifier), identifier])).values()];
}

const propertyByScheme = new Map(Object.entries(specs).map(([property, { scheme }]) => [scheme, property]));

/** The property that an identifier of a scheme is written as; undefined where FollowTheMoney has none. */
export const propertyOf = (scheme: string): string | undefined =>
  scheme.startsWith('registration-') ? 'registrationNumber' : propertyByScheme.get(scheme);
