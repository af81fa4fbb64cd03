/** Properties by schema, of the schemata that are read: whatever else stands in a file is told of, since it may be a slip. */
const thing = `name alias weakAlias previousName abbreviation summary description country sourceUrl publisher publisherUrl
  alephUrl wikipediaUrl wikidataId keywords topics address addressEntity program programId notes proof indexText createdAt
  modifiedAt retrievedAt`;
const interval = `startDate endDate date summary description recordId sourceUrl proof publisher publisherUrl alephUrl
  namesMentioned indexText modifiedAt retrievedAt`;
const value = 'amount currency amountUsd amountEur';
const legalEntity = `${thing} email phone website legalForm incorporationDate dissolutionDate taxStatus status sector
  classification registrationNumber idNumber taxNumber licenseNumber vatCode jurisdiction mainCountry registrationCountry
  opencorporatesUrl bvdId uscCode icijId okpoCode innCode ogrnCode leiCode dunsCode uniqueEntityId npiCode swiftBic parent`;
const organization = `${legalEntity} cageCode permId imoNumber giiNumber`;

const lists: Readonly<Record<string, string>> = {
  LegalEntity: legalEntity,
  Person: `${legalEntity} title firstName secondName middleName fatherName motherName lastName nameSuffix birthDate birthPlace
    birthCountry deathDate position nationality citizenship passportNumber socialSecurityNumber gender ethnicity height weight
    eyeColor hairColor appearance religion political profession education spokenLanguage`,
  Organization: organization,
  PublicBody: organization,
  Company: `${organization} ${value} capital voenCode coatoCode irsCode ipoCode cikCode jibCode mbsCode ibcRuc caemCode kppCode
    okvedCode okopfCode fnsCode fssCode bikCode pfrNumber oksmCode isinCode ticker ricCode`,
  Project: `${thing} ${interval} ${value} projectId status phase goal`,
  Ownership: `${interval} role status owner asset percentage sharesCount sharesValue sharesCurrency sharesType legalBasis
    ownershipType`,
};

const properties = new Map(
  Object.entries(lists).map(([schema, list]) => [schema, new Set(list.split(/\s+/))]),
);

/** Whether entities of a schema have a property, as far as the schema is read. */
export const hasProperty = (schema: string, property: string): boolean =>
  properties.get(schema)?.has(property) ?? true;
