import type { EntityKind } from '../../ontology.ts';

/** What becomes of an entity of a FollowTheMoney schema. */
export type Treatment =
  /** It is an entity here too. */
  | { readonly kind: EntityKind }
  /** It links two entities, which is a claim here. */
  | { readonly link: 'OWNS' }
  /** It is left out by a rule that is told. */
  | { readonly skip: string };

type Schema = Treatment & {
  /** The schemata that it refines: of an entity that is said to be both, it is the more exact. */
  readonly is?: readonly string[];
};

const noKind = 'what it stands for is of no kind that the graph keeps';
const noPredicate = 'no predicate says what it says';
const noClaim = 'it says of an entity what no claim says';
const aDocument = 'documents are not read';

const skipped = (skip: string, names: string, is: readonly string[] = []): Record<string, Schema> =>
  Object.fromEntries(names.split(' ').map((name) => [name, { skip, is }]));

/**
 * Every schema of FollowTheMoney, of its versions 3 and 4. A LegalEntity of which it is not said whether it is a person
 * or a firm is an organization: people are nearly always said to be people. Directors, members, relatives, payments and
 * debts are links for which the ontology has no predicate. A bare Asset, a ship or a piece of land is none of its kinds.
 */
export const schemata: Readonly<Record<string, Schema>> = {
  LegalEntity: { kind: 'ORGANIZATION' },
  Person: { kind: 'PERSON', is: ['LegalEntity'] },
  Organization: { kind: 'ORGANIZATION', is: ['LegalEntity'] },
  PublicBody: { kind: 'ORGANIZATION', is: ['Organization'] },
  Company: { kind: 'ORGANIZATION', is: ['Organization', 'Asset'] },
  Project: { kind: 'PROJECT' },
  Ownership: { link: 'OWNS' },
  ...skipped(noKind, 'Thing Address Asset Assessment CallForTenders CourtCase CryptoWallet Event Position'),
  ...skipped(noKind, 'Territory UserAccount'),
  ...skipped(noKind, 'BankAccount Contract RealEstate Security Vehicle', ['Asset']),
  ...skipped(noKind, 'Airplane Vessel', ['Vehicle']),
  ...skipped(noKind, 'License', ['Contract']),
  ...skipped(noKind, 'Trip', ['Event']),
  ...skipped(noPredicate, 'Interval Interest Value'),
  ...skipped(noPredicate, 'Associate Call ContractAward Control CourtCaseParty Debt Directorship Employment'),
  ...skipped(noPredicate, 'Family Membership Occupancy Payment Post ProjectParticipant Representation'),
  ...skipped(noPredicate, 'Similar Succession UnknownLink'),
  ...skipped(noClaim, 'EconomicActivity Identification Note Risk Sanction TaxRoll'),
  ...skipped(noClaim, 'Passport', ['Identification']),
  ...skipped(aDocument, 'Analyzable Document Mention Page'),
  ...skipped(aDocument, 'Article Audio Folder HyperText Image Pages PlainText Table Video', ['Document']),
  ...skipped(aDocument, 'Email Message Package Workbook', ['Folder']),
};

export const schemaNames: readonly string[] = Object.keys(schemata);

const refines = (name: string, other: string): boolean =>
  (schemata[name]?.is ?? []).some((parent) => parent === other || refines(parent, other));

/** What is kept of an entity of a schema: its kind, its link, or why nothing is. */
const treatmentKey = (name: string): string => {
  const schema = schemata[name];
  if (!schema) return '';
  return 'kind' in schema ? schema.kind : 'link' in schema ? schema.link : 'skip';
};

/** The schema of an entity that is said to be of two: the more exact. Null when it cannot be both. */
export function combineSchemata(a: string, b: string): string | null {
  if (a === b || refines(a, b)) return a;
  if (refines(b, a)) return b;
  // A company here and a public body there is an organization both times.
  return treatmentKey(a) === treatmentKey(b) ? a : null;
}
