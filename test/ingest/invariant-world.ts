import { retractClaims, setRank } from '../../schema/mutation-alter-claims.ts';
import { mergeEntities, unmergeEntities } from '../../schema/mutation-merge.ts';
import { createContext, type RequestContext } from '../../src/context.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { type Claim, claimFromLine } from '../../src/ingest/claim.ts';
import type { ClaimLine } from '../../src/ingest/claims-file.ts';
import { cardFromLine } from '../../src/ingest/entity.ts';
import { sourceFromLine } from '../../src/ingest/source.ts';
import { type Change, type ChangeResult, writeChange } from '../../src/ingest/write-claims.ts';
import { kindOfId } from '../../src/ontology.ts';
import { documentLine, firstCard, type Step } from './invariant-steps.ts';

const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const claimText = ({ type: _, subject, predicate, object, ...said }: ClaimLine): string =>
  `${subject} ${predicate} ${object ?? ''} ${Object.entries(said)
    .filter(([, value]) => value !== undefined && value !== 'REALISED' && value !== 'NORMAL')
    .map(([name, value]) => `${name}: ${text(value)}`)
    .join(', ')}`;

/** An editor's request, as mutations are sent. */
export function editorContext(graph: Graph): RequestContext {
  const pageLimits = { defaultSize: 20, maxSize: 100 };
  return Object.assign(createContext({ graph, pageLimits, timeoutMs: 60_000 }), {
    caller: { id: 'token_test', name: 'the editor', role: 'editor' as const },
  });
}

/** Takes steps on a graph, and keeps beside it what must be so after each of them. */
export class World {
  readonly graph: Graph;
  /** What was done, a line a step. */
  readonly told: string[] = [];
  readonly claims = new Map<string, Claim>();
  readonly loads: Change[] = [];
  /** Every entity that ever was, with the one that it is merged into. */
  readonly mergedInto = new Map<string, string | null>();

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** The entity that stands for one. */
  standing(id: string): string {
    const into = this.mergedInto.get(id);
    return into == null ? id : this.standing(into);
  }

  /** A claim that was loaded. */
  claim(id: string): Claim {
    const claim = this.claims.get(id);
    if (!claim) throw new Error(`${id} was never loaded`);
    return claim;
  }

  #pick<T>(items: Iterable<T>, index: number): T | undefined {
    const all = [...items];
    return all[index % all.length];
  }

  #tell(what: string, changeNumber: number | null): number | null {
    this.told.push(`${changeNumber ?? '-'}: ${what}`);
    return changeNumber;
  }

  /** Two entities that can be merged, by index; undefined when there are none. */
  pair(from: number, into: number): readonly [from: string, into: string] | undefined {
    const all = [...this.mergedInto.keys()];
    const candidates = all.flatMap((id) => {
      const others = all.filter((other) => kindOfId(other) === kindOfId(id) && this.standing(other) !== id);
      return this.mergedInto.get(id) === null && others.length > 0 ? [{ id, others }] : [];
    });
    const chosen = this.#pick(candidates, from);
    const other = chosen && this.#pick(chosen.others, into);
    return chosen && other ? [chosen.id, other] : undefined;
  }

  async merge(from: string, into: string): Promise<number | null> {
    const { changeNumber, entityId } = await mergeEntities({ from, into }, editorContext(this.graph));
    this.mergedInto.set(from, into);
    if (entityId !== this.standing(from)) throw new Error(`${entityId} stands for ${from}`);
    return this.#tell(`merge ${from} into ${into}`, changeNumber);
  }

  async unmerge(id: string): Promise<number | null> {
    const { changeNumber } = await unmergeEntities({ id }, editorContext(this.graph));
    this.mergedInto.set(id, null);
    return this.#tell(`unmerge ${id}`, changeNumber);
  }

  async load(change: Change): Promise<ChangeResult> {
    const result = await writeChange(this.graph, change);
    for (const claim of change.claims) if (!this.claims.has(claim.id)) this.claims.set(claim.id, claim);
    for (const { id } of change.entities) if (!this.mergedInto.has(id)) this.mergedInto.set(id, null);
    return result;
  }

  /** @returns the number of the change that the step made; null when it made none. */
  async take(step: Step): Promise<number | null> {
    switch (step.do) {
      case 'load': {
        const source = sourceFromLine(documentLine(step.source, step.isDated));
        const claims = step.claims.map((line) => claimFromLine(line, source.id));
        const ends = new Set(
          claims.flatMap(({ subjectId, objectId, attributedToId }) =>
            [subjectId, objectId, attributedToId].filter((id) => id !== null),
          ),
        );
        const own = [...this.claims.values()].filter(
          ({ id, sourceId }) => sourceId === source.id && claims.every((claim) => claim.id !== id),
        );
        const retractions = step.retract.flatMap((i) => this.#pick(own, i) ?? []);
        const change: Change = {
          sources: [source],
          entities: [...[...ends].map(firstCard), ...step.cards].map(cardFromLine),
          claims,
          retractions,
        };
        this.loads.push(change);
        const { changeNumber } = await this.load(change);
        return this.#tell(
          [
            `load ${source.id}${step.isDated ? '' : ', undated'}:`,
            ...step.cards.map((card) => `    ${JSON.stringify(card)}`),
            ...step.claims.map((line, i) => `    ${claimText(line)} (${claims[i]?.id})`),
            ...retractions.map(({ id }) => `    retract ${id}`),
          ].join('\n'),
          changeNumber,
        );
      }
      case 'load again': {
        const change = this.#pick(this.loads, step.load);
        if (!change) return null;
        const { changeNumber } = await this.load(change);
        return this.#tell(`load no. ${(step.load % this.loads.length) + 1} again`, changeNumber);
      }
      case 'retract': {
        const claim = this.#pick(this.claims.values(), step.claim);
        if (!claim) return null;
        const input = { source: claim.sourceId, claims: [claim.id] };
        const { changeNumber } = await retractClaims(input, editorContext(this.graph));
        return this.#tell(`retract ${claim.id}`, changeNumber);
      }
      case 'rank': {
        const claim = this.#pick(this.claims.values(), step.claim);
        if (!claim) return null;
        const input = { claims: [claim.id], rank: step.rank };
        const { changeNumber } = await setRank(input, editorContext(this.graph));
        return this.#tell(`rank ${claim.id} ${step.rank}`, changeNumber);
      }
      case 'merge': {
        const pair = this.pair(step.from, step.into);
        return pair ? this.merge(...pair) : null;
      }
      case 'unmerge': {
        const merged = [...this.mergedInto].flatMap(([id, into]) => (into === null ? [] : [id]));
        const id = this.#pick(merged, step.merged);
        return id === undefined ? null : this.unmerge(id);
      }
    }
  }
}
