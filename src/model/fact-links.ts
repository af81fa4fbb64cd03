/** A fact as a search meets it. */
export interface LinkingFact {
  readonly id: string;
  readonly sourceCount: number;
}

/** Most-sourced first; ties are broken by id, so that the order is the same every time. */
export const bySources = (a: LinkingFact, b: LinkingFact): number =>
  b.sourceCount - a.sourceCount || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** All facts between two entities that were met. */
export class Link {
  readonly #facts: LinkingFact[];
  #best: LinkingFact;

  constructor(fact: LinkingFact) {
    this.#facts = [fact];
    this.#best = fact;
  }

  add(fact: LinkingFact): void {
    this.#facts.push(fact);
    if (bySources(fact, this.#best) < 0) this.#best = fact;
  }

  /** How many sources speak of the fact that most do. */
  get sourceCount(): number {
    return this.#best.sourceCount;
  }

  /** The facts, the most-sourced first. */
  get facts(): readonly LinkingFact[] {
    return this.#facts.toSorted(bySources);
  }
}

const NO_LINKS: ReadonlyMap<string, Link> = new Map();

/** Entities and the facts between them, as a search has met them so far. Facts lead both ways. */
export class FactLinks {
  readonly #links = new Map<string, Map<string, Link>>();
  readonly #known = new Set<string>();

  add(one: string, other: string, fact: LinkingFact): void {
    if (one === other || this.#known.has(fact.id)) return;
    this.#known.add(fact.id);
    const known = this.between(one, other);
    if (known) {
      known.add(fact);
      return;
    }
    const link = new Link(fact);
    this.#put(one, other, link);
    this.#put(other, one, link);
  }

  #put(from: string, to: string, link: Link): void {
    const links = this.#links.get(from);
    if (links) links.set(to, link);
    else this.#links.set(from, new Map([[to, link]]));
  }

  /** Whoever an entity is linked to, by id. */
  of(id: string): ReadonlyMap<string, Link> {
    return this.#links.get(id) ?? NO_LINKS;
  }

  between(one: string, other: string): Link | undefined {
    return this.#links.get(one)?.get(other);
  }
}
