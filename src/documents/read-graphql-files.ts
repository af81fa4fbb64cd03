import {
  type DefinitionNode,
  type FragmentDefinitionNode,
  GraphQLError,
  isExecutableDefinitionNode,
  Kind,
  parse,
  visit,
} from 'graphql';
import { InputFileError } from '../errors.ts';
import type { ClientDocument } from './client-document.ts';

/** A file’s text, before it is known what it holds. */
export interface GraphqlFile {
  readonly path: string;
  readonly text: string;
}

interface Parsed extends GraphqlFile {
  readonly definitions: readonly DefinitionNode[];
}

interface Fragment {
  readonly file: string;
  readonly text: string;
  readonly uses: readonly string[];
}

/** What a syntax error says of itself, and its place. */
export function syntaxError(file: string, error: unknown, from = 1): InputFileError {
  if (!(error instanceof GraphQLError)) throw error;
  const { line = 1, column = 1 } = error.locations?.[0] ?? {};
  return new InputFileError(file, from + line - 1, `column ${column}`, error.message);
}

function spreadsIn(node: DefinitionNode): string[] {
  const names = new Set<string>();
  visit(node, {
    enter(one) {
      if (one.kind === Kind.FRAGMENT_SPREAD) names.add(one.name.value);
    },
  });
  return [...names];
}

const isFragment = (node: DefinitionNode): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION;

function textOf({ loc }: DefinitionNode): string {
  return loc ? loc.source.body.slice(loc.start, loc.end) : '';
}

/** The fragments of all files by name. @throws InputFileError when two of a name say different things. */
function fragmentsOf(files: readonly Parsed[]): Map<string, Fragment> {
  const fragments = new Map<string, Fragment>();
  for (const { path, definitions } of files)
    for (const node of definitions.filter(isFragment)) {
      const [name, text] = [node.name.value, textOf(node)];
      const known = fragments.get(name);
      if (known && known.text !== text)
        throw new InputFileError(
          path,
          node.loc?.startToken.line ?? 1,
          `column ${node.loc?.startToken.column ?? 1}`,
          `another fragment is called ${name}, in ${known.file}: give one of them another name`,
        );
      fragments.set(name, known ?? { file: path, text, uses: spreadsIn(node) });
    }
  return fragments;
}

/** A file’s text, with the fragments that it uses of others behind it. */
function withFragments({ text, definitions }: Parsed, fragments: ReadonlyMap<string, Fragment>): string {
  const own = new Set(definitions.filter(isFragment).map(({ name }) => name.value));
  const needed = new Set<string>();
  const need = (names: readonly string[]): void => {
    for (const name of names) {
      const fragment = fragments.get(name);
      if (!fragment || own.has(name) || needed.has(name)) continue;
      needed.add(name);
      need(fragment.uses);
    }
  };
  need(definitions.flatMap(spreadsIn));
  const others = [...needed].toSorted().map((name) => `\n\n${fragments.get(name)?.text}`);
  return others.length === 0 ? text : `${text.trimEnd()}${others.join('')}\n`;
}

/**
 * The documents of files of GraphQL: each file with an operation is one, to the byte; fragments that stand in other files are put
 * behind it. Files that hold only fragments or a schema are no documents.
 * @throws InputFileError at the first place that is no GraphQL.
 */
export function readGraphqlFiles(files: readonly GraphqlFile[], maxTokens: number): ClientDocument[] {
  const parsed = files.map((file): Parsed => {
    // A file without a definition is empty, which the parser does not say so well.
    if (/^(\s|,|#.*)*$/.test(file.text)) return { ...file, definitions: [] };
    try {
      return { ...file, definitions: parse(file.text, { maxTokens }).definitions };
    } catch (error) {
      throw syntaxError(file.path, error);
    }
  });
  const fragments = fragmentsOf(parsed);
  return parsed
    .filter(({ definitions }) => definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION))
    .map((file) => {
      const other = file.definitions.find((node) => !isExecutableDefinitionNode(node));
      if (other)
        throw new InputFileError(
          file.path,
          other.loc?.startToken.line ?? 1,
          `column ${other.loc?.startToken.column ?? 1}`,
          'this is of a schema, and the file has operations too: put them in files of their own',
        );
      return { file: file.path, id: null, text: withFragments(file, fragments), line: 1 };
    });
}
