/** What is told of a document where it is cited. */
export interface CitedSource {
  readonly id: string;
  readonly title: string | null;
  readonly publisher: string | null;
  /** In EDTF. */
  readonly publishedAt: string | null;
  readonly url: string | null;
  readonly licence: string | null;
  /** ISO 8601. */
  readonly retrievedAt: string | null;
  readonly sha256: string | null;
}

/** What has no field of its own in the formats: the licence, and which text it was where no address tells. */
export const remarksOn = ({ licence, url, sha256 }: CitedSource): string[] => [
  ...(licence === null ? [] : [`Licence: ${licence}`]),
  ...(url === null && sha256 !== null ? [`SHA-256: ${sha256}`] : []),
];

/** Its title, or what it is called where it has none: its id, in brackets as what is no title is. */
export const calledBy = ({ id, title }: CitedSource): string => title ?? `[${id}]`;

/** The day on which it was read. */
export const dayRead = ({ retrievedAt }: CitedSource): string | null => retrievedAt?.slice(0, 10) ?? null;

/** Year, month and day of a date that has no more to it than these. */
export function datePartsOf(edtf: string): number[] | null {
  return /^\d{4}(-\d\d){0,2}$/.test(edtf) ? edtf.split('-').map(Number) : null;
}
