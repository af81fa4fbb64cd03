import { Draws } from '../graph/random.ts';
import { bare, rows } from '../measure/bare.ts';
import type { Answer, Workload } from './workload.ts';

/** A page of an investor's investments, and what leads to it. */
interface Page {
  readonly id: string;
  /** From 1 on. */
  readonly number: number;
  /** The cursor behind which it begins, as the server that is asked makes them. */
  readonly after?: string;
}

interface Columns {
  readonly amount: unknown[];
  readonly unit: unknown[];
  readonly key: string[];
  readonly node: unknown[];
}

const SIZE = 20;
/** The page that clients most often ask for; `distinct` has others around it, as there is one such investor. */
const PAGE = 200;
const PAGES_AROUND = 100;

/** Turns the pages from the first one on, and keeps each one's last cursor. */
async function turnPages(
  pages: readonly Page[],
  firstCursor: string | null,
  next: (id: string, after: string | null) => Promise<string>,
): Promise<Page[]> {
  const cursors: (string | null)[] = [firstCursor];
  const last = Math.max(...pages.map(({ number }) => number));
  while (cursors.length < last) cursors.push(await next(pages[0]?.id ?? '', cursors.at(-1) ?? null));
  return pages.map((page) => ({ ...page, after: cursors[page.number - 1] ?? '' }));
}

const STEPPE = `query ($id: ID!, $after: String) { entity(by: {id: $id}) { ... on Organization {
  investments(first: ${SIZE}, after: $after, orderBy: {by: VALUE, unit: "USD"}) { edges { amount { amount unit } node { name } } pageInfo { endCursor } } } } }`;
const NEO4J_GRAPHQL = `query ($id: ID!, $after: String) { entities(where: {id: {eq: $id}}) {
  investmentsConnection(first: ${SIZE}, after: $after, sort: [{edge: {byValue: DESC}}]) { edges { properties { amount unit } node { name } } pageInfo { endCursor } } } }`;
const POSTGRAPHILE = `query ($id: String!, $after: Cursor) { entityByRowId(rowId: $id) {
  investedInsByFromId(first: ${SIZE}, after: $after, orderBy: [BY_VALUE_DESC]) { nodes { amount unit entityByToId { name } } pageInfo { endCursor } } } }`;

interface SteppeAnswer {
  readonly entity: { readonly investments: { edges: unknown[]; pageInfo: { endCursor: string } } };
}
interface Neo4jGraphqlAnswer {
  readonly entities: readonly { investmentsConnection: { edges: unknown[] } }[];
}
interface PostgraphileAnswer {
  readonly entityByRowId: {
    readonly investedInsByFromId: { nodes: unknown[]; pageInfo: { endCursor: string } };
  };
}
const asSteppe = (answer: Answer) => (answer as SteppeAnswer).entity.investments;
const asPostgraphile = (answer: Answer) => (answer as PostgraphileAnswer).entityByRowId.investedInsByFromId;

export const w05: Workload<Page> = {
  name: 'W5',
  title: `Page ${PAGE} (of ${SIZE} each) of the investments of the investor who has by far the most`,
  draw: ({ hubInvestor: id }, { seed, groups }) => {
    const last = Math.min(PAGE + PAGES_AROUND / 2, Math.floor(groups.hubInvestor / SIZE));
    const numbers = Array.from({ length: PAGES_AROUND }, (_, n) => Math.max(2, last - n));
    const draws = new Draws(seed, 500, 0);
    return {
      asDrawn: Array.from({ length: 1_000 }, () => ({
        id,
        number: numbers[(PAGES_AROUND / 2 + draws.skewedBelow(PAGES_AROUND)) % PAGES_AROUND] ?? PAGE,
      })),
      distinct: [...new Set(numbers)].map((number) => ({ id, number })),
    };
  },
  sides: {
    steppe: {
      ask: ({ id, after }) => ({ query: STEPPE, variables: { id, after } }),
      prepare: (pages, post) =>
        turnPages(pages, null, async (id, after) => {
          const answer = await post({ query: STEPPE, variables: { id, after } });
          return asSteppe(answer).pageInfo.endCursor;
        }),
      canonical: ([answer]) => bare(asSteppe(answer).edges),
    },
    'neo4j-graphql': {
      ask: ({ id, after }) => ({ query: NEO4J_GRAPHQL, variables: { id, after } }),
      // Its cursors are offsets, written as graphql-relay does.
      prepare: async (pages) =>
        pages.map((page) => {
          const offset = `arrayconnection:${(page.number - 1) * SIZE - 1}`;
          return { ...page, after: Buffer.from(offset).toString('base64') };
        }),
      canonical: ([answer]) => bare((answer as Neo4jGraphqlAnswer).entities[0]?.investmentsConnection.edges),
    },
    postgraphile: {
      ask: ({ id, after }) => ({ query: POSTGRAPHILE, variables: { id, after } }),
      prepare: (pages, post) =>
        turnPages(pages, null, async (id, after) => {
          const answer = await post({ query: POSTGRAPHILE, variables: { id, after } });
          return asPostgraphile(answer).pageInfo.endCursor;
        }),
      canonical: ([answer]) => bare(asPostgraphile(answer).nodes),
    },
    floor: {
      cypher: `MATCH ()-[f:INVESTED_IN]->(far) USING INDEX f:INVESTED_IN(fromId, byValue)
        WHERE f.fromId = $id AND f.byValue > '' AND f.byValue < $after
        WITH f, far ORDER BY f.fromId DESC, f.byValue DESC LIMIT ${SIZE}
        WITH collect(f) AS facts, collect(far) AS nodes
        RETURN [f IN facts | f.amount] AS amount, [f IN facts | f.unit] AS unit, [f IN facts | f.byValue] AS key,
               [n IN nodes | n.name] AS node`,
      ask: ({ id, after }) => ({ id, after }),
      prepare: (pages, post) =>
        turnPages(pages, '~', async (id, after) =>
          String(((await post({ id, after })) as Columns).key.at(-1)),
        ),
      canonical: ([answer]) => {
        const { key: _, ...columns } = answer as Columns;
        return [rows(columns)];
      },
    },
  },
};
