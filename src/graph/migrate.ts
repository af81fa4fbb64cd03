import { createHash } from 'node:crypto';
import { OperatorError } from '../errors.ts';
import { kinds, relationPredicates, valuedPredicates } from '../ontology.ts';
import type { Graph } from './graph.ts';
import type { Statement } from './statements.ts';

const ADMIN = { timeoutMs: 60_000 };

function numberedMigrations(graph: Graph): { number: number; file: string }[] {
  return graph.statements.names
    .filter((name) => name.startsWith('migrations/'))
    .map((file) => ({ number: Number(/^migrations\/(\d+)-/.exec(file)?.[1]), file }))
    .sort((a, b) => a.number - b.number);
}

/** Constraints and indexes that follow from the ontology: ensured at every migration, not numbered. */
function ontologyIndexes(graph: Graph): Statement[] {
  return [
    ...Object.values(kinds).flatMap((kind) =>
      graph.statements.list('indexes/kind', { NAME: kind.label.toLowerCase(), LABEL: kind.label }),
    ),
    ...relationPredicates.flatMap((predicate) =>
      graph.statements.list('indexes/predicate', {
        NAME: predicate.toLowerCase(),
        TYPE: predicate,
        hasValue: valuedPredicates.includes(predicate),
      }),
    ),
    ...graph.statements.list('indexes/observation'),
  ];
}

/** The index that a statement makes; a migration's statement may change data instead. */
const indexName = (statement: Statement): string | undefined =>
  /(?:INDEX|CONSTRAINT) (\w+) IF NOT EXISTS/.exec(statement.text)?.[1];

/** Whether every index that the statements lean on is there and online; without one a page scans all edges. */
export async function missingIndexes(graph: Graph): Promise<string[]> {
  const states = new Map<string, string>(
    (await graph.read(graph.statements.get('index-states'), {}, ADMIN)).map((row) => [
      String(row.get('name')),
      String(row.get('state')),
    ]),
  );
  const wanted = [
    ...numberedMigrations(graph).flatMap(({ file }) => graph.statements.list(file)),
    ...ontologyIndexes(graph),
  ].flatMap(indexName);
  return wanted.filter((name) => name !== undefined).filter((name) => states.get(name) !== 'ONLINE');
}

async function appliedMigrations(graph: Graph): Promise<Map<number, string>> {
  const rows = await graph.read(graph.statements.get('migrations-applied'), {}, ADMIN);
  return new Map(rows.map((row) => [Number(row.get('number')), String(row.get('sha256'))]));
}

/** Why requests cannot be answered from this graph now, as a sentence; null when they can. */
export async function graphObstacle(graph: Graph): Promise<string | null> {
  try {
    const applied = await appliedMigrations(graph);
    if (numberedMigrations(graph).some(({ number }) => !applied.has(number)))
      return 'Migrations are not applied: run `steppe migrate`.';
    const missing = await missingIndexes(graph);
    return missing.length === 0 ? null : `Indexes are not online: ${missing.join(', ')}.`;
  } catch {
    return 'The database does not answer.';
  }
}

/**
 * Applies the numbered migrations this graph has not had, in order, ensures the ontology's indexes and waits until
 * all are online. Safe to run again, and by two servers at once.
 * @returns the files applied.
 * @throws OperatorError when an applied migration has since been edited, or an index does not come online.
 */
export async function migrate(graph: Graph): Promise<string[]> {
  const applied = await appliedMigrations(graph);
  const done: string[] = [];
  for (const { number, file } of numberedMigrations(graph)) {
    const statements = graph.statements.list(file);
    const sha256 = createHash('sha256')
      .update(statements.map((statement) => statement.text).join(';'))
      .digest('hex');
    const known = applied.get(number);
    if (known === sha256) continue;
    if (known !== undefined)
      throw new OperatorError(
        `cypher/${file}.cypher was changed after it was applied to this graph: undo the edit and add a new migration instead.`,
      );
    for (const statement of statements) await graph.runSchema(statement);
    await graph.write((transaction) =>
      transaction.run(graph.statements.get('migration-record'), { number, name: file, sha256 }),
    );
    done.push(file);
  }
  if ((await missingIndexes(graph)).length > 0) {
    for (const statement of ontologyIndexes(graph)) await graph.runSchema(statement);
  }
  await waitForIndexes(graph);
  return done;
}

async function waitForIndexes(graph: Graph): Promise<void> {
  const patienceMs = 10 * 60_000;
  const started = Date.now();
  for (;;) {
    const missing = await missingIndexes(graph);
    if (missing.length === 0) return;
    if (Date.now() - started > patienceMs)
      throw new OperatorError(
        `These indexes are not online: ${missing.join(', ')}. Look at SHOW INDEXES in Neo4j, drop a FAILED one and run \`steppe migrate\` again.`,
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
