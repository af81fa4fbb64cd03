import { identifierKey } from '../../model/identifier.ts';
import type { EntityKind } from '../../ontology.ts';
import { type Description, describeCountry, describeEntity } from '../ftm/describe-entity.ts';
import { type FtmEntity, statementsOf } from '../ftm/ftm-entity.ts';
import { FtmProblem } from '../ftm/ftm-problem.ts';
import { type LinkClaim, ownershipClaims, parentClaims } from '../ftm/link-claims.ts';
import type { FtmSources } from '../ftm/sources.ts';
import { type End, ftmRef } from './ftm-ends.ts';
import type { RowContent, RowEntity, RowStatements } from './row.ts';

type Mapped = Extract<RowContent, { kind: 'mapped' }>;

/** The claims of each dataset under the source that it is. */
function stated(claims: readonly LinkClaim[], sources: FtmSources): RowStatements[] {
  const byDataset = new Map<string, LinkClaim['claim'][]>();
  for (const { dataset, claim } of claims) byDataset.set(dataset, [...(byDataset.get(dataset) ?? []), claim]);
  return [...byDataset].map(([dataset, said]) => ({
    source: sources.of(dataset),
    claims: said,
    retractions: [],
  }));
}

/**
 * The kind of an entity that its identifiers may name already. What is a legal entity here may be known as a person.
 * @throws FtmProblem when they name one of another kind.
 */
function settledKind(
  { entity: { kind, identifiers } }: Description,
  isUnsure: boolean,
  kindBy: (identifierKey: string) => EntityKind | undefined,
): EntityKind {
  for (const key of identifiers.map(identifierKey)) {
    const other = kindBy(key);
    if (other === undefined || other === kind) continue;
    if (isUnsure && other === 'PERSON') return other;
    throw new FtmProblem(
      { property: 'schema', value: key },
      `it is of the kind ${kind}, and this identifier names an entity of the kind ${other}`,
    );
  }
  return kind;
}

/** Keys by which an entity may be known in the graph. */
export const keysOf = (entity: FtmEntity, kind: EntityKind): string[] =>
  describeEntity(entity, kind).entity.identifiers.map(identifierKey);

/** An entity with where it lies: what a row that describes one becomes. @throws FtmProblem. */
export function entityRow(
  entity: FtmEntity,
  kind: EntityKind,
  sources: FtmSources,
  kindBy: (identifierKey: string) => EntityKind | undefined,
  notes: readonly string[],
): { content: Mapped; entity: RowEntity } {
  const told = new Set(notes);
  const note = (text: string): void => void told.add(text);
  const first = describeEntity(entity, kind, note);
  const settled = settledKind(first, entity.schema === 'LegalEntity', kindBy);
  const { entity: described, countries } = settled === kind ? first : describeEntity(entity, settled, note);
  const ref = ftmRef(entity.id);
  const own: RowEntity = { ref, entity: described };
  const places = new Map(countries.map(({ country }) => [country.id, describeCountry(country)]));
  const said = new Map(
    countries.map(({ country, statement: { dataset } }): [string, LinkClaim] => [
      `${dataset}\n${country.id}`,
      {
        dataset,
        claim: {
          subject: ref,
          predicate: 'LOCATED_IN',
          object: country.id,
          modality: 'REALISED',
          rank: 'NORMAL',
          locator: entity.id,
        },
      },
    ]),
  );
  return {
    entity: own,
    content: {
      kind: 'mapped',
      entities: [own, ...[...places].map(([id, place]) => ({ ref: id, entity: place }))],
      statements: stated([...said.values()], sources),
      notes: [...told],
    },
  };
}

/** Ids that a link names. */
export const endsOf = (entity: FtmEntity): string[] => [
  entity.id,
  ...statementsOf(entity, 'owner', 'asset', 'parent').map(({ value }) => value.trim()),
];

/**
 * What a link becomes: claims, or nothing when an end is none of the graph’s kinds.
 * @throws FtmProblem when an end is not known.
 */
export function linkRow(
  link: FtmEntity,
  sources: FtmSources,
  endOf: (id: string) => End,
  notes: readonly string[],
): RowContent {
  const told = new Set(notes);
  const entities = new Map<string, RowEntity>();
  const skipped = new Set<string>();
  const nameOf = (end: End, property: string, value: string, line: number | null): string | null => {
    if ('problem' in end) throw new FtmProblem({ property, value, line }, end.problem);
    if ('id' in end) return end.id;
    if ('skipped' in end) {
      skipped.add(end.skipped);
      return null;
    }
    entities.set(end.entity.ref, end.entity);
    return end.entity.ref;
  };
  let claims: LinkClaim[];
  if (link.schema === 'Ownership')
    claims = ownershipClaims(
      link,
      ({ property, value, line }) => nameOf(endOf(value.trim()), property, value, line),
      (text) => void told.add(text),
    );
  else {
    const own = endOf(link.id);
    // It is told of where it is described.
    if ('problem' in own) return { kind: 'skipped', rule: 'parent of what is refused' };
    const subject = nameOf(own, 'id', link.id, null);
    claims =
      subject === null
        ? []
        : parentClaims(link, subject, ({ property, value, line }) =>
            nameOf(endOf(value.trim()), property, value, line),
          );
  }
  if (claims.length === 0)
    return {
      kind: 'skipped',
      rule: `${link.schema}: an end of it is of no kind that the graph keeps (${[...skipped].join(', ')})`,
    };
  for (const schema of skipped) told.add(`an end is a ${schema}, of no kind that the graph keeps: left out`);
  return {
    kind: 'mapped',
    entities: [...entities.values()],
    statements: stated(claims, sources),
    notes: [...told],
  };
}
