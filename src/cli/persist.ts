import { readFileSync } from 'node:fs';
import { schema } from '../../schema/schema.ts';
import { checkDocuments } from '../documents/check-documents.ts';
import type { ClientDocument } from '../documents/client-document.ts';
import { prefixed, sha256Of } from '../documents/document-id.ts';
import { type DocumentFile, findFiles } from '../documents/find-files.ts';
import { readGraphqlFiles } from '../documents/read-graphql-files.ts';
import { NoJson, readManifest } from '../documents/read-manifest.ts';
import { IdTaken, listDocuments, putDocuments, removeDocuments } from '../documents/registry.ts';
import { InputFileErrors, OperatorError } from '../errors.ts';
import { migrate } from '../graph/migrate.ts';
import type { Settings } from '../settings.ts';
import { withGraph } from './open-graph.ts';

const namesOf = (operations: readonly string[]): string =>
  operations.map((name) => name || '(without a name)').join(', ');

const passOver = (path: string, reason?: string): void =>
  console.error(`${path}: no manifest, passed over${reason ? ` (${reason})` : ''}`);

/** A file with its text; none for JSON of a folder that cannot be read, such as a link that leads nowhere. */
function readText(file: DocumentFile): (DocumentFile & { readonly text: string })[] {
  const { path, kind, isNamed } = file;
  try {
    return [{ ...file, text: readFileSync(path, 'utf8') }];
  } catch (error) {
    const { message } = error as Error;
    if (kind === 'graphql' || isNamed) throw new OperatorError(`${path} cannot be read: ${message}`);
    passOver(path, message);
    return [];
  }
}

/** The documents of a manifest. Other files are passed over in a folder, and told. */
function readJson({ path, text, isNamed }: DocumentFile & { readonly text: string }): ClientDocument[] {
  try {
    const manifest = readManifest(path, text);
    if (manifest) return manifest;
    if (isNamed)
      throw new OperatorError(
        `${path} is no manifest: give one of Apollo’s, or a map of ids to documents as Relay’s compiler and graphql-codegen write it.`,
      );
    passOver(path);
  } catch (error) {
    if (isNamed || !(error instanceof NoJson)) throw error;
    passOver(path, error.reason);
  }
  return [];
}

/** The documents of files and folders. */
function readDocuments(paths: readonly string[], maxTokens: number): ClientDocument[] {
  const files = findFiles(paths).flatMap(readText);
  const documents = readGraphqlFiles(
    files.filter(({ kind }) => kind === 'graphql'),
    maxTokens,
  );
  documents.push(...files.filter(({ kind }) => kind === 'json').flatMap(readJson));
  if (documents.length === 0)
    throw new OperatorError(
      `There is no operation in ${paths.join(', ')}: no .graphql or .gql file and no manifest has one.`,
    );
  return documents;
}

/** Registers the documents of a client, all of them or none, and prints what they are asked for by. */
export async function persistDocuments(settings: Settings, paths: readonly string[]): Promise<void> {
  const maxTokens = settings.STEPPE_MAX_TOKENS;
  const { checked, problems } = checkDocuments(readDocuments(paths, maxTokens), schema, maxTokens);
  if (problems.length > 0) throw new InputFileErrors(problems);
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    const added = await putDocuments(graph, checked).catch((error: unknown) => {
      if (!(error instanceof IdTaken)) throw error;
      const at = checked.find(({ id, text }) => id === error.id || sha256Of(text) === error.id);
      throw new OperatorError(
        `${at?.file}:${at?.line}: ${error.message}. Nothing was registered. \`steppe persist remove ${error.id}\` takes that one away, or have the client made anew.`,
      );
    });
    for (const { file, id, text, operations } of checked)
      console.log([prefixed(sha256Of(text)), namesOf(operations), id ?? '', file].join('\t'));
    const all = new Set(checked.map(({ text }) => text)).size;
    console.error(`${all} ${all === 1 ? 'document' : 'documents'} registered, ${added} of them new.`);
  });
}

/** Lists the registered documents. */
export async function printDocuments(settings: Settings): Promise<void> {
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    const documents = await listDocuments(graph);
    for (const { sha256, operations, ids, addedAt } of documents)
      console.log([prefixed(sha256), namesOf(operations), ids.join(' '), addedAt].join('\t'));
    if (documents.length === 0)
      console.log('No documents are registered: steppe persist DIR registers those of a client.');
  });
}

/** Takes documents out of use. @throws OperatorError when an id is not known; the others are taken out nevertheless. */
export async function forgetDocuments(settings: Settings, ids: readonly string[]): Promise<void> {
  await withGraph(settings, async (graph) => {
    await migrate(graph);
    const { unknown, removed } = await removeDocuments(graph, ids);
    for (const sha256 of removed) console.log(`${prefixed(sha256)} is no longer registered.`);
    if (unknown.length > 0)
      throw new OperatorError(
        `No document is registered as ${unknown.join(', ')}: steppe persist list shows those there are.`,
      );
  });
}
