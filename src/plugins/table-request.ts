import { GraphQLError } from 'graphql';
import { tableFormats } from '../export/formats.ts';
import type { TableFormat } from '../export/table-writer.ts';
import { acceptedTypes, EVENTS, JSON_TYPES } from './accepted-types.ts';

/** A table as a request asks for it. */
export interface TableAsked {
  readonly format: TableFormat;
  /** As of which change; null for now. */
  readonly change: number | null;
  /** Whether it is to be told of, instead of sent. */
  readonly isManifest: boolean;
}

const refusal = (parameter: string, message: string): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: 'BAD_REQUEST', parameter, http: { status: 400 } },
  });

function formatNamed(name: string): TableFormat {
  const format = tableFormats.find((one) => one.name === name.toLowerCase());
  if (format) return format;
  const known = tableFormats.map((one) => one.name).join(', ');
  throw refusal(
    'table',
    `table=${name}: there is no such format. There are ${known}; without \`table\` it is JSON.`,
  );
}

const CONTENT_TYPES = [...JSON_TYPES, EVENTS, ...tableFormats.map(({ contentType }) => contentType)];

/** The format that `Accept` likes best, if nothing else is liked better. */
function formatAccepted({ headers }: Request): TableFormat | null {
  const [best] = acceptedTypes(headers, CONTENT_TYPES);
  return tableFormats.find(({ contentType }) => contentType === best) ?? null;
}

function changeIn(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw refusal('change', `change=${text}: give the number of a change, such as 17, or leave it out.`);
}

/**
 * The table that a request asks for, by `?table=` or by `Accept`; null when it asks for JSON.
 * @throws GraphQLError when it names no format that there is.
 */
export function tableAsked(request: Request, parameters: URLSearchParams): TableAsked | null {
  const name = parameters.get('table');
  const format = name === null ? formatAccepted(request) : formatNamed(name);
  const isManifest = parameters.has('manifest');
  if (!format && isManifest)
    throw refusal(
      'manifest',
      '`manifest` tells of a table: say with `table=csv` or another format of which.',
    );
  return format && { format, change: changeIn(parameters.get('change')), isManifest };
}

/** Whether a request asks for a table, be it one that there is or not: what it is told is not for the reader of another format. */
export function isTableAsked(request: Request): boolean {
  try {
    return tableAsked(request, new URL(request.url).searchParams) !== null;
  } catch {
    return true;
  }
}
