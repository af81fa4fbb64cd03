import { createHash } from 'node:crypto';

/** The id of a document by its text: lower-case hexadecimal SHA-256 of its UTF-8. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

const SHA256 = 'sha256:';
const MAX_CHARACTERS = 256;
/** GraphQL over HTTP, appendix A: a hash, an id of a method of one’s own (`x-…:…`), or an id without a colon. */
const SHAPE = /^(?:sha256:[0-9a-f]{64}|x-[\w.~-]+:[\w.~-]+|[\w.~-]+)$/;

/** How a document is asked for by its hash. */
export const prefixed = (sha256: string): string => SHA256 + sha256;

/** Whether a text is an id that documents can have. */
export const isDocumentId = (text: string): boolean => text.length <= MAX_CHARACTERS && SHAPE.test(text);

/** The id that a document is kept under: with and without `sha256:` a hash is the same. */
export const keptId = (id: string): string => (id.startsWith(SHA256) ? id.slice(SHA256.length) : id);
