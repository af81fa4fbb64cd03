import { statSync } from 'node:fs';
import { InputFileError } from '../../errors.ts';
import { ClaimProblem } from '../claim-problem.ts';
import type { ClaimsFileLine } from '../claims-file.ts';
import { cardFromLine } from '../entity.ts';
import { parseLine } from '../read-claims-file.ts';
import { readLines, type TextLine, TOO_LONG } from '../read-lines.ts';
import { type SourceCard, sourceFromLine } from '../source.ts';
import { refusedPath, writeRefused } from '../tables/refused-file.ts';
import type { Input, InputPosition } from './input.ts';
import type { InputRow, RowContent } from './row.ts';

/** A line as it stands, and the source line above it. Of a line that is too long to be kept the text is null. */
interface ClaimsRow extends InputRow {
  readonly text: string | null;
  readonly sourceText: string | null;
}

/** A claims file of any size, read line by line. A line that does not fit is refused, and the others go on. */
export class ClaimsInput implements Input<ClaimsRow> {
  readonly wholeOf = null;
  readonly refusedPath: string;
  readonly #file: string;
  readonly #size: number;
  #bytes = 0;
  #source: { readonly card: SourceCard; readonly text: string } | null = null;

  constructor(file: string) {
    this.#file = file;
    this.#size = statSync(file).size;
    this.refusedPath = refusedPath(file);
  }

  async *rows(from: InputPosition): AsyncIterable<ClaimsRow> {
    const lines = readLines(this.#file, (bytes) => {
      this.#bytes = bytes;
    });
    for await (const line of lines) {
      const { number } = line;
      const content = this.#read(line);
      if (number <= from.row || !content) continue;
      const text = line.isTooLong ? null : line.text;
      yield { number, line: number, content, text, sourceText: this.#source?.text ?? null };
    }
  }

  /** What a line says; null for a blank one. */
  #read({ text, number, isTooLong }: TextLine): RowContent | null {
    const content: RowContent | null = isTooLong
      ? { kind: 'refused', column: '', value: text.slice(0, 200), reason: TOO_LONG }
      : this.#readLine(text, number);
    // Whose claims follow a source line that cannot be read is not known.
    if (content?.kind === 'refused' && !/"type"\s*:\s*"(entity|claim|retraction|merge)"/.test(text))
      this.#source = null;
    return content;
  }

  #readLine(text: string, line: number): RowContent | null {
    try {
      const content = parseLine(this.#file, line, text);
      return content && this.#content(content, text);
    } catch (error) {
      if (error instanceof InputFileError)
        return { kind: 'refused', column: error.path, value: text.slice(0, 200), reason: error.reason };
      if (error instanceof ClaimProblem)
        return { kind: 'refused', column: error.path, value: text.slice(0, 200), reason: error.message };
      throw error;
    }
  }

  #content(line: ClaimsFileLine, text: string): RowContent {
    const mapped = { kind: 'mapped' as const, entities: [], statements: [], notes: [] };
    switch (line.type) {
      case 'source': {
        const card = sourceFromLine(line);
        this.#source = { card, text };
        return { ...mapped, statements: [{ source: card, claims: [], retractions: [] }] };
      }
      case 'entity': {
        const card = cardFromLine(line);
        return { ...mapped, entities: [{ ref: card.id, entity: { ...card, country: null } }] };
      }
      case 'claim': {
        const { type: _, ...claim } = line;
        return { ...mapped, statements: [{ source: this.#current(), claims: [claim], retractions: [] }] };
      }
      case 'retraction':
        return {
          ...mapped,
          statements: [{ source: this.#current(), claims: [], retractions: [line.claim] }],
        };
      case 'merge':
        return { ...mapped, merges: [{ entity: line.entity, into: line.into }] };
    }
  }

  #current(): SourceCard {
    if (!this.#source) throw new ClaimProblem('type', 'a source line must come before the first claim');
    return this.#source.card;
  }

  progress() {
    return { bytes: this.#bytes, of: this.#size };
  }

  /** The source line goes before its claims, so that the file of refused lines is a claims file too. */
  async keepRefused(rows: readonly ClaimsRow[], at: number): Promise<number> {
    let above: string | null = null;
    const lines: string[] = [];
    for (const { text, sourceText } of rows) {
      if (text === null) continue;
      if (sourceText !== null && sourceText !== text && sourceText !== above) {
        lines.push(sourceText);
        above = sourceText;
      }
      lines.push(text);
      if (sourceText === null) above = null;
    }
    return writeRefused(this.refusedPath, at, Buffer.from(lines.map((line) => `${line}\n`).join('')));
  }

  async close(): Promise<void> {}
}
