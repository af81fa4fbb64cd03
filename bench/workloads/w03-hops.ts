import { bare } from '../measure/bare.ts';
import type { Workload } from './workload.ts';

interface Columns {
  readonly name: string;
  readonly places: string[];
  readonly investors: string[][];
  /** Ids of what each investor has invested in. */
  readonly targets: string[][][];
  readonly targetId: string[];
  readonly targetName: string[];
  readonly targetInvestors: string[][];
  readonly targetSeats: string[][][];
}

const INVESTORS =
  'investors(first: 10) { nodes { name ... on Organization { locations(first: 5) { nodes { name } } } } }';

export const w03: Workload<string> = {
  name: 'W3',
  title:
    'Five hops through hubs: where an organization has its seat, who invests there, in what else, who invests in that, and where these have their seats',
  draw: ({ chains }) => ({
    asDrawn: chains.asDrawn.map(({ organization }) => organization),
    distinct: chains.distinct.map(({ organization }) => organization),
  }),
  sides: {
    steppe: {
      ask: (id) => ({
        query: `query ($id: ID!) { entity(by: {id: $id}) { name ... on Organization { locations(first: 5) { nodes { name ... on Place {
          investors(first: 10) { nodes { name ... on Organization { investments(first: 5) { nodes { name
            ... on Project { ${INVESTORS} } ... on Organization { ${INVESTORS} } ... on Place { ${INVESTORS} } } } } } } } } } } } }`,
        variables: { id },
      }),
    },
    'neo4j-graphql': {
      ask: (id) => ({
        query: `query ($id: ID!) { entities(where: {id: {eq: $id}}) { name
          locationsConnection(first: 5, sort: [{edge: {recent: DESC}}]) { edges { node { name
            investorsConnection(first: 10, sort: [{edge: {recent: DESC}}]) { edges { node { name
              investmentsConnection(first: 5, sort: [{edge: {recent: DESC}}]) { edges { node { name
                investorsConnection(first: 10, sort: [{edge: {recent: DESC}}]) { edges { node { name
                  locationsConnection(first: 5, sort: [{edge: {recent: DESC}}]) { edges { node { name } } } } } } } } } } } } } } } } }`,
        variables: { id },
      }),
      canonical: ([answer]) => bare((answer as { entities: unknown[] }).entities[0]),
    },
    postgraphile: {
      ask: (id) => ({
        query: `query ($id: String!) { entityByRowId(rowId: $id) { name
          locatedInsByFromId(first: 5, orderBy: [RECENT_DESC]) { nodes { entityByToId { name
            investedInsByToId(first: 10, orderBy: [RECENT_DESC]) { nodes { entityByFromId { name
              investedInsByFromId(first: 5, orderBy: [RECENT_DESC]) { nodes { entityByToId { name
                investedInsByToId(first: 10, orderBy: [RECENT_DESC]) { nodes { entityByFromId { name
                  locatedInsByFromId(first: 5, orderBy: [RECENT_DESC]) { nodes { entityByToId { name } } } } } } } } } } } } } } } } }`,
        variables: { id },
      }),
    },
    floor: {
      // The same is invested in again and again: who else does is looked up once.
      cypher: `MATCH (o:Entity {id: $id})
        CALL (o) {
          MATCH ()-[a:LOCATED_IN]->(place) USING INDEX a:LOCATED_IN(fromId, recent)
          WHERE a.fromId = o.id AND a.recent > ''
          WITH a, place ORDER BY a.fromId DESC, a.recent DESC LIMIT 5
          CALL (place) {
            MATCH (investor)-[b:INVESTED_IN]->() USING INDEX b:INVESTED_IN(toId, recent)
            WHERE b.toId = place.id AND b.recent > ''
            WITH b, investor ORDER BY b.toId DESC, b.recent DESC LIMIT 10
            CALL (investor) {
              MATCH ()-[c:INVESTED_IN]->(target) USING INDEX c:INVESTED_IN(fromId, recent)
              WHERE c.fromId = investor.id AND c.recent > ''
              WITH c, target ORDER BY c.fromId DESC, c.recent DESC LIMIT 5
              RETURN collect(target) AS targets
            }
            RETURN collect(investor.name) AS investors, collect(targets) AS targets
          }
          RETURN collect(place.name) AS places, collect(investors) AS investors, collect(targets) AS targets
        }
        CALL (targets) {
          UNWIND targets AS ofPlace UNWIND ofPlace AS ofInvestor UNWIND ofInvestor AS target
          WITH DISTINCT target
          CALL (target) {
            MATCH (investor)-[d:INVESTED_IN]->() USING INDEX d:INVESTED_IN(toId, recent)
            WHERE d.toId = target.id AND d.recent > ''
            WITH d, investor ORDER BY d.toId DESC, d.recent DESC LIMIT 10
            CALL (investor) {
              MATCH ()-[e:LOCATED_IN]->(seat) USING INDEX e:LOCATED_IN(fromId, recent)
              WHERE e.fromId = investor.id AND e.recent > ''
              WITH e, seat ORDER BY e.fromId DESC, e.recent DESC LIMIT 5
              RETURN collect(seat.name) AS seats
            }
            RETURN collect(investor.name) AS names, collect(seats) AS seats
          }
          RETURN collect(target.id) AS targetId, collect(target.name) AS targetName,
                 collect(names) AS targetInvestors, collect(seats) AS targetSeats
        }
        RETURN o.name AS name, places, investors, [p IN targets | [i IN p | [t IN i | t.id]]] AS targets,
               targetId, targetName, targetInvestors, targetSeats`,
      ask: (id) => ({ id }),
      canonical: ([answer]) => {
        const { name, places, investors, targets, ...target } = answer as Columns;
        const known = new Map(
          target.targetId.map((id, t) => [
            id,
            [
              target.targetName[t],
              target.targetInvestors[t]?.map((who, i) => [who, target.targetSeats[t]?.[i]?.map(bare)]),
            ],
          ]),
        );
        return [
          name,
          places.map((place, p) => [
            place,
            investors[p]?.map((investor, i) => [investor, targets[p]?.[i]?.map((id) => known.get(id))]),
          ]),
        ];
      },
    },
  },
};
