import type { ClaimRow } from '../loaders/claim-rows.ts';
import type { EntityRow } from '../loaders/entities.ts';
import type { FactRow } from '../loaders/fact-rows.ts';
import type { SourceRow } from '../loaders/sources.ts';
import type { Quantity } from '../model/quantity.ts';
import { withoutNulls } from '../model/without-nulls.ts';
import { type EntityKind, kindOfId, kinds } from '../ontology.ts';
import type { Contents } from './contents.ts';
import { separated } from './json-lines.ts';

/** Nothing has to be fetched to read it: every prefix is told here. */
const CONTEXT = {
  schema: 'https://schema.org/',
  prov: 'http://www.w3.org/ns/prov#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  steppe: 'urn:steppe:',
};

const TYPES: Readonly<Record<EntityKind, readonly string[]>> = {
  ORGANIZATION: ['schema:Organization'],
  PERSON: ['schema:Person'],
  FACILITY: ['schema:Place'],
  PROJECT: ['schema:Project'],
  PLACE: ['schema:Place'],
  PRODUCT: ['schema:Product'],
};

type Node = Readonly<Record<string, unknown>>;

const ref = (id: string | null): Node | null => (id === null ? null : { '@id': `steppe:${id}` });
const moment = (at: string | null): Node | null =>
  at === null ? null : { '@value': at, '@type': 'xsd:dateTime' };
const node = (id: string, types: readonly string[], properties: Node): string =>
  JSON.stringify({ '@id': `steppe:${id}`, '@type': types, ...withoutNulls(properties) });

function entity({ id, name, type, details, names = [] }: EntityRow): string {
  const kind = kindOfId(id) as EntityKind;
  return node(id, [...TYPES[kind], `steppe:${kinds[kind].label}`], {
    'schema:name': name,
    'schema:alternateName': names.map(({ text, language }) =>
      language === null ? text : { '@value': text, '@language': language },
    ),
    'schema:description': details?.description,
    'steppe:placeType': type,
    'schema:identifier': details?.identifiers.map(({ scheme, value }) => ({
      '@type': 'schema:PropertyValue',
      'schema:propertyID': scheme,
      'schema:value': value,
    })),
  });
}

/** Decimals are typed texts: a number would lose digits. */
const decimal = (text: string | null): Node | null =>
  text === null ? null : { '@value': text, '@type': 'xsd:decimal' };

const quantity = (value: Quantity | null): Node | null =>
  value &&
  withoutNulls<unknown>({
    '@type': 'schema:QuantitativeValue',
    'schema:value': decimal(value.amount),
    'schema:minValue': decimal(value.lower),
    'schema:maxValue': decimal(value.upper),
    'schema:unitText': value.unit,
    'steppe:bound': value.bound,
  });

/** What facts and claims say alike. */
const said = (what: FactRow | ClaimRow): Node => ({
  'steppe:subject': ref(what.subjectId),
  'steppe:predicate': what.predicate,
  'steppe:object': ref(what.objectId),
  'steppe:variable': what.variable,
  'steppe:value': quantity(what.value),
  'schema:text': what.text,
  'steppe:modality': what.modality,
  'schema:temporalCoverage': what.period?.edtf,
});

const fact = (row: FactRow): string =>
  node(row.id, ['prov:Entity', 'steppe:Fact'], {
    ...said(row),
    'steppe:sourceCount': row.sourceCount,
    'steppe:isDisputed': row.isDisputed,
  });

const claim = (row: ClaimRow): string =>
  node(row.id, ['schema:Claim', 'prov:Entity'], {
    ...said(row),
    'schema:appearance': ref(row.sourceId),
    'prov:hadPrimarySource': ref(row.sourceId),
    'prov:wasAttributedTo': ref(row.attributedToId),
    'steppe:locator': row.locator,
    'prov:value': row.quote,
    'steppe:rank': row.rank,
    'prov:generatedAtTime': moment(row.recordedAt),
    'prov:invalidatedAtTime': moment(row.retractedAt),
    // What is taken back makes no fact.
    ...(row.retractedAt === null && { '@reverse': { 'prov:wasDerivedFrom': ref(row.factId) } }),
  });

const source = (row: SourceRow): string =>
  node(row.id, ['schema:CreativeWork', 'prov:Entity'], {
    'schema:name': row.title,
    'schema:url': row.url && { '@id': row.url },
    'schema:publisher': row.publisher && { '@type': 'schema:Organization', 'schema:name': row.publisher },
    'schema:datePublished': row.publishedAt,
    'schema:license': row.licence,
    'schema:sha256': row.sha256,
    'steppe:retrievedAt': moment(row.retrievedAt),
  });

async function* nodes(contents: Contents): AsyncGenerator<string[]> {
  for await (const page of contents.entities()) yield page.map(entity);
  for await (const page of contents.sources()) yield page.map(source);
  for await (const page of contents.facts()) yield page.map(fact);
  for await (const page of contents.claims()) yield page.map(claim);
}

/**
 * JSON-LD: entities and documents in the words of schema.org, where they come from in those of PROV. A fact is derived from its
 * claims, and a claim has its source.
 */
export async function* jsonLd(contents: Contents): AsyncGenerator<string> {
  yield `{"@context":${JSON.stringify(CONTEXT)},\n"@graph":[`;
  yield* separated(nodes(contents));
  yield '\n]}\n';
}
