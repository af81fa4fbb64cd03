import { scriptOf } from '../../model/names.ts';
import type { EntityKind } from '../../ontology.ts';
import type { Country } from '../mapping/countries.ts';
import type { DescribedEntity } from '../resolve-entities.ts';
import { countriesOf, homeOf, type StatedCountry } from './countries.ts';
import { type FtmEntity, statementsOf } from './ftm-entity.ts';
import { FtmProblem } from './ftm-problem.ts';
import { identifiersOf } from './identifiers.ts';
import { namesOf } from './names.ts';

/** Longer ones are articles. */
const LONGEST_DESCRIPTION = 500;

export interface Description {
  readonly entity: DescribedEntity;
  /** Where it is said to be. */
  readonly countries: readonly StatedCountry[];
}

/**
 * Describes an entity by its names, what registers call it, and its country.
 * @throws FtmProblem when it has no name or a country that is none.
 */
export function describeEntity(
  entity: FtmEntity,
  kind: EntityKind,
  note: (text: string) => void = () => {},
): Description {
  const names = namesOf(entity, note);
  if (names.length === 0) throw new FtmProblem({ property: 'name' }, 'it has no name');
  const countries = countriesOf(entity, kind === 'PERSON', note);
  const home = homeOf(countries);
  const said = statementsOf(entity, 'summary', 'description').map(({ value }) => value.trim());
  return {
    entity: {
      id: null,
      kind,
      placeType: null,
      description: said.find((text) => text !== '' && text.length <= LONGEST_DESCRIPTION) ?? null,
      names,
      identifiers: identifiersOf(entity, kind, home, note),
      country: home,
    },
    countries,
  };
}

/** A country as it is described wherever it is met. */
export const describeCountry = ({ code, id, names }: Country): DescribedEntity => ({
  id,
  kind: 'PLACE',
  placeType: 'COUNTRY',
  description: null,
  names: names.map((name) => ({ ...name, script: scriptOf(name.text), kind: 'OFFICIAL' })),
  identifiers: [{ scheme: 'iso3166-1', value: code }],
  country: null,
});
