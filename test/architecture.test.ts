import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../src/project-root.ts';

/** A room of the project: the first folder of `src`, `schema`, or a file that stands in `src` itself. */
const roomOf = (file: string): string => {
  const [top = '', second = ''] = relative(projectRoot, file).split('/');
  return top === 'src' ? (second.endsWith('.ts') ? 'src' : second) : top;
};

const files = ['src', 'schema'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(projectRoot, folder, name)),
);

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) =>
    resolve(dirname(file), path),
  );
}

/** What each room may import, beside itself and the words that all share: ontology, settings, errors, ending, project-root. */
const allowed: Record<string, readonly string[]> = {
  model: [],
  engine: ['graph'],
  graph: [],
  loaders: ['graph', 'model'],
  live: ['graph', 'loaders'],
  ingest: ['graph', 'model'],
  auth: ['graph', 'loaders'],
  documents: ['graph'],
  citation: [],
  export: ['citation'],
  'graph-files': ['context', 'export', 'graph', 'ingest', 'loaders', 'model'],
  execution: ['model'],
  plugins: ['auth', 'documents', 'citation', 'execution', 'export', 'graph', 'live', 'model', 'context'],
  schema: ['auth', 'citation', 'context', 'execution', 'ingest', 'live', 'loaders', 'graph', 'model'],
  cli: [
    'auth',
    'context',
    'documents',
    'engine',
    'graph',
    'graph-files',
    'ingest',
    'model',
    'loaders',
    'log',
    'listen',
    'server',
    'schema',
  ],
};
const shared = ['ontology', 'settings', 'errors', 'ending', 'project-root'];

test('Imports point one way: schema to loaders and ingest, these and auth to graph; nobody imports the server or the schema but the commands.', () => {
  const strays = files.flatMap((file) => {
    const room = roomOf(file);
    const may = allowed[room];
    if (!may) return [];
    return importsOf(file).flatMap((target) => {
      const targetRoom = roomOf(target);
      const name =
        targetRoom === 'src' ? relative(join(projectRoot, 'src'), target).replace('.ts', '') : targetRoom;
      const isFine = targetRoom === room || shared.includes(name) || may.includes(name);
      return isFine ? [] : [`${relative(projectRoot, file)} imports ${relative(projectRoot, target)}`];
    });
  });
  expect(files.length).toBeGreaterThan(80);
  expect(strays).toEqual([]);
});

test('No files import each other in a circle.', () => {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      circles.push(
        [...path.slice(path.indexOf(file)), file].map((name) => relative(projectRoot, name)).join(' -> '),
      );
      return;
    }
    state.set(file, 'open');
    for (const target of importsOf(file)) if (files.includes(target)) visit(target, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('Only src/graph opens connections for requests, and src/engine to see who answers; only cypher/ holds Cypher.', () => {
  const containing = (pattern: RegExp): string[] =>
    files
      .filter((file) => pattern.test(readFileSync(file, 'utf8')))
      .map((file) => relative(projectRoot, file))
      .toSorted();
  expect(containing(/neo4j\.driver\(/)).toEqual([
    'src/engine/greet-neo4j.ts',
    'src/engine/wait-for-bolt.ts',
    'src/graph/graph.ts',
  ]);
  expect(containing(/\b(MATCH|MERGE|UNWIND|DETACH) [([$]/)).toEqual([]);
});

test('No file is longer than 300 lines.', () => {
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300);
  expect(long.map((file) => relative(projectRoot, file))).toEqual([]);
});
