import { fromOtherEnd } from '../graph/branches.ts';
import { bestPaths, type FoundPath } from '../model/best-paths.ts';
import { FactLinks, type LinkingFact } from '../model/fact-links.ts';
import type { RelationPredicate } from '../ontology.ts';
import { LinkSteps, type Part, type PartSize, type SearchLimits, type Step } from './link-steps.ts';
import type { Reader } from './read.ts';

/** As many facts take some 50 ms. */
export const SEARCH_LIMITS: SearchLimits = { seen: 10_000, followed: 1_000, few: 200 };

export interface PathQuestion {
  readonly from: string;
  readonly to: string;
  readonly predicates: readonly RelationPredicate[];
  readonly maxHops: number;
  readonly first: number;
}

/** A hop from one entity to the next, with the facts that link the two, the most-sourced first. */
export interface PathHop {
  readonly from: string;
  readonly to: string;
  readonly facts: readonly LinkingFact[];
}

export interface PathAnswer {
  /** The best first. */
  readonly paths: readonly (readonly PathHop[])[];
  /** Whether these are the paths asked for, so that none that is missing would come before one of them. */
  readonly isComplete: boolean;
  /** Every path of up to so many hops was looked for. */
  readonly completedHops: number;
  readonly seenFacts: number;
  /** Entities with so many facts that not all were followed, the nearest to the ends first. */
  readonly hubs: readonly string[];
}

/** A part of an entity's facts that is not followed, at its distance from the end that the search comes from. */
interface Skipped {
  readonly id: string;
  readonly part: Part;
  readonly distance: number;
}

const never = Number.POSITIVE_INFINITY;

/** One of the two ends that a search grows from, layer by layer. */
class SearchEnd {
  /** Whoever has been reached. */
  readonly reached: Set<string>;
  readonly skipped: Skipped[] = [];
  /** Those that were reached last, and whose facts are not walked yet. */
  layer: readonly string[];
  /** How many layers were walked; endless when there is nobody else to reach. */
  depth = 0;

  constructor(id: string) {
    this.reached = new Set([id]);
    this.layer = [id];
  }

  /** How near the nearest entity may be from which not all facts were followed. */
  nearestOpen(exceptId?: string): number {
    return this.skipped.reduce(
      (nearest, { id, distance }) => (id === exceptId ? nearest : Math.min(nearest, distance)),
      never,
    );
  }

  /** Takes the facts of the last layer as walked, and whom they lead to as the next. */
  advance(links: FactLinks, isFollowedOn: boolean): void {
    const next: string[] = [];
    for (const id of this.layer)
      for (const far of links.of(id).keys())
        if (!this.reached.has(far)) {
          this.reached.add(far);
          next.push(far);
        }
    this.layer = isFollowedOn ? next : [];
    this.depth = isFollowedOn && next.length === 0 ? never : this.depth + 1;
  }
}

/** An end with the other one. */
interface Pair {
  readonly end: SearchEnd;
  readonly other: SearchEnd;
}

/**
 * A search from both ends at once. Each step walks the facts of one end's last layer, of the end where these are fewer, until
 * both together are as deep as the longest path asked for. Whoever has more facts of one kind and end than are followed is met
 * from its neighbours alone: a path through it is found as soon as these are walked, from the other end if need be.
 */
class PathSearch {
  readonly #question: PathQuestion;
  readonly #limits: SearchLimits;
  readonly #steps: LinkSteps;
  readonly #links = new FactLinks();
  readonly #sizes = new Map<string, readonly PartSize[]>();
  /** Those of whom some part is not followed. */
  readonly #hubs = new Set<string>();
  /** Those all of whose followed facts are known. */
  readonly #walked = new Set<string>();
  readonly #ends: readonly [SearchEnd, SearchEnd];
  #seen = 0;

  constructor(question: PathQuestion, reader: Reader, limits: SearchLimits) {
    this.#question = question;
    this.#limits = limits;
    this.#steps = new LinkSteps(reader, question.predicates, limits);
    this.#ends = [new SearchEnd(question.from), new SearchEnd(question.to)];
  }

  /**
   * Every path of up to so many hops is known, for a fact that is not lies deeper, or is not followed from either of its entities.
   * @param depthOf how deep the layers of an end are walked.
   */
  #completedHops(depthOf: (end: SearchEnd) => number): number {
    const [one, other] = this.#ends;
    let hops = depthOf(one) + depthOf(other);
    for (const [near, far] of [
      [one, other],
      [other, one],
    ] as const)
      for (const { id, distance } of near.skipped)
        hops = Math.min(hops, distance + Math.min(depthOf(far), far.nearestOpen(id) + 1));
    for (const a of one.skipped)
      for (const b of other.skipped)
        if (a.id !== b.id && a.part === fromOtherEnd(b.part)) hops = Math.min(hops, a.distance + b.distance);
    return Math.min(hops, this.#question.maxHops);
  }

