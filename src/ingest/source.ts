import { contentId } from '../model/ids.ts';
import { parsePeriod } from '../model/period.ts';
import { at } from './claim-problem.ts';
import type { SourceLine } from './claims-file.ts';

/** A document that claims come from. */
export interface SourceCard {
  readonly id: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly publishedAt: string | null;
  readonly retrievedAt: string | null;
  readonly licence: string | null;
  readonly sha256: string | null;
}

/** The id of a source: the author's own, or derived from what identifies the document. */
function sourceIdOf(source: SourceLine): string {
  return (
    source.id ??
    contentId('source', [source.url, source.title, source.publisher, source.publishedAt, source.sha256])
  );
}

/**
 * The document that a source line tells of.
 * @throws ClaimProblem naming the field that cannot stand.
 */
export function sourceFromLine(line: SourceLine): SourceCard {
  const { type: _, publishedAt, ...card } = line;
  if (publishedAt !== null) at('publishedAt', () => parsePeriod(publishedAt));
  return { ...card, publishedAt, id: sourceIdOf(line) };
}
