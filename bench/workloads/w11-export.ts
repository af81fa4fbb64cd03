import { bare } from '../measure/bare.ts';
import type { Answer, ServerName } from './workload.ts';

/** A fact as exported: id, from, to, amount, unit, period; what is not known is left out. */
export type ExportedFact = readonly unknown[];

/** A server, as facts are got out of it. */
export interface Source {
  /** Asks it, and gives back its answer's data. */
  readonly post: (body: object) => Promise<Answer>;
  /** Asks for lines of JSON, and gives back each as it comes. */
  readonly lines: (path: string, body: object) => AsyncGenerator<unknown>;
}

/** How facts are got out of a server, part by part. */
export type ExportSide = (source: Source) => AsyncGenerator<readonly ExportedFact[]>;

/** What one more page is, and where the next begins; null at the end. */
interface Page {
  readonly facts: readonly ExportedFact[];
  readonly next: string | null;
}

async function* pages(ask: (after: string | null) => Promise<Page>): AsyncGenerator<readonly ExportedFact[]> {
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page: Page = await ask(after);
    yield page.facts;
    after = page.next;
  }
}

interface Connection {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
const pageOf = ({ nodes, pageInfo }: Connection): Page => ({
  facts: nodes.map(bare),
  next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
});

const STEPPE = `{ facts(where: {predicates: [INVESTED_IN]}) {
  nodes { id subject { id } object { id } value { amount unit } period { edtf } } } }`;
const POSTGRAPHILE = `query ($after: Cursor) { allInvestedIns(first: 1000, after: $after, orderBy: [PRIMARY_KEY_ASC]) {
  nodes { factId fromId toId amount unit period } pageInfo { hasNextPage endCursor } } }`;
const NEO4J_GRAPHQL = `query ($offset: Int!) { entities(limit: 100, offset: $offset, sort: [{id: ASC}]) { id
  investmentsConnection { edges { properties { factId amount unit period } node { id } } } } }`;

interface Investor {
  readonly id: string;
  readonly investmentsConnection: {
    readonly edges: readonly {
      readonly properties: { readonly factId: string; amount: unknown; unit: unknown; period: unknown };
      readonly node: { readonly id: string };
    }[];
  };
}

/** @neo4j/graphql lists relationships by the node that they begin at. */
const factsOf = ({ id, investmentsConnection }: Investor): ExportedFact[] =>
  investmentsConnection.edges.map(({ properties: { factId, amount, unit, period }, node }) => [
    factId,
    id,
    node.id,
    ...bare([amount, unit, period].filter((part) => part !== null)).flat(2),
  ]);

async function* byInvestor({ post }: Source): AsyncGenerator<readonly ExportedFact[]> {
  for (let offset = 0; ; offset += 100) {
    const { entities } = (await post({ query: NEO4J_GRAPHQL, variables: { offset } })) as {
      entities: Investor[];
    };
    if (entities.length === 0) return;
    yield entities.flatMap(factsOf);
  }
}

async function* table({ lines }: Source): AsyncGenerator<readonly ExportedFact[]> {
  for await (const row of lines('/graphql?table=ndjson', { query: STEPPE })) yield [bare(row)];
}

async function* everyLine({ lines }: Source): AsyncGenerator<readonly ExportedFact[]> {
  for await (const fact of lines('/W11', {})) yield [fact as ExportedFact];
}

/** All investments, as fast as one client gets them. */
export const w11 = {
  name: 'W11',
  title: 'Export: all investments, up to 100,000, to one client',
  /** What the bare side sends, a line a fact. */
  cypher: `MATCH (a)-[f:INVESTED_IN]->(b)
    RETURN f.factId AS factId, f.fromId AS fromId, f.toId AS toId, f.amount AS amount, f.unit AS unit, f.period AS period`,
  sides: {
    steppe: table,
    'neo4j-graphql': byInvestor,
    postgraphile: ({ post }) =>
      pages(async (after) =>
        pageOf(
          ((await post({ query: POSTGRAPHILE, variables: { after } })) as { allInvestedIns: Connection })
            .allInvestedIns,
        ),
      ),
    floor: everyLine,
  } satisfies Record<ServerName, ExportSide>,
  notes: {
    steppe: 'one request, a line of NDJSON a fact as it comes',
    'neo4j-graphql': 'pages of 100 entities with all of their investments, one after the other',
    postgraphile: 'pages of 1,000, one after the other',
    floor: 'one statement, a line a fact as it comes',
  },
} as const;
