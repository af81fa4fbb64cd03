import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { OperatorError } from '../../errors.ts';

/** How a text is written. */
export interface TextEncoding {
  /** A name that iconv-lite knows. */
  readonly encoding: string;
  readonly hasByteOrderMark: boolean;
  readonly isEncodingGuessed: boolean;
}

const byteOrderMarks = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
] as const;

/** Enough for statistics: lines that hold more than ASCII are all that is kept. */
const SAMPLE_BYTES = 64 * 1024;

/** How many bytes at the end belong to a character whose rest is in the next piece. */
function cutOff(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Of a piece, what tells an encoding: lines with more than ASCII; of UTF-16, which has NUL bytes, all of it. */
function tellingPart(piece: Buffer): Buffer {
  if (piece.includes(0)) return piece;
  const lines = piece.toString('latin1').split(/[\r\n]+/);
  return Buffer.from(lines.filter((line) => /\P{ASCII}/u.test(line)).join('\n'), 'latin1');
}

/** UTF-8 in which a few bytes are damaged is UTF-8 still: characters of several bytes do not come about by chance. */
function isMostlyUtf8(sample: Buffer): boolean {
  const text = sample.toString('utf8');
  const damaged = text.split('\ufffd').length - 1;
  return (text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0) > 10 * damaged;
}

/** Encodings that tables are saved in today; among all that there are, a few letters resemble any. */
const isPlausible = (name: string): boolean =>
  /^(utf-16|windows-125|macroman|maccyrillic|koi8|gb|big5|shift|cp9(32|49)|euc)/i.test(name) &&
  iconv.encodingExists(name);

/** Below this the statistics have seen a handful of letters, which are most likely of western Europe. */
const FEW_LETTERS = 0.04;

async function guess(sample: Buffer): Promise<string> {
  if (!sample.includes(0) && isMostlyUtf8(sample)) return 'utf-8';
  const { detectAll } = await import('jschardet');
  const found = detectAll(sample, { minimumThreshold: 0 }).flatMap(({ encoding, confidence }) =>
    encoding && isPlausible(encoding) ? [{ encoding: encoding.toLowerCase(), confidence }] : [],
  );
  const [best] = found;
  if (best && best.confidence >= FEW_LETTERS) return best.encoding;
  const of = (name: string): number => found.find(({ encoding }) => encoding === name)?.confidence ?? 0;
  return of('macroman') > 1.01 * of('windows-1252') ? 'macroman' : 'windows-1252';
}

const markOf = (start: Buffer): (typeof byteOrderMarks)[number] | undefined =>
  byteOrderMarks.find(([, mark]) => start.subarray(0, mark.length).equals(mark));

/**
 * Tells a text's encoding: by its byte order mark; else UTF-8 when all of it is valid; else by statistics over its lines
 * with more than ASCII. The second reads the whole text, since one letter at the end may decide.
 */
async function detected(bytes: AsyncIterable<Buffer>): Promise<TextEncoding> {
  let rest: Buffer = Buffer.alloc(0);
  let sample: Buffer | null = null;
  let isFirst = true;
  let isValid = true;
  for await (const piece of bytes) {
    const mark = isFirst ? markOf(piece) : undefined;
    if (mark) return { encoding: mark[0], hasByteOrderMark: true, isEncodingGuessed: false };
    const joined: Buffer = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const whole = joined.subarray(0, joined.length - cutOff(joined));
    rest = joined.subarray(whole.length);
    isValid &&= isUtf8(whole) && !(isFirst && whole.includes(0));
    if ((sample?.length ?? 0) < SAMPLE_BYTES)
      sample = Buffer.concat([sample ?? Buffer.alloc(0), tellingPart(piece)]).subarray(0, SAMPLE_BYTES);
    else if (!isValid) break;
    isFirst = false;
  }
  if (isValid && rest.length === 0)
    return { encoding: 'utf-8', hasByteOrderMark: false, isEncodingGuessed: false };
  return {
    encoding: await guess(sample ?? Buffer.alloc(0)),
    hasByteOrderMark: false,
    isEncodingGuessed: true,
  };
}

/**
 * The encoding of a text: the one that is said, else detected.
 * @throws OperatorError when one is said that iconv-lite does not know.
 */
export async function textEncoding(bytes: AsyncIterable<Buffer>, said = 'auto'): Promise<TextEncoding> {
  if (said === 'auto') return detected(bytes);
  if (!iconv.encodingExists(said))
    throw new OperatorError(
      `The encoding ${said} is not known: name one such as utf-8, utf-16le, windows-1252 or macroman, or auto.`,
    );
  let hasByteOrderMark = false;
  for await (const piece of bytes) {
    hasByteOrderMark = markOf(piece) !== undefined;
    break;
  }
  return { encoding: said, hasByteOrderMark, isEncodingGuessed: false };
}
