import { createHash } from 'node:crypto';

/** 96 bits keep a thousand million ids apart; longer ids only cost bytes in every index. */
const HEX_DIGITS = 24;

/** A stable id from what a thing says: the same content gives the same id on every machine. */
export function contentId(prefix: 'claim' | 'fact' | 'source', content: readonly (string | null)[]): string {
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return `${prefix}_${digest.slice(0, HEX_DIGITS)}`;
}
