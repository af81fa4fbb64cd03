import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { OperatorError } from '../errors.ts';

/** A file that may hold documents. */
export interface DocumentFile {
  readonly path: string;
  readonly kind: 'graphql' | 'json';
  /** Whether it was named itself: then it has to hold documents. */
  readonly isNamed: boolean;
}

const kinds: Readonly<Record<string, DocumentFile['kind']>> = {
  '.graphql': 'graphql',
  '.gql': 'graphql',
  '.json': 'json',
};

/** Folders whose files are not the client’s own. */
const isForeign = (name: string): boolean => name === 'node_modules' || name.startsWith('.');

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !isForeign(name))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? below(path) : [path];
    });
}

/** The files that paths name, or that stand in the folders that they name. @throws OperatorError when one cannot be read. */
export function findFiles(paths: readonly string[]): DocumentFile[] {
  return paths.flatMap((path): DocumentFile[] => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) throw new OperatorError(`${path} cannot be read: there is no such file or folder.`);
    if (found.isDirectory())
      return below(path).flatMap((file) => {
        const kind = kinds[extname(file).toLowerCase()];
        return kind ? [{ path: file, kind, isNamed: false }] : [];
      });
    const kind = kinds[extname(path).toLowerCase()];
    if (!kind)
      throw new OperatorError(
        `${path}: documents are read from .graphql, .gql and .json files, and folders.`,
      );
    return [{ path, kind, isNamed: true }];
  });
}