  #isFollowed({ part, facts }: PartSize): boolean {
    return part === 'ANY' || facts <= this.#limits.followed;
  }

  #take({ seen, facts, reached }: Step): void {
    this.#seen += seen;
    for (const { near, far, factId, sourceCount } of facts)
      this.#links.add(near, far, { id: factId, sourceCount });
    for (const [id, sizes] of reached) {
      this.#sizes.set(id, sizes);
      if (!sizes.every((size) => this.#isFollowed(size))) this.#hubs.add(id);
    }
  }

  /** The parts of the last layer's facts that are not walked yet, those with the fewest first. */
  #toWalk({ layer }: SearchEnd): { id: string; part: Part; facts: number }[] {
    return layer
      .filter((id) => !this.#walked.has(id))
      .flatMap((id) =>
        (this.#sizes.get(id) ?? [])
          .filter((size) => this.#isFollowed(size))
          .map(({ part, facts }) => ({ id, part, facts })),
      )
      .sort((a, b) => a.facts - b.facts || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }

  /** How many hops a path has at least that leads over a fact so many hops from an end, and is not known yet. */
  #shortest(hops: number, other: SearchEnd): number {
    return hops + 1 + Math.min(other.depth, other.nearestOpen());
  }

  /**
   * The ends to be walked on, each with the other: the one where less is to be walked; both, where that is little and neither
   * would be in vain; none, when nothing more can come of either.
   */
  #nextEnds(): readonly Pair[] {
    const { maxHops } = this.#question;
    const [one, other] = this.#ends;
    const pairs = [
      { end: one, other },
      { end: other, other: one },
    ].filter(({ end, other }) => end.layer.length > 0 && this.#shortest(end.depth, other) <= maxHops);
    const [cost = never, otherCost = never] = pairs.map(({ end }) =>
      this.#toWalk(end).reduce((sum, { facts }) => sum + facts, 0),
    );
    const isLittle = cost + otherCost <= this.#limits.few && one.depth + other.depth + 2 <= maxHops;
    if (isLittle) return pairs;
    return otherCost < cost ? pairs.slice(1) : pairs.slice(0, 1);
  }

  /** @returns whether all of it could be walked. */
  async #walkOn(pairs: readonly Pair[]): Promise<boolean> {
    const isFollowedOn = ({ end, other }: Pair): boolean =>
      this.#shortest(end.depth + 1, other) <= this.#question.maxHops;
    const [first] = pairs;
    // Of the last facts only those matter that lead to whom the other end has reached.
    const meeting = first && pairs.length === 1 && !isFollowedOn(first) ? first.other.reached : null;
    const walks = new Map<Part, Set<string>>();
    let left = this.#limits.seen - this.#seen;
    for (const { id, part, facts } of pairs.flatMap(({ end }) => this.#toWalk(end))) {
      left -= facts;
      if (left < 0) break;
      walks.set(part, (walks.get(part) ?? new Set()).add(id));
    }
    if (walks.size > 0) {
      this.#take(await this.#steps.walk({ walks, meeting, counted: this.#hubs }));
    }
    if (left < 0) return false;
    const followed = pairs.map((pair) => ({ end: pair.end, isFollowedOn: isFollowedOn(pair) }));
    for (const { end, isFollowedOn } of followed) {
      for (const id of end.layer) {
        if (!meeting) this.#walked.add(id);
        for (const size of this.#sizes.get(id) ?? [])
          if (!this.#isFollowed(size)) end.skipped.push({ id, part: size.part, distance: end.depth });
      }
      end.advance(this.#links, isFollowedOn);
    }
    return true;
  }

  #best(upTo: number): ReturnType<typeof bestPaths> {
    const { from, to, first } = this.#question;
    return bestPaths(this.#links, from, to, upTo, first);
  }

  #hops({ ids }: FoundPath): PathHop[] {
    return ids.slice(1).map((to, i) => {
      const from = ids[i] ?? '';
      return { from, to, facts: this.#links.between(from, to)?.facts ?? [] };
    });
  }

  async run(): Promise<PathAnswer | null> {
    const { from, to, first, maxHops } = this.#question;
    const begun = await this.#steps.begin([from, to]);
    if (!begun.reached.has(from) || !begun.reached.has(to)) return null;
    this.#take(begun);
    for (const id of begun.walked) this.#walked.add(id);
    let completedHops = 0;
    let isEnough = first === 0 || from === to;
    while (!isEnough && completedHops < maxHops) {
      const next = this.#nextEnds();
      if (next.length === 0 || !(await this.#walkOn(next))) break;
      completedHops = this.#completedHops(({ depth }) => depth);
      isEnough = this.#best(completedHops).paths.length >= first;
      // Of longer ones not all would be known however deep it went on.
      const isInVain = completedHops >= this.#completedHops(() => never);
      if (isInVain && this.#best(maxHops).paths.length >= first) break;
    }
    const { paths, upTo } = this.#best(isEnough ? completedHops : maxHops);
    return {
      paths: paths.map((path) => this.#hops(path)),
      isComplete: upTo >= completedHops && (isEnough || completedHops >= maxHops),
      completedHops: Math.min(completedHops, upTo),
      seenFacts: this.#seen,
      hubs: [
        ...new Set(
          this.#ends
            .flatMap(({ skipped }) => skipped)
            .sort((a, b) => a.distance - b.distance)
            .map(({ id }) => id),
        ),
      ],
    };
  }
}

/** Paths between two entities, and how far they were looked for. Null where one of the two is none, or is merged into another. */
export const searchPaths = (
  question: PathQuestion,
  reader: Reader,
  limits: SearchLimits = SEARCH_LIMITS,
): Promise<PathAnswer | null> => new PathSearch(question, reader, limits).run();
