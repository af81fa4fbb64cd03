import type { ExecutionResult, GraphQLError } from 'graphql';
import { type Caller, hasRole } from '../auth/caller.ts';
import { type Notice, openPagesAhead, UNKNOWN_THEN } from '../context.ts';
import { Ending } from '../ending.ts';
import { type RowPage, readRows } from '../export/rows.ts';
import type { SourceList } from '../export/sources.ts';
import { THEN } from '../export/table-document.ts';
import { TableRefused } from '../export/table-error.ts';
import type { PageSource } from '../export/table-pages.ts';
import type { AskedTable } from '../export/table-plan.ts';
import type { Settings } from '../settings.ts';
import type { TableAsked } from './table-request.ts';

/** The execution of a page was not answered, or not in full. */
export class PageFailed extends Error {
  override readonly name = 'PageFailed';
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors.map(({ message }) => message).join('; '));
    this.errors = errors;
  }
}

/** What there is to tell of makes no table: nobody would see it. What was not there yet at an earlier time is no mistake. */
function refuseNotices(notices: readonly Notice[] = []): void {
  const notice = notices.find(({ code }) => code !== UNKNOWN_THEN);
  if (notice)
    throw new TableRefused(`${notice.message} A table has no place to say so; JSON has.`, notice.code, {
      status: 422,
    });
}

/** How many rows a caller may have of one table. */
export function mostRows(caller: Caller | null | undefined, settings: Settings): number {
  if (hasRole(caller, 'editor')) return settings.STEPPE_MAX_ROWS_EDITOR;
  return hasRole(caller, 'reader') ? settings.STEPPE_MAX_ROWS_READER : settings.STEPPE_MAX_ROWS;
}

/** A page as it is asked for. */
export interface PageAsk {
  readonly table: RequestedTable;
  readonly items: number;
  readonly after: string | null;
  readonly isThen: boolean;
  /** Comes when the table ends while it is wanted. */
  readonly ending: Ending;
}

interface TableOptions {
  readonly asked: TableAsked;
  /** Sends a page through all that an operation meets. */
  readonly ask: (page: PageAsk) => Promise<ExecutionResult>;
  readonly changeNumber: () => Promise<number>;
  /** The most rows that the request's caller may have. */
  readonly mostRows: () => number;
}

/** One request's table. What its operation makes of it is filled in when its first page is executed. */
export class RequestedTable implements PageSource {
  readonly isThen: boolean;
  plan: AskedTable | null = null;
  /** Items of a page. */
  size = 0;
  /** Whether it is only to be told of. */
  readonly isManifest: boolean;
  /** Where its facts and claims come from; null where it has none, or nobody asks. */
  sources: SourceList | null = null;
  change: number;
  /** Aborts when nobody takes any more of it. */
  readonly ending = new Ending();
  readonly pagesAhead = openPagesAhead();
  readonly changeNumber: () => Promise<number>;
  readonly #options: TableOptions;
  /** Takes the last page's ending away from the table's. */
  #leave: () => void = () => {};

  constructor(options: TableOptions) {
    const { change, isManifest } = options.asked;
    this.isManifest = isManifest;
    this.#options = options;
    this.isThen = change !== null;
    this.change = change ?? Number.NaN;
    this.changeNumber = options.changeNumber;
  }

  get first(): number | null {
    return this.plan?.first ?? null;
  }

  get mostRows(): number {
    return this.#options.mostRows();
  }

  async read(items: number, after: string | null, isThen: boolean): Promise<RowPage> {
    const { data, errors, extensions } = await this.#execute({ items, after, isThen });
    if (errors && errors.length > 0) throw new PageFailed(errors);
    refuseNotices(extensions?.notices as readonly Notice[] | undefined);
    if (!this.plan || !data) throw new Error('a page without a plan');
    const answer = isThen ? data[THEN] : data;
    this.sources?.add(answer);
    return readRows(this.plan.shape, answer as Record<string, unknown>);
  }

  async #execute(page: Pick<PageAsk, 'items' | 'after' | 'isThen'>): Promise<ExecutionResult> {
    const ending = new Ending();
    const leave = this.ending.onEnd((reason) => ending.end(reason));
    try {
      return await this.#options.ask({ table: this, ending, ...page });
    } finally {
      // The rows of the page behind this one are on their way within this one's time, and wanted until that is answered.
      this.#leave();
      this.#leave = leave;
    }
  }
}
