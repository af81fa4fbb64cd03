import type { EntityRow } from '../loaders/entities.ts';
import type { FactRow } from '../loaders/fact-rows.ts';
import { kindOfId } from '../ontology.ts';
import type { Contents } from './contents.ts';

/** A decimal that a format writes as a number, with all its digits: a number of JavaScript’s would lose some. */
export class Digits {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Attribute = string | number | boolean | Digits | readonly string[];
export type Attributes = Readonly<Record<string, Attribute>>;

const digits = (text: string | null | undefined): Digits | null => (text == null ? null : new Digits(text));

const known = (attributes: Readonly<Record<string, Attribute | null | undefined>>): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(
      (entry): entry is [string, Attribute] => entry[1] !== null && entry[1] !== undefined,
    ),
  );

/** What a node of a graph file says of an entity, by its names in the file. */
export const nodeAttributes = (entity: EntityRow): Attributes =>
  known({
    name: entity.name,
    kind: kindOfId(entity.id),
    placeType: entity.type,
    description: entity.details?.description,
    names: entity.names?.map(({ text, language }) => (language === null ? text : `${text}@${language}`)),
    identifiers: entity.details?.identifiers.map(({ scheme, value }) => `${scheme}:${value}`),
  });

/** What an edge says of a fact. */
export const edgeAttributes = (fact: FactRow, sources: readonly string[]): Attributes =>
  known({
    predicate: fact.predicate,
    amount: digits(fact.value?.amount),
    unit: fact.value?.unit,
    bound: fact.value?.bound,
    lower: digits(fact.value?.lower),
    upper: digits(fact.value?.upper),
    text: fact.text,
    modality: fact.modality,
    period: fact.period?.edtf,
    start: fact.period?.start,
    end: fact.period?.end,
    sourceCount: fact.sourceCount,
    isDisputed: fact.isDisputed,
    sources,
  });

/** A fact that leads from one entity to another. */
export interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly attributes: Attributes;
}

/** Counts the facts that lead to no entity: observations have no place among edges. */
export interface LeftOut {
  observations: number;
}

export async function* edgesOf(contents: Contents, leftOut: LeftOut): AsyncGenerator<Edge[]> {
  for await (const facts of contents.facts()) {
    const links = facts.filter(({ objectId }) => objectId !== null);
    leftOut.observations += facts.length - links.length;
    const ids = links.map(({ id }) => id);
    const sources = await contents.at.read(({ loaders }) => loaders.sourcesByFact.readAhead({}, ids));
    yield links.map((fact, i) => ({
      id: fact.id,
      from: fact.subjectId,
      to: fact.objectId ?? '',
      attributes: edgeAttributes(
        fact,
        (sources[i] ?? []).map(({ id }) => id),
      ),
    }));
  }
}

/** JSON of an object whose decimals are numbers with all their digits. */
export const jsonOf = (attributes: Attributes): string =>
  `{${Object.entries(attributes)
    .map(
      ([name, value]) =>
        `${JSON.stringify(name)}:${value instanceof Digits ? value.text : JSON.stringify(value)}`,
    )
    .join(',')}}`;
