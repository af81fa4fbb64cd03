import type { Readable } from 'node:stream';
import { readXml } from './read-xml.ts';

/** ECMA-376, 22.9.2.19: a character that XML cannot hold is written `_x000D_`, and `_x005F_` an underscore before the like. */
export const unescapeXstring = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/**
 * Gathers the text of a cell or of a shared string from its `t` elements: the runs of rich text one after the other,
 * without the phonetic guides (`rPh`) that say how to read them.
 */
export class StringText {
  #parts: string[] = [];
  #isInText = false;
  #isInPhonetic = false;

  open(name: string): void {
    if (name === 't') this.#isInText = !this.#isInPhonetic;
    else if (name === 'rPh') this.#isInPhonetic = true;
  }

  text(text: string): void {
    if (this.#isInText) this.#parts.push(text);
  }

  close(name: string): void {
    if (name === 't') this.#isInText = false;
    else if (name === 'rPh') this.#isInPhonetic = false;
  }

  /** The text so far, which then begins anew. */
  take(): string {
    const text = unescapeXstring(this.#parts.join(''));
    this.#parts = [];
    return text;
  }
}

/** The strings that a workbook's cells name by number. */
export async function readSharedStrings(bytes: Readable | null): Promise<readonly string[]> {
  const strings: string[] = [];
  const item = new StringText();
  if (bytes)
    await readXml(bytes, {
      open: (name) => item.open(name),
      text: (text) => item.text(text),
      close: (name) => {
        if (name === 'si') strings.push(item.take());
        else item.close(name);
      },
    });
  return strings;
}
