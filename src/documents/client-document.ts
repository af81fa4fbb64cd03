/** A document of a client, and where it was found. */
export interface ClientDocument {
  readonly file: string;
  /** What the client asks for it by, beside its hash; null for a file that is one document. */
  readonly id: string | null;
  readonly text: string;
  /** The line of its file in which it begins; a manifest has all of it in one. */
  readonly line: number;
}
