import type { FactLinks } from './fact-links.ts';

/** How well a path, or a part of one, is sourced. */
interface Strength {
  /** Sources of the hop that has the fewest. */
  readonly weakest: number;
  /** Sources of all hops together. */
  readonly total: number;
}

/** A way from one entity to another, by the ids of all entities on it; none comes twice. */
export interface FoundPath extends Strength {
  readonly ids: readonly string[];
}

/** A hop that may be the next, and the most that can come of it. */
interface Step extends Strength {
  readonly id: string;
}

export interface BestPaths {
  readonly paths: readonly FoundPath[];
  /** How many hops the ways may have that were all looked at: fewer than asked for where there are too many of them. */
  readonly upTo: number;
}

/** Hops that are tried before a search gives up: some 20 ms. */
const MOST_TRIED = 100_000;

const byStrength = (a: Strength, b: Strength): number => b.weakest - a.weakest || b.total - a.total;

/** By ids, one after the other; what others begin with comes before them. */
function byIds(a: readonly string[], b: readonly string[]): number {
  for (const [i, id] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (id !== other) return id < other ? -1 : 1;
  }
  return a.length - b.length;
}

/** Of paths that are equally long: the one whose weakest hop has the most sources, then the most sources in all, then by ids. */
const byRank = (a: FoundPath, b: FoundPath): number => byStrength(a, b) || byIds(a.ids, b.ids);

/** How many hops entities are away from one, as far as `upTo`; ways through `beyond` do not count. */
function distancesTo(links: FactLinks, start: string, beyond: string, upTo: number): Map<string, number> {
  const distances = new Map([[start, 0]]);
  let layer = [start];
  for (let distance = 1; distance <= upTo && layer.length > 0; distance += 1) {
    const next: string[] = [];
    for (const id of layer)
      if (id !== beyond)
        for (const far of links.of(id).keys())
          if (!distances.has(far)) {
            distances.set(far, distance);
            next.push(far);
          }
    layer = next;
  }
  return distances;
}

/** The paths of one length, the best first. */
class PathsOfLength {
  readonly found: FoundPath[] = [];
  isCutShort = false;
  readonly #links: FactLinks;
  readonly #from: string;
  readonly #to: string;
  readonly #distances: ReadonlyMap<string, number>;
  readonly #limit: number;
  readonly #mostTried: number;
  readonly #steps = new Map<string, readonly Step[]>();
  #tried = 0;

  constructor(
    links: FactLinks,
    from: string,
    to: string,
    distances: ReadonlyMap<string, number>,
    limit: number,
    mostTried: number,
  ) {
    [this.#links, this.#from, this.#to, this.#distances] = [links, from, to, distances];
    [this.#limit, this.#mostTried] = [limit, mostTried];
  }

  /** The hops from an entity by which the end can be reached in exactly so many, the most promising first. */
  #stepsFrom(id: string, hops: number): readonly Step[] {
    const key = `${hops} ${id}`;
    const known = this.#steps.get(key);
    if (known) return known;
    const steps: Step[] = [];
    for (const [far, { sourceCount }] of this.#links.of(id)) {
      if (hops === 1 ? far !== this.#to : far === this.#from || far === this.#to) continue;
      if ((this.#distances.get(far) ?? Number.POSITIVE_INFINITY) > hops - 1) continue;
      if (hops === 1) steps.push({ id: far, weakest: sourceCount, total: sourceCount });
      else {
        // What comes after is reckoned as if it could return to where it was: at most too much.
        const after = this.#stepsFrom(far, hops - 1);
        if (after.length === 0) continue;
        const weakest = after.reduce((most, step) => Math.max(most, step.weakest), 0);
        const total = after.reduce((most, step) => Math.max(most, step.total), 0);
        steps.push({ id: far, weakest: Math.min(sourceCount, weakest), total: sourceCount + total });
      }
    }
    steps.sort((a, b) => byStrength(a, b) || (a.id < b.id ? -1 : 1));
    this.#steps.set(key, steps);
    return steps;
  }

  /** Goes on from a path's beginning in every way that can still be among the best. */
  search(beginning: FoundPath, hops: number): void {
    const last = beginning.ids.at(-1) ?? '';
    for (const step of this.#stepsFrom(last, hops)) {
      if (beginning.ids.includes(step.id)) continue;
      this.#tried += 1;
      if (this.#tried > this.#mostTried) this.isCutShort = true;
      if (this.isCutShort) return;
      const { sourceCount } = this.#links.between(last, step.id) ?? { sourceCount: 0 };
      const ids = [...beginning.ids, step.id];
      const best: FoundPath = {
        ids,
        weakest: Math.min(beginning.weakest, step.weakest),
        total: beginning.total + step.total,
      };
      const worst = this.found[this.#limit - 1];
      if (worst && byRank(best, worst) > 0) continue;
      if (hops === 1) this.#insert(best);
      else
        this.search(
          { ids, weakest: Math.min(beginning.weakest, sourceCount), total: beginning.total + sourceCount },
          hops - 1,
        );
    }
  }

  #insert(path: FoundPath): void {
    const place = this.found.findIndex((other) => byRank(path, other) < 0);
    this.found.splice(place < 0 ? this.found.length : place, 0, path);
    this.found.splice(this.#limit);
  }
}

/**
 * The first paths between two entities that are at most `upTo` hops long: the shortest first; of equally long ones those whose
 * weakest hop has the most sources, then those with the most sources in all, then by ids. From an entity to itself there is one,
 * without a hop.
 */
export function bestPaths(
  links: FactLinks,
  from: string,
  to: string,
  upTo: number,
  limit: number,
  mostTried = MOST_TRIED,
): BestPaths {
  if (limit === 0) return { paths: [], upTo };
  const start: FoundPath = { ids: [from], weakest: Number.POSITIVE_INFINITY, total: 0 };
  if (from === to) return { paths: [start], upTo };
  const distances = distancesTo(links, to, from, upTo);
  const paths: FoundPath[] = [];
  for (let hops = distances.get(from) ?? upTo + 1; hops <= upTo && paths.length < limit; hops += 1) {
    const ofLength = new PathsOfLength(links, from, to, distances, limit - paths.length, mostTried);
    ofLength.search(start, hops);
    paths.push(...ofLength.found);
    if (ofLength.isCutShort) return { paths, upTo: hops - 1 };
  }
  return { paths, upTo };
}
