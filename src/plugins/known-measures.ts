import { type DocumentNode, Kind, visit } from 'graphql';
import { MEASURED_ARGUMENTS, type OperationMeasure } from './operation-measure.ts';

const MOST_KNOWN = 100;

/** The variables of a document that its measure depends on. */
function measuredVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    enter(node) {
      if (node.kind === Kind.ARGUMENT) return MEASURED_ARGUMENTS.has(node.name.value) ? undefined : false;
      // A definition is no use; what is given to an argument is.
      if (node.kind === Kind.VARIABLE_DEFINITION) return false;
      if (node.kind === Kind.VARIABLE) names.add(node.name.value);
      return undefined;
    },
  });
  return [...names];
}

/** All of a value that a measure looks at: of a list its length, of a number or a truth value which it is. */
function measured(value: unknown): string {
  if (Array.isArray(value)) return `list of ${value.length}`;
  return typeof value === 'object' && value !== null
    ? 'object'
    : typeof value === 'string'
      ? 'string'
      : String(value);
}

/** What the operations of a document were measured at, for values of their variables that measure the same. */
export class KnownMeasures {
  readonly #variables: readonly string[];
  readonly #known = new Map<string, OperationMeasure>();

  constructor(document: DocumentNode) {
    this.#variables = measuredVariables(document);
  }

  of(
    operationName: string,
    values: Readonly<Record<string, unknown>>,
    measure: () => OperationMeasure,
  ): OperationMeasure {
    const given = this.#variables.map((name) => (Object.hasOwn(values, name) ? measured(values[name]) : ''));
    const key = [operationName, ...given].join();
    const known = this.#known.get(key);
    if (known) return known;
    const found = measure();
    if (this.#known.size < MOST_KNOWN) this.#known.set(key, found);
    return found;
  }
}
