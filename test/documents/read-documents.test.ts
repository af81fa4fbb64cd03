import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { schema } from '../../schema/schema.ts';
import { checkDocuments } from '../../src/documents/check-documents.ts';
import { isDocumentId } from '../../src/documents/document-id.ts';
import { findFiles } from '../../src/documents/find-files.ts';
import { readGraphqlFiles } from '../../src/documents/read-graphql-files.ts';
import { readManifest } from '../../src/documents/read-manifest.ts';
import { temporaryFolder } from '../engine/temporary-folder.ts';

const TOKENS = 5_000;
const read = (files: Record<string, string>) =>
  readGraphqlFiles(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    TOKENS,
  );
const problemsOf = (...documents: Parameters<typeof checkDocuments>[0]) =>
  checkDocuments(documents, schema, TOKENS).problems.map(({ message }) => message);

test('A file with operations is one document, to the byte; files without one are none.', () => {
  const text = '# two\nquery A { about { claimCount } }\n\nquery B { __typename }\n';
  expect(
    read({
      'a.graphql': text,
      'empty.graphql': '\n# nothing yet\n',
      'schema.graphql': 'type Query { a: Int }',
    }),
  ).toEqual([{ file: 'a.graphql', id: null, text, line: 1 }]);
  expect(checkDocuments(read({ 'a.graphql': text }), schema, TOKENS)).toMatchObject({
    checked: [{ operations: ['A', 'B'] }],
    problems: [],
  });
});

test('Fragments of other files stand behind what uses them, with those that they use, each once and in order.', () => {
  const [document, ...more] = read({
    'c.gql': 'fragment Named on Entity { name ...Known }',
    'b.gql': 'fragment Known on Entity { id } fragment Unused on Entity { id }',
    'a.gql': 'query A { node(id: "x") { ...Named ...Known } }\n',
  });
  expect(more).toEqual([]);
  expect(document?.text).toBe(
    'query A { node(id: "x") { ...Named ...Known } }\n\nfragment Known on Entity { id }\n\nfragment Named on Entity { name ...Known }\n',
  );
  expect(problemsOf(...(document ? [document] : []))).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  [
    'A syntax error',
    { 'a.graphql': 'query A {\n  about { claimCount \n' },
    'a.graphql:3 (column 1): Syntax Error: Expected Name, found <EOF>.',
  ],
  [
    'Two fragments of a name',
    { 'a.gql': 'fragment F on Entity { id }', 'b.gql': '\n  fragment F on Entity { name }' },
    'b.gql:2 (column 3): another fragment is called F, in a.gql: give one of them another name',
  ],
  [
    'A schema beside operations',
    { 'a.gql': 'query A { __typename }\ntype A { b: Int }' },
    'a.gql:2 (column 1): this is of a schema, and the file has operations too: put them in files of their own',
  ],
])('%s is told with its file, line and column.', (_, files, message) => {
  expect(() => read(files)).toThrow(message);
});

test('What the schema does not know is told with file, line and column, in a manifest also with the id.', () => {
  const [bad] = read({ 'a.graphql': 'query A {\n  about { clamCount }\n  node { id }\n}' });
  expect(problemsOf(...(bad ? [bad] : []))).toEqual([
    'a.graphql:2 (column 11): Cannot query field "clamCount" on type "About". Did you mean "claimCount"?',
    'a.graphql:3 (column 3): Field "node" argument "id" of type "ID!" is required, but it was not provided.',
  ]);
  const manifest = JSON.stringify(
    { abc: 'query A {\n  nothing\n}', def: 'fragment A on Entity { id }' },
    null,
    2,
  );
  expect(problemsOf(...(readManifest('m.json', manifest) ?? []))).toEqual([
    'm.json:2 (abc, line 2, column 3 of its text): Cannot query field "nothing" on type "Query".',
    'm.json:3 (def, line 1, column 1 of its text): Fragment "A" is never used.',
    'm.json:3 (def, line 1, column 1 of its text): there is no operation in it',
  ]);
  const broken = JSON.stringify({ abc: 'query A {' });
  expect(problemsOf(...(readManifest('m.json', broken) ?? []))).toEqual([
    'm.json:1 (abc, line 1, column 10 of its text): Syntax Error: Expected Name, found <EOF>.',
  ]);
});

