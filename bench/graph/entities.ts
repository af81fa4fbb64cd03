import countryCodes from 'i18n-iso-countries';
import { cardFromLine, type EntityCard } from '../../src/ingest/entity.ts';
import { describeCountry } from '../../src/ingest/ftm/describe-entity.ts';
import { type Country, countryOf } from '../../src/ingest/mapping/countries.ts';
import { bestName } from '../../src/model/names.ts';
import type { EntityKind, PlaceType } from '../../src/ontology.ts';
import { Draws } from './random.ts';
import type { Shape } from './shape.ts';
import { GOODS, INDUSTRIES, LEGAL_FORMS, UNDERTAKINGS, WORKS, word } from './words.ts';

/** An entity of the benchmark’s graph. */
export interface GraphEntity {
  readonly id: string;
  readonly kind: EntityKind;
  readonly name: string;
  readonly placeType: PlaceType | null;
  /** The place that it is said to lie in: a city or a country; null for countries and products. */
  readonly parentId: string | null;
  /** The country that it lies in, or is. */
  readonly countryId: string | null;
  readonly card: EntityCard;
}

/** Streams of draws, one for each sort of entity. */
const STREAMS = { city: 1, organization: 2, project: 3, facility: 4 } as const;

/** The hub, then those that many invest in; all others follow by their codes. */
const FIRST_COUNTRIES = 'KZ CN US DE RU IN TR UZ GB FR JP KR BR ID SA AE PL IT VN EG'.split(' ');
/** Where nobody lives. */
const EMPTY_COUNTRIES = 'AQ BV GS HM TF UM'.split(' ');

/** The entities of a graph: each is a function of its number, so that none has to be remembered. */
export class Entities {
  readonly #shape: Shape;
  readonly #countries: readonly Country[];

  constructor(shape: Shape) {
    this.#shape = shape;
    const codes = new Set([...FIRST_COUNTRIES, ...Object.keys(countryCodes.getAlpha2Codes())]);
    for (const code of EMPTY_COUNTRIES) codes.delete(code);
    this.#countries = [...codes].flatMap((code) => countryOf(code) ?? []).slice(0, shape.countries);
  }

  countryId = (number: number): string => this.#at(number).id;
  cityId = (number: number): string => `place_city_${number}`;
  organizationId = (number: number): string => `org_${number}`;
  projectId = (number: number): string => `project_${number}`;
  facilityId = (number: number): string => `facility_${number}`;
  productId = (number: number): string => `product_${number}`;

  #at(number: number): Country {
    const country = this.#countries[number];
    if (!country) throw new RangeError(`there is no country ${number}`);
    return country;
  }

  #draws(kind: keyof typeof STREAMS, number: number): Draws {
    return new Draws(this.#shape.seed, STREAMS[kind], number);
  }

  #word(draws: Draws): string {
    return word(draws.below(this.#shape.words));
  }

  country(number: number): GraphEntity {
    const described = describeCountry(this.#at(number));
    const { kind, placeType, description, names, identifiers } = described;
    const card = { id: this.countryId(number), kind, placeType, description, names, identifiers };
    return {
      id: card.id,
      kind: 'PLACE',
      name: bestName(card.names) ?? card.id,
      placeType: 'COUNTRY',
      parentId: null,
      countryId: card.id,
      card,
    };
  }

  /** Cities lie in countries: the first one in the first country, so that even a small graph has a city in the hub. */
  city(number: number): GraphEntity {
    const draws = this.#draws('city', number);
    const countryId = this.#cityCountry(number);
    return this.#entity(this.cityId(number), 'PLACE', this.#word(draws), countryId, countryId, 'CITY');
  }

  /** Drawn apart from its name, since whatever lies in the city asks for it. */
  #cityCountry(number: number): string {
    if (number === 0) return this.countryId(0);
    return this.countryId(this.#draws('city', -number).skewedBelow(this.#shape.countries));
  }

  organization(number: number): GraphEntity {
    const draws = this.#draws('organization', number);
    const name = `${this.#word(draws)} ${this.#word(draws)} ${draws.pick(INDUSTRIES)} ${draws.pick(LEGAL_FORMS)}`;
    return this.#located(this.organizationId(number), 'ORGANIZATION', name, draws);
  }

  project(number: number): GraphEntity {
    const draws = this.#draws('project', number);
    const name = `${this.#word(draws)} ${draws.pick(INDUSTRIES)} ${draws.pick(UNDERTAKINGS)}`;
    return this.#located(this.projectId(number), 'PROJECT', name, draws);
  }

  facility(number: number): GraphEntity {
    const draws = this.#draws('facility', number);
    const name = `${this.#word(draws)} ${this.#word(draws)} ${draws.pick(WORKS)}`;
    return this.#located(this.facilityId(number), 'FACILITY', name, draws);
  }

  product(number: number): GraphEntity {
    const maker = word(Math.floor(number / GOODS.length));
    const name = number < GOODS.length ? `${GOODS[number]}` : `${maker} ${GOODS[number % GOODS.length]}`;
    return this.#entity(this.productId(number), 'PRODUCT', name, null, null);
  }

  /** Half of what is built or has a seat is said to lie in a city, the other half in a country. */
  #located(id: string, kind: EntityKind, name: string, draws: Draws): GraphEntity {
    if (draws.chance(0.5)) {
      const countryId = this.countryId(draws.skewedBelow(this.#shape.countries));
      return this.#entity(id, kind, name, countryId, countryId);
    }
    const city = draws.skewedBelow(this.#shape.cities);
    return this.#entity(id, kind, name, this.cityId(city), this.#cityCountry(city));
  }

  #entity(
    id: string,
    kind: EntityKind,
    name: string,
    parentId: string | null,
    countryId: string | null,
    placeType?: PlaceType,
  ): GraphEntity {
    const card = cardFromLine({
      type: 'entity',
      id,
      kind,
      placeType,
      names: [{ text: name, language: 'en', script: null, kind: 'OFFICIAL' }],
      description: null,
      identifiers: [],
    });
    return { id, kind, name, placeType: card.placeType, parentId, countryId, card };
  }

  /** All of them: who lies in a place comes after it. */
  *all(): Generator<GraphEntity> {
    const { countries, products, cities, organizations, projects, facilities } = this.#shape;
    for (let n = 0; n < countries; n += 1) yield this.country(n);
    for (let n = 0; n < products; n += 1) yield this.product(n);
    for (let n = 0; n < cities; n += 1) yield this.city(n);
    for (let n = 0; n < organizations; n += 1) yield this.organization(n);
    for (let n = 0; n < projects; n += 1) yield this.project(n);
    for (let n = 0; n < facilities; n += 1) yield this.facility(n);
  }
}
