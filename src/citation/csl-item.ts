import { type CitedSource, calledBy, datePartsOf, dayRead, remarksOn } from './cited-source.ts';

/** A date as CSL-JSON has it; what is no plain date stands as it is. */
type CslDate =
  | { readonly 'date-parts': readonly (readonly number[])[]; readonly circa?: true }
  | { readonly literal: string };

/** What reference managers and CSL processors read: https://docs.citationstyles.org/ */
export interface CslItem {
  readonly id: string;
  readonly type: 'webpage' | 'document';
  readonly title: string;
  readonly publisher?: string;
  readonly issued?: CslDate;
  readonly URL?: string;
  readonly accessed?: CslDate;
  readonly note?: string;
}

function cslDate(edtf: string): CslDate {
  const isAbout = edtf.endsWith('~');
  const sides = edtf.replace(/~$/, '').split('/').map(datePartsOf);
  const parts = sides.flatMap((side) => (side ? [side] : []));
  if (parts.length < sides.length || (isAbout && parts.length > 1)) return { literal: edtf };
  return { 'date-parts': parts, ...(isAbout && { circa: true }) };
}

/** A source as an item of CSL-JSON. What else is not known of it is not there. */
export function cslItemOf(source: CitedSource): CslItem {
  const { id, publisher, publishedAt, url } = source;
  const read = dayRead(source);
  const remarks = remarksOn(source);
  return {
    id,
    type: url === null ? 'document' : 'webpage',
    title: calledBy(source),
    ...(publisher !== null && { publisher }),
    ...(publishedAt !== null && { issued: cslDate(publishedAt) }),
    ...(url !== null && { URL: url }),
    ...(read !== null && { accessed: cslDate(read) }),
    ...(remarks.length > 0 && { note: remarks.join('. ') }),
  };
}
