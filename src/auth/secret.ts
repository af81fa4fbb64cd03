import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'steppe_';
const BYTES = 32;
/** Tells a secret from what is none without asking the database; scanners of code find such words too. */
const SECRET = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{43}$`);

/** A token's secret, for its caller alone. */
export const newSecret = (): string => PREFIX + randomBytes(BYTES).toString('base64url');

export const looksLikeSecret = (text: string): boolean => SECRET.test(text);

/**
 * What is kept of a secret. One round of SHA-256 is enough: slow hashes guard passwords, of which a list of likely ones can
 * be tried, and 256 random bits are in no list. It has no salt, so that an index finds it.
 */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
