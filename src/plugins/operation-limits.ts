import type { DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Settings } from '../settings.ts';
import { KnownMeasures } from './known-measures.ts';
import { LimitExceeded } from './limit-exceeded.ts';
import { type MeasureOptions, measureOperation, type OperationMeasure } from './operation-measure.ts';

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

/** An operation with the values of its variables, as the client sent them. */
type Asked = Pick<MeasureOptions, 'schema' | 'document' | 'operationName' | 'variables'>;

/** What operations measure on a server, and whether that is too much. */
export class OperationLimits {
  readonly #settings: Settings;
  readonly #known = new WeakMap<DocumentNode, KnownMeasures>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  measure(operation: Asked): OperationMeasure {
    const { document, operationName, variables } = operation;
    const known = this.#known.get(document) ?? new KnownMeasures(document);
    this.#known.set(document, known);
    return known.of(operationName ?? '', variables ?? {}, () => {
      const { STEPPE_DEFAULT_PAGE: defaultPage, STEPPE_MAX_PAGE: maxPage } = this.#settings;
      return measureOperation({ ...operation, defaultPage, maxPage });
    });
  }

  /** An error for each limit that a measure is above. */
  refusals(measure: OperationMeasure): LimitExceeded[] {
    return limits.flatMap(({ limit, setting, what, advice }) => {
      const maximum = this.#settings[setting];
      const measured = measure[limit];
      return measured > maximum ? new LimitExceeded({ limit, what, maximum, measured, advice }) : [];
    });
  }
}

interface Execution {
  readonly args: Omit<Asked, 'variables'> & {
    readonly variableValues?: Readonly<Record<string, unknown>> | null;
  };
  readonly context: object;
  readonly setResultAndStopExecution: (result: { errors: LimitExceeded[] }) => void;
}

/**
 * Measures each operation from its variables' values and refuses it above the limits. It must stand before the plugins that
 * reach the database: they do not see a refused operation.
 */
export function useOperationLimits(operationLimits: OperationLimits): Plugin {
  const refuse = ({ args, context, setResultAndStopExecution }: Execution): void => {
    const { schema, document, operationName, variableValues: variables } = args;
    const measure = operationLimits.measure({ schema, document, operationName, variables });
    measures.set(context, measure);
    const errors = operationLimits.refusals(measure);
    if (errors.length > 0) setResultAndStopExecution({ errors });
  };
  return { onExecute: refuse, onSubscribe: refuse };
}
