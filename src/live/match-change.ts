import { DatabaseUnavailable } from '../graph/database-errors.ts';
import type { ChangeRow } from '../loaders/changes.ts';
import type { FactFilter } from './fact-filter.ts';
import type { FactsChange } from './facts-change.ts';
import type { FeedReader } from './feed-reader.ts';

/** Facts are looked at so many at a time, and none is kept but the first that a filter lets through. */
const LOOKED_AT = 1_000;

/**
 * What followers are told of a change, by the keys of their filters; null where it touched nothing that is asked about. Of a
 * change of any size no more is kept than a page for each filter.
 */
export async function matchChange(
  reader: FeedReader,
  change: ChangeRow,
  filters: readonly FactFilter[],
  pageSize: number,
): Promise<Map<string, FactsChange | null>> {
  const told = new Map<string, FactsChange | null>();
  const { bookmarks } = reader;
  const total = change.facts ?? 0;
  const narrow = new Map<string, { readonly filter: FactFilter; readonly ids: string[]; count: number }>();
  for (const filter of filters) {
    if (filter.isOpen) told.set(filter.key, { change, factCount: total, factIds: null, bookmarks });
    else narrow.set(filter.key, { filter, ids: [], count: 0 });
  }
  if (narrow.size === 0) return told;
  for (let from = 0; from < total; from += LOOKED_AT) {
    const ids = await reader.factIds(change.number, from, from + LOOKED_AT);
    // Another member of a cluster has not heard of it yet.
    if (ids.length < Math.min(LOOKED_AT, total - from))
      throw new DatabaseUnavailable(`change ${change.number} cannot be read as a whole yet`);
    const facts = await reader.endsOf(change.number, ids);
    for (const fact of facts)
      for (const matching of narrow.values()) {
        if (!fact || !matching.filter.matches(fact)) continue;
        matching.count += 1;
        if (matching.ids.length < pageSize) matching.ids.push(fact.id);
      }
  }
  for (const [key, { ids: factIds, count: factCount }] of narrow)
    told.set(key, factCount === 0 ? null : { change, factCount, factIds, bookmarks });
  return told;
}
