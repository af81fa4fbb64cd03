declare module 'edtf' {
  /** In milliseconds since 1970. */
  interface Span {
    readonly min: number;
    readonly max: number;
  }
  /** A parsed text. Sets have values, pairs for runs, and may reach back to any earlier time or on to any later one. */
  interface Parsed extends Span {
    readonly values?: readonly (Span | readonly [Span, Span])[];
    readonly earlier?: boolean;
    readonly later?: boolean;
  }
  /** Parses an EDTF text. @throws when it is not one. */
  export default function edtf(text: string): Parsed;
}
