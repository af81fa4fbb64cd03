import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';

export type XmlAttributes = Readonly<Record<string, string>>;

/** Told what an XML text holds, in its order. Names come without their prefix: some writers put one before every name. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML piece by piece, yielding after each how many bytes that were, so that what the handler has gathered can be
 * taken away before more is read. @throws Error when it is not well-formed.
 */
export async function* xmlPieces(bytes: Readable, handler: XmlHandler): AsyncGenerator<number> {
  const parser = new SaxesParser();
  let failure: Error | undefined;
  // The first is the cause; the others follow from it.
  parser.on('error', (error) => {
    failure ??= error;
  });
  parser.on('opentag', ({ name, attributes }) => handler.open(localName(name), attributes));
  if (handler.text) parser.on('text', (text) => handler.text?.(text));
  if (handler.close) parser.on('closetag', ({ name }) => handler.close?.(localName(name)));
  const decoder = new TextDecoder();
  for await (const piece of bytes) {
    parser.write(decoder.decode(piece as Buffer, { stream: true }));
    if (failure) throw failure;
    yield (piece as Buffer).length;
  }
  parser.write(decoder.decode()).close();
  if (failure) throw failure;
}

/** Reads XML to its end. */
export async function readXml(bytes: Readable, handler: XmlHandler): Promise<void> {
  for await (const _ of xmlPieces(bytes, handler));
}
