import type { GraphQLSchema } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Settings } from '../settings.ts';
import { LimitExceeded } from './limit-exceeded.ts';
import { measureOperation, type OperationMeasure } from './operation-measure.ts';

const measures = new WeakMap<object, OperationMeasure>();

/** What the operation of this context measured; undefined before its execution begins. */
export const measuredCost = (context: object): OperationMeasure | undefined => measures.get(context);

const limits = [
  {
    limit: 'depth',
    setting: 'STEPPE_MAX_DEPTH',
    what: 'The depth of this operation',
    advice: 'Ask for fewer levels, or begin nearer to what you want with `node(id: …)`.',
  },
  {
    limit: 'aliases',
    setting: 'STEPPE_MAX_ALIASES',
    what: 'The number of aliases in this operation',
    advice: 'Ask for several things at once with `nodes(ids: …)`, or split the query.',
  },
  {
    limit: 'directives',
    setting: 'STEPPE_MAX_DIRECTIVES',
    what: 'The number of directives in this operation',
    advice: 'Leave directives out, or split the query.',
  },
  {
    limit: 'cost',
    setting: 'STEPPE_MAX_COST',
    what: 'The cost of this operation, the objects it can return,',
    advice: 'Ask for fewer items (`first: …`) or fewer levels, or split the query.',
  },
] as const;

interface Execution {
  readonly args: {
    readonly schema: GraphQLSchema;
    readonly document: Parameters<typeof measureOperation>[0]['document'];
    readonly operationName?: string | null;
    readonly variableValues?: Readonly<Record<string, unknown>> | null;
  };
  readonly context: object;
  readonly setResultAndStopExecution: (result: { errors: LimitExceeded[] }) => void;
}

/**
 * Measures each operation from its variables' values and refuses it above the limits, one error for each limit. It must
 * stand before the plugins that reach the database: they do not see a refused operation.
 */
export function useOperationLimits(settings: Settings): Plugin {
  const refuse = ({ args, context, setResultAndStopExecution }: Execution): void => {
    const measure = measureOperation({
      schema: args.schema,
      document: args.document,
      operationName: args.operationName,
      variables: args.variableValues,
      defaultPage: settings.STEPPE_DEFAULT_PAGE,
      maxPage: settings.STEPPE_MAX_PAGE,
    });
    measures.set(context, measure);
    const errors = limits
      .filter(({ limit, setting }) => measure[limit] > settings[setting])
      .map(
        ({ limit, setting, what, advice }) =>
          new LimitExceeded({ limit, what, maximum: settings[setting], measured: measure[limit], advice }),
      );
    if (errors.length > 0) setResultAndStopExecution({ errors });
  };
  return { onExecute: refuse, onSubscribe: refuse };
}
