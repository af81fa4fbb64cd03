import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isObjectType,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** A document that rows come from, with what is to be said of it. */
export interface UsedSource {
  readonly id: string;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly publishedAt: string | null;
  readonly url: string | null;
  readonly licence: string | null;
  readonly retrievedAt: string | null;
  readonly sha256: string | null;
}

/** Claims of one fact that are looked at, and sources that are kept; where there are more, it is told. */
const MOST_CLAIMS = 20;
const MOST_SOURCES = 10_000;

const FIELDS = 'source { id title publisher publishedAt url licence retrievedAt sha256 }';
/** What the sources of a fact, and that of a claim, are under. */
const CLAIMS = 'steppeClaims';
const CLAIM = 'steppeClaim';

function selectionOf(text: string): SelectionNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return (operation as unknown as { selectionSet: SelectionSetNode }).selectionSet
    .selections[0] as SelectionNode;
}

const ofFact = selectionOf(
  `${CLAIMS}: claims(first: ${MOST_CLAIMS}) { nodes { ${FIELDS} } pageInfo { hasNextPage } }`,
);
const ofClaim = selectionOf(`${CLAIM}: ${FIELDS}`);

/** What tells the sources of objects of a type: facts, also as edges of lists, and claims have them. */
function sourcesOf(type: GraphQLNamedType | null | undefined): SelectionNode | undefined {
  if (!isObjectType(type)) return undefined;
  const fields = type.getFields();
  if (type.name === 'Claim') return ofClaim;
  return 'claims' in fields && (type.name === 'Fact' || 'factId' in fields) ? ofFact : undefined;
}

/** A query that also asks for the sources of each fact and claim in it; null when there is none in it. */
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
          return { ...node, selections: [...node.selections, sources] };
        },
      },
    }),
  );
  return isAny ? added : null;
}

interface Claims {
  readonly nodes: readonly { readonly source: UsedSource }[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

/** The sources that answers name, each once. */
export class SourceList {
  readonly #sources = new Map<string, UsedSource>();
  isWhole = true;

  /** In the order of their ids. */
  get list(): UsedSource[] {
    return [...this.#sources.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Notes the sources in an answer, wherever they are. */
  add(answer: unknown): void {
    if (answer === null || typeof answer !== 'object') return;
    for (const [key, value] of Object.entries(answer)) {
      if (key === CLAIM) this.#note(value as UsedSource);
      else if (key === CLAIMS) this.#noteAll(value as Claims);
      else this.add(value);
    }
  }

  #noteAll({ nodes, pageInfo }: Claims): void {
    for (const { source } of nodes) this.#note(source);
    if (pageInfo.hasNextPage) this.isWhole = false;
  }

  #note(source: UsedSource): void {
    if (this.#sources.size < MOST_SOURCES || this.#sources.has(source.id))
      this.#sources.set(source.id, source);
    else this.isWhole = false;
  }
}

/** How to name a source where it is used. */
export const attributionOf = ({ publisher, title, publishedAt, url, licence, id }: UsedSource): string =>
  [publisher, title ?? id, publishedAt, url, licence].filter((part) => part !== null).join(', ');
