import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { CitedSource } from '../citation/cited-source.ts';

/** Sources that are kept; where there are more, it is told. */
const MOST_SOURCES = 10_000;

const FIELDS = [
  'id',
  'title',
  'publisher',
  'publishedAt',
  'url',
  'licence',
  'retrievedAt',
  'sha256',
] as const;
/** What the sources of a fact, that of a claim, and a source itself are under. */
const OF_FACT = 'steppeSources';
const OF_CLAIM = 'steppeSource';
const ITSELF = 'steppeSource_';

function selectionsOf(text: string): readonly SelectionNode[] {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return (operation as unknown as { selectionSet: SelectionSetNode }).selectionSet.selections;
}

const ofFact = `${OF_FACT}: sources { ${FIELDS.join(' ')} }`;
const ofClaim = `${OF_CLAIM}: source { ${FIELDS.join(' ')} }`;
const itself = FIELDS.map((field) => `${ITSELF}${field}: ${field}`).join(' ');
const selections = {
  ofFact: selectionsOf(ofFact),
  ofClaim: selectionsOf(ofClaim),
  itself: selectionsOf(itself),
  ofAny: selectionsOf(`... on Fact { ${ofFact} } ... on Claim { ${ofClaim} } ... on Source { ${itself} }`),
};

/** What tells the sources of objects of a type: facts, also as edges of lists, claims, and sources have them. */
function sourcesOf(type: GraphQLNamedType | null | undefined): readonly SelectionNode[] | undefined {
  if (isInterfaceType(type) && type.name === 'Node') return selections.ofAny;
  if (!isObjectType(type)) return undefined;
  if (type.name === 'Claim') return selections.ofClaim;
  if (type.name === 'Source') return selections.itself;
  const fields = type.getFields();
  return 'sources' in fields && (type.name === 'Fact' || 'factId' in fields) ? selections.ofFact : undefined;
}

/** A document that also asks for the sources of each fact and claim in it; null when there is none in it. */
export function withSources(document: DocumentNode, schema: GraphQLSchema): DocumentNode | null {
  const types = new TypeInfo(schema);
  let isAny = false;
  const added = visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave(node) {
          const sources = sourcesOf(types.getParentType());
          if (!sources) return undefined;
          isAny = true;
          return { ...node, selections: [...node.selections, ...sources] };
        },
      },
    }),
  );
  return isAny ? added : null;
}

/** The sources that answers name, each once. */
export class SourceList {
  readonly #sources = new Map<string, CitedSource>();
  isWhole = true;

  /** In the order of their ids. */
  get list(): CitedSource[] {
    return [...this.#sources.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Notes the sources in an answer, wherever they are. */
  add(answer: unknown): void {
    this.#walk(answer, false);
  }

  /** Notes them and takes away what was asked for them, so that the answer is as its document wants it. */
  take(answer: unknown): void {
    this.#walk(answer, true);
  }

  #walk(answer: unknown, isTaking: boolean): void {
    if (answer === null || typeof answer !== 'object') return;
    if (`${ITSELF}id` in answer) this.note(sourceIn(answer as Record<string, unknown>));
    for (const [key, value] of Object.entries(answer)) {
      const isOurs = key === OF_FACT || key.startsWith(OF_CLAIM);
      if (key === OF_FACT) for (const source of (value ?? []) as CitedSource[]) this.note(source);
      else if (key === OF_CLAIM && value) this.note(value as CitedSource);
      else if (!isOurs) this.#walk(value, isTaking);
      if (isTaking && isOurs) delete (answer as Record<string, unknown>)[key];
    }
  }

  /** Notes a source that is used. */
  note(source: CitedSource): void {
    if (this.#sources.size < MOST_SOURCES || this.#sources.has(source.id))
      this.#sources.set(source.id, source);
    else this.isWhole = false;
  }
}

/** A source that was asked for by fields of its own. */
const sourceIn = (answer: Record<string, unknown>): CitedSource =>
  Object.fromEntries(
    FIELDS.map((field) => [field, answer[ITSELF + field] ?? null]),
  ) as unknown as CitedSource;
