import { BREAK, type DocumentNode, Kind, visit } from 'graphql';

/** Fields that are left to the executor. */
const LEFT: ReadonlySet<string> = new Set(['asOf', '__schema', '__type']);

/**
 * Whether a document is of the plain sort that plans answer to the letter: directives, introspection and other times are
 * left to the executor.
 */
export function isPlain(document: DocumentNode): boolean {
  let isOther = false;
  visit(document, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE) isOther = true;
      if (node.kind === Kind.FIELD && LEFT.has(node.name.value)) isOther = true;
      return isOther ? BREAK : undefined;
    },
  });
  return !isOther;
}
