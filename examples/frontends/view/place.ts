/** A page of a list, as Relay’s connections name it. */
export interface Page {
  readonly first: number | null;
  /** A cursor: the page begins behind it. */
  readonly after: string | null;
  readonly last: number | null;
  /** A cursor: the page ends before it. */
  readonly before: string | null;
}

export const PAGE_SIZE = 3;

/** The page behind a cursor; without one, the first. */
export const olderThan = (after: string | null): Page => ({
  first: PAGE_SIZE,
  after,
  last: null,
  before: null,
});

/** The page before a cursor; without one, the last. */
export const newerThan = (before: string | null): Page => ({
  first: null,
  after: null,
  last: PAGE_SIZE,
  before,
});

export interface Place {
  /** The organization. */
  readonly id: string;
  /** What is shown at first. */
  readonly page: Page;
}

/** What the address asks for: `?id=org_changan`, `?after=…` (a cursor), `?from=end`. */
export function placeInAddress(): Place {
  const asked = new URLSearchParams(location.search);
  return {
    id: asked.get('id') ?? 'org_made_up_holding',
    page: asked.get('from') === 'end' ? newerThan(null) : olderThan(asked.get('after')),
  };
}
