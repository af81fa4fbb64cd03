/** The time that questions are about. */
export interface Moment {
  /** What was known after this change; null for what is known now. */
  readonly change: number | null;
  /** What holds on this day; null for whatever is known, whenever it holds. */
  readonly validAt: string | null;
}

export const NOW: Moment = { change: null, validAt: null };
