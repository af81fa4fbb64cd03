import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityKind } from '../ontology.ts';
import { projectRoot } from '../project-root.ts';
import { foldName } from './names.ts';

/** Two letters are as often a word or a number (`II`, `NA`) as a legal form; these are forms. */
const SHORT_FORMS = new Set([
  'ab',
  'ad',
  'ae',
  'ag',
  'ao',
  'as',
  'bv',
  'co',
  'dd',
  'kg',
  'lp',
  'nv',
  'oy',
  'pt',
  'sa',
  'se',
  'sl',
  'tk',
]);
/** Forms that stand in names by themselves and that the list has only within longer ones. */
const COMMON_FORMS = ['co', 'company', 'corp', 'corporation', 'ak'];

let forms: ReadonlySet<string> | undefined;
let longest = 1;

/** The legal forms, folded as names are. Read when first asked for. */
function legalForms(): ReadonlySet<string> {
  if (forms) return forms;
  const lines = readFileSync(join(projectRoot, 'data', 'legal-forms.txt'), 'utf8').split('\n');
  const folded = lines.filter((line) => line !== '' && !line.startsWith('#')).map(foldName);
  forms = new Set([...folded.filter((form) => form.length > 2 || SHORT_FORMS.has(form)), ...COMMON_FORMS]);
  longest = Math.max(...[...forms].map((form) => form.split(' ').length));
  return forms;
}

/** How many words at the end (or beginning) of a name are a legal form; the longest form counts. */
function formLength(words: readonly string[], isAtEnd: boolean): number {
  const known = legalForms();
  for (let length = Math.min(longest, words.length - 1); length > 0; length -= 1) {
    const part = isAtEnd ? words.slice(-length) : words.slice(0, length);
    if (known.has(part.join(' ')) || (length > 1 && known.has(part.join('')))) return length;
  }
  return 0;
}

/** A folded name without legal forms. At least one word is left. */
function withoutForms(folded: string): string {
  let words = folded.split(' ');
  for (let length = formLength(words, true); length > 0; length = formLength(words, true))
    words = words.slice(0, -length);
  for (let length = formLength(words, false); length > 0; length = formLength(words, false))
    words = words.slice(length);
  return words.join(' ');
}

/**
 * An organization's name without case, script, punctuation and legal form: «ТОО “Allur Auto”» and “Allur Auto LLP” are both
 * `allur auto`.
 */
export const matchName = (text: string): string => withoutForms(foldName(text));

/** A folded name as entities of one kind are compared by: `KIND|name`. */
export const matchKey = (kind: EntityKind, folded: string): string =>
  `${kind}|${kind === 'ORGANIZATION' ? withoutForms(folded) : folded}`;

/** The name of a match key, whatever the kind. */
export const nameOfKey = (key: string): string => key.slice(key.indexOf('|') + 1);
