import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import mustache from 'mustache';

/** A Cypher text that the server sends, and the name it is reported under. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** What fills a statement's placeholders: words of the ontology and fixed flags, never a request's values. */
export type Fill = Readonly<Record<string, string | boolean | readonly Readonly<Record<string, unknown>>[]>>;

function cypherFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.cypher'))
    .map((path) => path.split(sep).join('/'));
}

/** Comments explain a file to its reader; the database need not parse them. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*\/\//.test(line) && line.trim() !== '')
    .join('\n');
}

/** Each time that a statement is sent, its text is. */
const withoutIndents = (text: string): string => text.replace(/^ +/gm, '');

/**
 * The statements of a folder, one a file. A file may hold placeholders (`{{TYPE}}`, `//{{#branches}}`) and take
 * in files of `fragments/` (`//{{> fact-filter}}`); each is rendered once for each variant that the ontology asks for.
 */
export class Statements {
  readonly #templates = new Map<string, string>();
  readonly #fragments: Record<string, string> = {};
  readonly #rendered = new Map<string, Statement>();

  constructor(folder: string) {
    for (const path of cypherFiles(folder)) {
      const text = readFileSync(join(folder, path), 'utf8');
      const name = path.slice(0, -'.cypher'.length);
      // A tag hidden in a comment keeps the file valid Cypher for editors.
      const template = text.replace(/^\s*\/\/(?=\{\{)/gm, '');
      if (name.startsWith('fragments/')) this.#fragments[relative('fragments', name)] = template;
      else this.#templates.set(name, template);
    }
  }

  get names(): string[] {
    return [...this.#templates.keys()];
  }

  /** Every statement rendered so far. */
  get rendered(): Statement[] {
    return [...this.#rendered.values()];
  }

  /**
   * The statement of a file.
   * @param variant tells its renderings apart, for example `INVESTED_IN OUT`.
   * @param fill is asked when it is rendered.
   */
  get(file: string, variant = '', fill: Fill | (() => Fill) = {}): Statement {
    const name = variant ? `${file} (${variant})` : file;
    const known = this.#rendered.get(name);
    if (known) return known;
    const statement = {
      name,
      text: withoutIndents(this.#render(file, typeof fill === 'function' ? fill() : fill)),
    };
    this.#rendered.set(name, statement);
    return statement;
  }

  /** A file of `fragments/` by itself, for what is put together from statements. */
  fragment(name: string, fill: Fill): string {
    return this.#fill(this.#fragments[name], `fragments/${name}`, fill);
  }

  #render(file: string, fill: Fill): string {
    return this.#fill(this.#templates.get(file), file, fill);
  }

  #fill(template: string | undefined, file: string, fill: Fill): string {
    if (template === undefined) throw new Error(`no statement cypher/${file}.cypher`);
    const config = { escape: (value: unknown): string => String(value) };
    return withoutComments(mustache.render(template, fill, this.#fragments, config));
  }

  /** The statements of a file that holds several, each ended by a semicolon at a line's end. */
  list(file: string, fill: Fill = {}): Statement[] {
    return this.#render(file, fill)
      .split(/;\s*(?:\n|$)/)
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text) => ({ name: file, text }));
  }
}
