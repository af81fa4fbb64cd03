import { type DocumentNode, GraphQLError } from 'graphql';
import { type GraphQLParams, isAsyncIterable, type Plugin } from 'graphql-yoga';
import { type CitationFormat, citationFormats, cited, isCitationFormat } from '../citation/citation.ts';
import { SourceList, withSources } from '../export/sources.ts';
import { INCLUDE_HEADER, included } from './response-extensions.ts';
import { isTableAsked } from './table-request.ts';

/** What is asked for by `extensions.citations` of a request, or by the header `Steppe-Include: citations=BIBTEX`. */
function askedIn({ extensions }: GraphQLParams, request: Request): string | undefined {
  const asked = extensions?.citations ?? included(request, 'citations');
  if (asked === undefined || asked === false || asked === null) return undefined;
  return asked === true || asked === '' ? 'TEXT' : String(asked);
}

const refusal = (asked: string): GraphQLError =>
  new GraphQLError(
    `citations: "${asked}" is not known. Known are ${Object.keys(citationFormats).join(', ')}: ask with \`extensions: {"citations": "TEXT"}\` beside the query, or with the header \`${INCLUDE_HEADER}: citations=TEXT\`.`,
    { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
  );

/**
 * Cites on request every source behind what an answer shows, once each, in `extensions.citations`. The operation is executed
 * with the sources of each fact and claim in it, which are taken out of its answer again. It stands before the operation’s
 * limits, so that they measure what is executed. A table has its sources in its manifest.
 */
export function useCitations(): Plugin {
  const formats = new WeakMap<Request, CitationFormat>();
  // A document that is asked again is the same one again, and so is planned once.
  const documents = new WeakMap<DocumentNode, DocumentNode>();
  return {
    onParams({ params, request, setResult }) {
      const asked = isTableAsked(request) ? undefined : askedIn(params, request);
      if (asked === undefined) return;
      if (isCitationFormat(asked)) formats.set(request, asked);
      else setResult({ errors: [refusal(asked)] });
    },
    onExecute({ args, context }) {
      const format = formats.get(context.request);
      if (!format) return undefined;
      const document =
        documents.get(args.document) ?? withSources(args.document, args.schema) ?? args.document;
      documents.set(args.document, document);
      args.document = document;
      return {
        onExecuteDone({ result, setResult }) {
          if (isAsyncIterable(result)) return;
          const sources = new SourceList();
          sources.take(result.data);
          const citations = sources.list.map((source) => ({
            source: source.id,
            citation: cited(source, format),
          }));
          setResult({ ...result, extensions: { ...result.extensions, citations } });
        },
      };
    },
  };
}
