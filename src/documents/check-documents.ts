import { type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { InputFileError } from '../errors.ts';
import type { ClientDocument } from './client-document.ts';
import { sha256Of } from './document-id.ts';
import { syntaxError } from './read-graphql-files.ts';
import type { NewDocument } from './registry.ts';

/** Where in its file a place of a document is: a manifest has each in one line. */
function placeIn({ file, id, line }: ClientDocument, at: { line: number; column: number }, reason: string) {
  return id === null
    ? new InputFileError(file, line + at.line - 1, `column ${at.column}`, reason)
    : new InputFileError(file, line, `${id}, line ${at.line}, column ${at.column} of its text`, reason);
}

/** Ids that would stand for two texts. */
function idsGivenTwice(documents: readonly (NewDocument & ClientDocument)[]): InputFileError[] {
  const first = new Map<string, ClientDocument>();
  const problems: InputFileError[] = [];
  for (const document of documents) {
    const { file, line, text } = document;
    const sha256 = sha256Of(text);
    for (const id of new Set([sha256, document.id ?? sha256])) {
      const other = first.get(id);
      if (!other) first.set(id, document);
      else if (other.text !== text)
        problems.push(
          new InputFileError(
            file,
            line,
            id,
            `this is also the id of another text, at ${other.file}:${other.line}: have the client made anew, or leave out the older of the two`,
          ),
        );
    }
  }
  return problems;
}

/**
 * Documents as they can be registered.
 * @returns them, and all that is wrong with those that the server would refuse.
 */
export function checkDocuments(
  documents: readonly ClientDocument[],
  schema: GraphQLSchema,
  maxTokens: number,
): { readonly checked: (NewDocument & ClientDocument)[]; readonly problems: InputFileError[] } {
  const checked: (NewDocument & ClientDocument)[] = [];
  const problems: InputFileError[] = [];
  for (const document of documents) {
    try {
      const parsed = parse(document.text, { maxTokens });
      const errors = validate(schema, parsed);
      problems.push(
        ...errors.map(({ message, locations }) =>
          placeIn(document, locations?.[0] ?? { line: 1, column: 1 }, message),
        ),
      );
      const operations = parsed.definitions.flatMap((node) =>
        node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value ?? ''] : [],
      );
      if (operations.length === 0)
        problems.push(placeIn(document, { line: 1, column: 1 }, 'there is no operation in it'));
      if (errors.length === 0) checked.push({ ...document, operations });
    } catch (error) {
      const { line, path, reason } = syntaxError(document.file, error);
      problems.push(
        document.id === null
          ? new InputFileError(document.file, line, path, reason)
          : new InputFileError(
              document.file,
              document.line,
              `${document.id}, line ${line}, ${path} of its text`,
              reason,
            ),
      );
    }
  }
  return { checked, problems: [...problems, ...idsGivenTwice(checked)] };
}
