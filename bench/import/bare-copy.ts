import { appendFileSync, createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import neo4j from 'neo4j-driver';
import type { Graph } from '../../src/graph/graph.ts';
import type { Statement } from '../../src/graph/statements.ts';
import { runCypher } from '../../test/database/empty-graph.ts';

/**
 * The bare side of the benchmark of imports: what an import left in the graph, written again by batched UNWIND … MERGE and
 * nothing else, each transaction what one of the import's wrote. Nothing is parsed, looked up, compared or computed.
 */

type Properties = Readonly<Record<string, unknown>>;

interface Entity {
  readonly properties: Properties;
  /** The nodes of the names that it is compared by. */
  readonly names: readonly Properties[];
}

/** What one change of the import wrote. */
interface Written {
  readonly change: Properties;
  readonly sources: readonly Properties[];
  readonly entities: readonly (readonly [label: string, readonly Entity[]])[];
  /** Claims, each with the fact that is projected from it alone. */
  readonly claims: readonly {
    readonly properties: Properties;
    readonly statedIn: Properties;
    readonly fact: Properties;
  }[];
}

const READ = {
  change: 'MATCH (x:Change {number: $number}) RETURN properties(x)',
  sources:
    'MATCH (x:Change {number: $number}) UNWIND x.sourceIds AS id MATCH (s:Source {id: id}) RETURN properties(s)',
  entities: `MATCH (x:Change {number: $number}) UNWIND x.entityIds AS id MATCH (e:Entity {id: id})
    WITH [l IN labels(e) WHERE l <> 'Entity'][0] AS label,
         {properties: properties(e), names: [(e)<-[:NAMES]-(m:MatchName) | properties(m)]} AS entity
    WITH label, collect(entity) AS entities RETURN [label, entities]`,
  claims: `MATCH (x:Change {number: $number}) UNWIND x.assertedIds AS id MATCH (c:Claim {id: id})-[r:STATED_IN]->()
    CALL (c) { MATCH ()-[f:INVESTED_IN]->() USING INDEX SEEK f:INVESTED_IN(factId) WHERE f.factId = c.factId RETURN f }
    RETURN {properties: properties(c), statedIn: properties(r), fact: properties(f)}`,
};

/** Writes down what is in the graph, a transaction a line. */
export async function writeDown(graph: Graph, file: string): Promise<void> {
  writeFileSync(file, '');
  const [changes] = (await runCypher(graph, 'MATCH (g:Graph) RETURN g.changeNumber')) as [number];
  for (let number = 1; number <= changes; number += 1) {
    const read = (text: string): Promise<unknown[]> => runCypher(graph, text, { number: neo4j.int(number) });
    const [change] = await read(READ.change);
    const written: Written = {
      change: change as Properties,
      sources: (await read(READ.sources)) as Written['sources'],
      entities: (await read(READ.entities)) as Written['entities'],
      claims: (await read(READ.claims)) as Written['claims'],
    };
    appendFileSync(file, `${JSON.stringify(written)}\n`);
  }
}

const bare = (name: string, text: string): Statement => ({ name: `bare ${name}`, text });

const putSources = bare('sources', 'UNWIND $rows AS row MERGE (s:Source {id: row.id}) SET s = row');

const putEntities = (label: string): Statement =>
  bare(
    label,
    `UNWIND $rows AS row
     MERGE (e:Entity {id: row.properties.id}) SET e:${label}, e = row.properties
     WITH e, row UNWIND row.names AS name
     MERGE (m:MatchName {key: name.key}) SET m = name
     MERGE (m)-[:NAMES]->(e)`,
  );

/** @param verb MERGE, or CREATE for the relationships of claims, which are all new. */
const putClaims = (verb: 'MERGE' | 'CREATE'): Statement =>
  bare(
    'claims',
    `UNWIND $rows AS row
     MATCH (subject:Entity {id: row.properties.subjectId})
     MATCH (object:Entity {id: row.properties.objectId})
     MATCH (source:Source {id: row.properties.sourceId})
     MERGE (c:Claim {id: row.properties.id}) SET c = row.properties
     ${verb} (c)-[:SUBJECT]->(subject)
     ${verb} (c)-[:OBJECT]->(object)
     ${verb} (c)-[r:STATED_IN]->(source) SET r = row.statedIn
     ${verb} (subject)-[f:INVESTED_IN {factId: row.fact.factId}]->(object) SET f = row.fact`,
  );

const putChange = bare('change', 'MERGE (x:Change {number: $row.number}) SET x = $row');

/** Whole numbers are integers in the graph, which JSON does not tell. */
const integers = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? neo4j.int(value) : value;

/** Writes again what was written down. @returns the milliseconds that writing took; reading the file is not counted. */
export async function writeBare(graph: Graph, file: string, verb: 'MERGE' | 'CREATE'): Promise<number> {
  let milliseconds = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { change, sources, entities, claims } = JSON.parse(line, integers) as Written;
    const started = performance.now();
    await graph.write(async (transaction) => {
      if (sources.length > 0) await transaction.run(putSources, { rows: sources });
      for (const [label, rows] of entities) await transaction.run(putEntities(label), { rows });
      if (claims.length > 0) await transaction.run(putClaims(verb), { rows: claims });
      await transaction.run(putChange, { row: change });
    });
    milliseconds += performance.now() - started;
  }
  return milliseconds;
}

/** How many nodes of each label and relationships of each type there are, and how many properties they have. */
export async function contents(graph: Graph): Promise<unknown[]> {
  return runCypher(
    graph,
    `CALL () {
       MATCH (n) WHERE NOT n:Migration AND NOT n:Graph AND NOT n:Import
       RETURN labels(n) AS what, count(*) AS count, sum(size(keys(n))) AS properties
       UNION ALL
       MATCH ()-[r]->() RETURN [type(r)] AS what, count(*) AS count, sum(size(keys(r))) AS properties
     }
     WITH what, count, properties ORDER BY what
     RETURN [what, count, properties]`,
  );
}
