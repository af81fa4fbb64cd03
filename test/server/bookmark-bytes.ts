/**
 * What Neo4j 5 puts in a bookmark, in base64 behind `FB:`: a list of databases, each with the 16 bytes of its id and the
 * number of its last transaction, in PackStream. A program takes it as it is; these tests make ones that no database gave.
 */
const bytesOf = (bookmark: string): Buffer => Buffer.from(bookmark.slice('FB:'.length), 'base64');
const bookmarkOf = (...parts: readonly Uint8Array[]): string =>
  `FB:${Buffer.concat(parts).toString('base64')}`;

const ID_AT = 3;
const NUMBER_AT = ID_AT + 16;

/** The number that PackStream holds from a place on: small ones are a byte by themselves, others behind their width. */
function numberAt(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  const marker = bytes.readUInt8(at);
  if (marker < 0x80) return { value: marker, end: at + 1 };
  if (marker === 0xc9) return { value: bytes.readInt16BE(at + 1), end: at + 3 };
  if (marker === 0xca) return { value: bytes.readInt32BE(at + 1), end: at + 5 };
  throw new Error(`no number is written with ${marker.toString(16)}`);
}

/** The bookmark of a transaction that is to come so many transactions after another. */
export function bookmarkAfter(bookmark: string, transactions: number): string {
  const bytes = bytesOf(bookmark);
  const { value, end } = numberAt(bytes, NUMBER_AT);
  const number = Buffer.from([0xca, 0, 0, 0, 0]);
  number.writeInt32BE(value + transactions, 1);
  return bookmarkOf(bytes.subarray(0, NUMBER_AT), number, bytes.subarray(end));
}

/** The same bookmark, of a database with another id. */
export function bookmarkOfAnother(bookmark: string): string {
  const bytes = bytesOf(bookmark);
  return bookmarkOf(
    bytes.subarray(0, ID_AT),
    bytes.subarray(ID_AT, NUMBER_AT).map((byte) => byte ^ 0xff),
    bytes.subarray(NUMBER_AT),
  );
}
