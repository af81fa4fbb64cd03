import { foldName } from '../../model/names.ts';
import { kinds } from '../../ontology.ts';
import { type Cells, lookUp, type WordSet } from './cells.ts';
import { type Country, countryOf, slug } from './countries.ts';
import { describeList } from './describe-list.ts';
import { type EntityDescription, RowProblem } from './mapped.ts';
import type { CountrySpec, EntitySpec, KindedSpec, MappingContent } from './mapping-format.ts';
import { readNames } from './read-names.ts';
import { splitList } from './split-list.ts';
import { fillTemplate } from './template.ts';

/** An entity of the row and, in a list that states shares, its share in percent. */
export interface RowEntity {
  readonly ref: string;
  readonly share: string | null;
}

export type Undescribed = Omit<EntityDescription, 'ref'>;

/** What a mapping's entity is in one row. */
export interface RowEntities {
  readonly items: readonly RowEntity[];
  /** Items of the cell, those included that are nobody. */
  readonly count: number;
}

/** The entities of one row, described when they are first asked for. */
export class EntitiesOfRow {
  private readonly content: MappingContent;
  private readonly cells: Cells;
  private readonly note: (text: string) => void;
  private readonly nobody: WordSet;
  private readonly described = new Map<string, RowEntities>();
  private readonly byRef = new Map<string, EntityDescription>();
  private readonly refByKey = new Map<string, string>();
  /** Names that the row's lists tell of identifiers. */
  private readonly namesOfIds = new Map<string, string>();

  constructor(content: MappingContent, cells: Cells, nobody: WordSet, note: (text: string) => void) {
    this.content = content;
    this.cells = cells;
    this.nobody = nobody;
    this.note = note;
    // What one list of the row tells of its identifiers, another may need.
    for (const spec of Object.values(content.entities))
      if ('kind' in spec && spec.list?.ids) this.listOf(spec, () => {});
  }

  /** What the mapping's entity of this name is in the row. */
  get(name: string): RowEntities {
    let found = this.described.get(name);
    if (!found) {
      found = this.describe(name, this.content.entities[name] as EntitySpec);
      this.described.set(name, found);
    }
    return found;
  }

  description(ref: string): EntityDescription | undefined {
    return this.byRef.get(ref);
  }

  private describe(name: string, spec: EntitySpec): RowEntities {
    if (!('kind' in spec)) {
      const places = this.placesOf(spec);
      return { items: places.map((place, i) => this.register(name, i, place, null)), count: places.length };
    }
    if (spec.list) {
      const { items, count } = this.listOf(spec, this.note);
      return { items: items.map(({ share, ...item }, i) => this.register(name, i, item, share)), count };
    }
    const single = this.singleOf(spec);
    return single ? { items: [this.register(name, 0, single, null)], count: 1 } : { items: [], count: 0 };
  }

  /** Gives an entity its ref; what the row describes twice is one. */
  private register(name: string, index: number, described: Undescribed, share: string | null): RowEntity {
    const [identifier] = described.identifiers;
    const key = JSON.stringify([
      described.kind,
      described.id ??
        (identifier ? [identifier.scheme, identifier.value] : null) ??
        foldName(described.names[0]?.text ?? ''),
    ]);
    const known = this.refByKey.get(key);
    const ref = known ?? (index === 0 ? name : `${name}-${index + 1}`);
    this.refByKey.set(key, ref);
    const before = this.byRef.get(ref);
    const names = [...(before?.names ?? []), ...described.names].filter(
      (entry, i, all) => all.findIndex((other) => other.text === entry.text) === i,
    );
    this.byRef.set(ref, { ...described, ...before, ref, names });
    return { ref, share };
  }

  private countryWithin(spec: KindedSpec): Country | undefined {
    const within = spec.within ? this.content.entities[spec.within] : undefined;
    if (!within || !('country' in within)) return undefined;
    const said = this.saidCountry(within);
    return said === null ? undefined : countryOf(said);
  }

  private saidCountry({ country }: CountrySpec): string | null {
    return typeof country === 'string' ? this.cells.get(country) : country.is;
  }

  private placesOf(spec: CountrySpec): Undescribed[] {
    const said = this.saidCountry(spec);
    if (said === null) return [];
    const words = spec.split ? splitList(said, spec.split) : [said];
    return words.flatMap((word): Undescribed[] => {
      const group = spec.places && lookUp(spec.places, word);
      if (group === '') return [];
      if (group !== undefined)
        return [
          {
            kind: 'PLACE',
            id: `place_${slug(group)}`,
            placeType: 'MARKET_REGION',
            names: [{ text: group, language: 'en', kind: 'OFFICIAL' }],
            identifiers: [],
          },
        ];
      const country = countryOf(word);
      if (!country)
        throw new RowProblem(
          typeof spec.country === 'string' ? spec.country : '',
          word,
          'not the name of a country that is known; `places` can say what it is',
        );
      return [
        {
          kind: 'PLACE',
          id: country.id,
          placeType: 'COUNTRY',
          names: country.names.map((name) => ({ ...name, kind: 'OFFICIAL' })),
          identifiers: [{ scheme: 'iso3166-1', value: country.code }],
        },
      ];
    });
  }

  private fixedId(
    spec: KindedSpec,
    name: string | undefined,
    country: Country | undefined,
  ): string | undefined {
    if (!spec.id) return undefined;
    const computed = { name, country: country?.names[0]?.text };
    const words = fillTemplate(spec.id, (column) => this.cells.get(column), computed);
    return words === null ? undefined : `${kinds[spec.kind].prefix}_${slug(words)}`;
  }

  /** The parts that an entity and an item of a list have in common. */
  private common(
    spec: KindedSpec,
    name: string | undefined,
  ): Pick<Undescribed, 'kind' | 'id' | 'placeType' | 'country' | 'description'> {
    const country = this.countryWithin(spec);
    const id = this.fixedId(spec, name, country);
    const description =
      spec.description && fillTemplate(spec.description, (column) => this.cells.get(column));
    return {
      kind: spec.kind,
      ...(id ? { id } : {}),
      ...(spec.placeType ? { placeType: spec.placeType } : {}),
      ...(country ? { country: country.code } : {}),
      ...(description ? { description } : {}),
    };
  }

  private singleOf(spec: KindedSpec): Undescribed | null {
    const names = readNames(this.cells, spec.names ?? []).filter(({ text }) => !this.nobody.has(text));
    const identifiers = Object.entries(spec.identifiers ?? {}).flatMap(([scheme, template]) => {
      const value = fillTemplate(template, (column) => this.cells.get(column));
      return value === null ? [] : [{ scheme, value }];
    });
    if (names.length === 0 && identifiers.length === 0) return null;
    return { ...this.common(spec, names[0]?.text), names, identifiers };
  }

  private listOf(
    spec: KindedSpec,
    note: (text: string) => void,
  ): { items: (Undescribed & { share: string | null })[]; count: number } {
    if (!spec.list) return { items: [], count: 0 };
    const { items, count } = describeList(this.cells, spec.list, this.nobody, this.namesOfIds, note);
    return {
      items: items.map(({ names, identifiers, share, description }) => ({
        ...this.common(spec, names[0]?.text),
        ...(description ? { description } : {}),
        names,
        identifiers,
        share,
      })),
      count,
    };
  }
}
