declare module 'edtf' {
  /** Parses an EDTF text; `min` and `max` are milliseconds, infinite or null where the period is open. */
  export default function edtf(text: string): { min: number | null; max: number | null };
}
