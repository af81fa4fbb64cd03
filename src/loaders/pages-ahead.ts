import type { Page } from '../model/page.ts';
import type { FactRow } from './fact-rows.ts';
import { type FactPageShape, pageKey, readPageKey } from './facts.ts';
import type { Reader } from './read.ts';
import { nameOf } from './shaped-loader.ts';

type Pages = readonly Page<FactRow>[];
type Read = (name: string, shape: FactPageShape, keys: readonly string[]) => Promise<Pages>;

/**
 * For whoever reads all pages of one list of facts, each by a request: the rows of the next page are on their way from the
 * database while this one is answered. So the database and this process work at the same time.
 */
export class PagesAhead {
  /** Whether another page will be asked for. */
  isGoingOn = true;
  #question = '';
  #answer: Promise<Pages> | null = null;

  /** A request's reader, for its pages of facts. */
  over(reader: Reader): Reader {
    const { change, validAt } = reader.moment;
    const ask = (batch: never, name: string, shape: FactPageShape, keys: readonly string[]): Promise<Pages> =>
      this.#ask(`${change} ${validAt}`, name, shape, keys, (as, given, of) =>
        reader.ask(batch, as, given, of),
      );
    return { ...reader, ask: ask as Reader['ask'] };
  }

  async #ask(
    moment: string,
    name: string,
    shape: FactPageShape,
    keys: readonly string[],
    read: Read,
  ): Promise<Pages> {
    const questionOf = (of: string, about: readonly string[]): string => `${moment} ${of} ${about.join()}`;
    const ask = (): Promise<Pages> => read(name, shape, keys);
    // One that failed was another request's; this one asks itself.
    const known = this.#question === questionOf(name, keys) ? this.#answer?.catch(ask) : null;
    const pages = await (known ?? ask());
    const [page] = pages;
    const [parent] = readPageKey(keys[0] ?? '', shape.page);
    const last = page?.items.at(-1);
    // Only the list whose pages are followed has cursors selected.
    if (!this.isGoingOn || keys.length > 1 || !page?.hasNextPage || !last || !shape.columns.key) return pages;
    const next = { ...shape, page: { ...shape.page, hasCursor: true } };
    const nextName = nameOf(next);
    const nextKeys = [pageKey(parent, last)];
    this.#question = questionOf(nextName, nextKeys);
    this.#answer = read(nextName, next, nextKeys);
    this.#answer.catch(() => undefined);
    return pages;
  }
}
