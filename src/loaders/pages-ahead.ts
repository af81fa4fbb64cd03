import { orderName } from '../model/fact-query.ts';
import type { Page } from '../model/page.ts';
import type { FactPageShape, FactRow } from './facts.ts';
import type { Reader } from './read.ts';

type Pages = readonly Page<FactRow>[];
type Read = (name: string, shape: FactPageShape) => Promise<Pages>;

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
      this.#ask(`${change} ${validAt} ${keys.join()}`, name, shape, (as, given) =>
        reader.ask(batch, as, given, keys),
      );
    return { ...reader, ask: ask as Reader['ask'] };
  }

  async #ask(of: string, name: string, shape: FactPageShape, read: Read): Promise<Pages> {
    // One that failed was another request's; this one asks itself.
    const known = this.#question === `${of} ${name}` ? this.#answer?.catch(() => read(name, shape)) : null;
    const pages = await (known ?? read(name, shape));
    const [page, ...others] = pages;
    const last = page?.items.at(-1);
    // Only the list whose pages are followed has cursors selected.
    if (!this.isGoingOn || others.length > 0 || !page?.hasNextPage || !last || !shape.columns.key)
      return pages;
    const next = {
      ...shape,
      page: { ...shape.page, cursor: { order: orderName(shape.order), key: last.key } },
    };
    const nextName = JSON.stringify(next);
    this.#question = `${of} ${nextName}`;
    this.#answer = read(nextName, next);
    this.#answer.catch(() => undefined);
    return pages;
  }
}