test('A document of more tokens than the server reads is refused.', () => {
  const [long] = read({ 'a.graphql': `{ ${'a '.repeat(40)} }` });
  expect(checkDocuments(long ? [long] : [], schema, 30).problems[0]?.message).toMatch(
    /^a\.graphql:1 \(column \d+\): Syntax Error: Document contains more tha[nt] 30 tokens/,
  );
});

test('The manifests of Relay, Apollo and graphql-codegen are read, and no other JSON is taken for one.', () => {
  const text = 'query A { about { claimCount } }';
  const document = { file: 'm.json', text };
  // relay-compiler, persistConfig.file: MD5 by default.
  expect(
    readManifest('m.json', JSON.stringify({ '7d0e5ba6b9b4e2ce0e1b1b0d4f9d6c1c': text }, null, 2)),
  ).toEqual([{ ...document, id: '7d0e5ba6b9b4e2ce0e1b1b0d4f9d6c1c', line: 2 }]);
  // @apollo/generate-persisted-query-manifest.
  const apollo = {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [{ id: 'abc', name: 'A', type: 'query', body: text }],
  };
  expect(readManifest('m.json', JSON.stringify(apollo, null, 2))).toEqual([
    { ...document, id: 'abc', line: 6 },
  ]);
  // graphql-codegen, client preset, persistedDocuments: SHA-1 by default.
  expect(readManifest('m.json', JSON.stringify({ b0a1: text }))).toEqual([
    { ...document, id: 'b0a1', line: 1 },
  ]);
  // As Windows’ editors write it.
  expect(readManifest('m.json', `\uFEFF${JSON.stringify({ b0a1: text })}`)).toEqual([
    { ...document, id: 'b0a1', line: 1 },
  ]);
  for (const other of ['{"name": "client", "version": "1.0.0"}', '[]', '3', '{"a": {"b": "query { a }"}}'])
    expect(readManifest('package.json', other)).toBeNull();
  expect(() => readManifest('m.json', '{"a": ')).toThrow(/^m\.json:1: this is no JSON/);
  expect(() => readManifest('m.json', JSON.stringify({ 'a b': text }))).toThrow(
    'm.json:1 (operation 1): its id ("a b") is none that clients can send',
  );
  const halves = { ...apollo, operations: [{ id: 'abc', name: 'A' }] };
  expect(() => readManifest('m.json', JSON.stringify(halves))).toThrow('m.json:1 (abc): it has no text');
});

test('Folders are looked through for their own files, in order.', () => {
  const folder = temporaryFolder();
  for (const path of [
    'b/z.gql',
    'a.graphql',
    'b/m.json',
    'node_modules/x/q.graphql',
    '.cache/q.graphql',
    'read.me',
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
  expect(findFiles([folder]).map(({ path }) => path.slice(folder.length + 1))).toEqual([
    'a.graphql',
    'b/m.json',
    'b/z.gql',
  ]);
  expect(() => findFiles([join(folder, 'none')])).toThrow('there is no such file or folder');
  expect(() => findFiles([join(folder, 'read.me')])).toThrow('.graphql, .gql and .json');
});

test.each<[string, boolean]>([
  [`sha256:${'0a'.repeat(32)}`, true],
  ['0a'.repeat(32), true],
  ['x-mine:17', true],
  ['getInvestors-v2', true],
  [`sha256:${'0A'.repeat(32)}`, false],
  ['sha256:0a', false],
  ['md5:0a', false],
  ['', false],
  ['a b', false],
  ['a'.repeat(257), false],
])('“%s” is an id of a document: %s.', (id, expected) => {
  expect(isDocumentId(id)).toBe(expected);
});
