import { type ExecutionArgs, type ExecutionResult, execute, type GraphQLError } from 'graphql';
import type { Caller } from '../auth/caller.ts';
import type { RequestContext } from '../context.ts';
import type { FactsChange } from '../live/facts-change.ts';
import { isPassing } from './come-again.ts';
import { withNotices } from './notices.ts';
import type { ContextFactory } from './request-context.ts';

export type Operation = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

export interface AskedBy {
  readonly operation: Operation;
  /** The document’s text. */
  readonly text: string;
  readonly caller: Caller | null;
  readonly mask: (error: unknown) => GraphQLError;
}

const withoutInternals = ({ message, locations, path, extensions: all }: GraphQLError) => {
  const { http, ...extensions } = all;
  return { message, locations, path, extensions };
};

/** Whether it would come with each event that it concerns: arguments stay what they are. */
const isLasting = ({ extensions }: GraphQLError): boolean => extensions.code === 'BAD_USER_INPUT';

/**
 * Answers events: each like an operation of its own, with its own time and its own loaders. Subscribers that ask the same,
 * with the same rights, share the answer, so that an event costs as much for hundreds of them as for one.
 */
export class EventAnswers {
  readonly #createContext: ContextFactory;
  readonly #answers = new WeakMap<FactsChange, Map<string, Promise<string>>>();

  constructor(createContext: ContextFactory) {
    this.#createContext = createContext;
  }

  /** @returns what answers events of one subscription. It throws what ends the stream: what a reader should come again for, and what no event can be answered for. */
  of({ operation, text, caller, mask }: AskedBy): (event: FactsChange) => Promise<string> {
    const { operationName, variableValues } = operation;
    const key = JSON.stringify([caller?.role, operationName, variableValues, text]);
    return (event) => {
      const known = this.#answers.get(event) ?? new Map<string, Promise<string>>();
      this.#answers.set(event, known);
      const answer = known.get(key) ?? this.#answer(operation, event, caller, mask);
      known.set(key, answer);
      // What failed is asked anew by whoever comes again.
      answer.catch(() => known.delete(key));
      return answer;
    };
  }

  async #answer(
    operation: Operation,
    event: FactsChange,
    caller: Caller | null,
    mask: AskedBy['mask'],
  ): Promise<string> {
    const context: RequestContext = { ...this.#createContext({ bookmarks: event.bookmarks }), caller };
    const result: ExecutionResult = await execute({ ...operation, rootValue: event, contextValue: context });
    const errors = result.errors?.map(mask);
    const ending = errors?.find(isPassing) ?? errors?.find(isLasting);
    if (ending) throw ending;
    return JSON.stringify({
      ...withNotices(result, context),
      ...(errors && { errors: errors.map(withoutInternals) }),
    });
  }
}
