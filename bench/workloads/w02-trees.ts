import { bare } from '../measure/bare.ts';
import type { Workload } from './workload.ts';

interface Columns {
  readonly id: string[];
  readonly name: string[];
  readonly projects: string[][];
  readonly plants: string[][][];
  readonly products: string[][][][];
}

/** One organization's part of an answer. */
type Tree = readonly [id: string, ...rest: unknown[]];

/** Some servers give organizations back in an order of their own. */
const byId = (trees: readonly unknown[]): Tree[] =>
  (trees as Tree[]).toSorted(([a], [b]) => (a < b ? -1 : 1));

export const w02: Workload<readonly string[]> = {
  name: 'W2',
  title: '50 organizations, the 10 latest investments of each, what plants those have, and what these make',
  draw: ({ trees }) => trees,
  sides: {
    steppe: {
      ask: (ids) => ({
        query: `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { id name investments(first: 10) { nodes {
          name ... on Project { parts(first: 5) { nodes { name ... on Facility { products(first: 5) { nodes { name } } } } } } } } } } }`,
        variables: { ids },
      }),
      canonical: ([answer]) => byId((answer as { nodes: unknown[] }).nodes.map(bare) as unknown[]),
    },
    'neo4j-graphql': {
      ask: (ids) => ({
        query: `query ($ids: [ID!]!) { entities(where: {id: {in: $ids}}) { id name
          investmentsConnection(first: 10, sort: [{edge: {recent: DESC}}]) { edges { node { name
            partsConnection(first: 5, sort: [{edge: {recent: DESC}}]) { edges { node { name
              productsConnection(first: 5, sort: [{edge: {recent: DESC}}]) { edges { node { name } } } } } } } } } } }`,
        variables: { ids },
      }),
      canonical: ([answer]) => byId((answer as { entities: unknown[] }).entities.map(bare)),
    },
    postgraphile: {
      ask: (ids) => ({
        query: `query ($ids: [String!]!) { allEntities(filter: {rowId: {in: $ids}}) { nodes { rowId name
          investedInsByFromId(first: 10, orderBy: [RECENT_DESC]) { nodes { entityByToId { name
            partOfsByToId(first: 5, orderBy: [RECENT_DESC]) { nodes { entityByFromId { name
              producesByFromId(first: 5, orderBy: [RECENT_DESC]) { nodes { entityByToId { name } } } } } } } } } } } }`,
        variables: { ids },
      }),
      canonical: ([answer]) =>
        byId((answer as { allEntities: { nodes: unknown[] } }).allEntities.nodes.map(bare)),
    },
    floor: {
      cypher: `UNWIND $ids AS id
        MATCH (o:Entity {id: id})
        CALL (o) {
          MATCH ()-[f:INVESTED_IN]->(project) USING INDEX f:INVESTED_IN(fromId, recent)
          WHERE f.fromId = o.id AND f.recent > ''
          WITH f, project ORDER BY f.fromId DESC, f.recent DESC LIMIT 10
          CALL (project) {
            MATCH (plant)-[g:PART_OF]->() USING INDEX g:PART_OF(toId, recent)
            WHERE g.toId = project.id AND g.recent > ''
            WITH g, plant ORDER BY g.toId DESC, g.recent DESC LIMIT 5
            CALL (plant) {
              MATCH ()-[h:PRODUCES]->(product) USING INDEX h:PRODUCES(fromId, recent)
              WHERE h.fromId = plant.id AND h.recent > ''
              WITH h, product ORDER BY h.fromId DESC, h.recent DESC LIMIT 5
              RETURN collect(product.name) AS products
            }
            RETURN collect(plant.name) AS plants, collect(products) AS products
          }
          RETURN collect(project.name) AS projects, collect(plants) AS plants, collect(products) AS products
        }
        RETURN collect(o.id) AS id, collect(o.name) AS name, collect(projects) AS projects,
               collect(plants) AS plants, collect(products) AS products`,
      ask: (ids) => ({ ids }),
      canonical: ([answer]) => {
        const { id, name, projects, plants, products } = answer as Columns;
        const trees = id.map((_, o) => [
          id[o],
          name[o],
          projects[o]?.map((project, p) => [
            project,
            plants[o]?.[p]?.map((plant, q) => [plant, products[o]?.[p]?.[q]?.map(bare)]),
          ]),
        ]);
        return byId(trees);
      },
    },
  },
};
