/** A part of a template: words as they stand, a cell, or something computed (`{=amount}`). */
export type TemplatePart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'column' | 'computed'; readonly name: string };

/** Templates are the mapping's few, filled for every row. */
const parsed = new Map<string, readonly TemplatePart[]>();

/** Parts of "{Plant name}, {Unit name}". Names of columns may hold anything but braces. */
export function templateParts(template: string): readonly TemplatePart[] {
  let parts = parsed.get(template);
  if (!parts) {
    parts = partsOf(template);
    parsed.set(template, parts);
  }
  return parts;
}

function partsOf(template: string): TemplatePart[] {
  return template
    .split(/(\{[^{}]+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const inner = /^\{(=?)([^{}]+)\}$/.exec(part);
      if (!inner) return { kind: 'words', text: part };
      return { kind: inner[1] ? 'computed' : 'column', name: inner[2] ?? '' };
    });
}

/** The columns that a template names. */
export const templateColumns = (template: string): string[] =>
  templateParts(template).flatMap((part) => (part.kind === 'column' ? [part.name] : []));

/**
 * Fills a template. @returns null when a cell in it says nothing; something computed may be missing, and is then blank.
 */
export function fillTemplate(
  template: string,
  cell: (column: string) => string | null,
  computed: Readonly<Record<string, string | null | undefined>> = {},
): string | null {
  let filled = '';
  for (const part of templateParts(template)) {
    const piece =
      part.kind === 'words'
        ? part.text
        : part.kind === 'column'
          ? cell(part.name)
          : (computed[part.name] ?? '');
    if (piece === null) return null;
    filled += piece;
  }
  return filled;
}
