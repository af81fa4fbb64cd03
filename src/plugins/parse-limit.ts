import { type DocumentNode, GraphQLError, type ParseOptions, type Source } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Settings } from '../settings.ts';
import { deepestNesting } from './deepest-nesting.ts';
import { LimitExceeded } from './limit-exceeded.ts';

/** How graphql-js says that it stopped counting ("more that" is its own). */
const stopped = /^Syntax Error: Document contains more tha[nt] \d+ (tokens|comments)\. Parsing aborted\.$/;

/** Brackets within brackets. The parser runs out of stack at some 2,000; the deepest query within the limits has 100. */
const MAX_NESTING = 500;

/**
 * Refuses a document whose brackets nest so deep that reading it could run out of stack, and stops parsing at
 * so many tokens, and at as many comments: a comment is no token but stays in memory like one (a body of 200 KB that is
 * all `#` kept 8.8 MB), for as long as the document is cached.
 */
export function useParseLimit({ STEPPE_MAX_TOKENS: maximum }: Settings): Plugin {
  return {
    onParse({ parseFn, setParseFn }) {
      setParseFn((source: string | Source, options?: ParseOptions): DocumentNode => {
        if (deepestNesting(typeof source === 'string' ? source : source.body) > MAX_NESTING)
          throw new LimitExceeded({
            limit: 'nesting',
            what: 'The nesting of brackets in this document',
            maximum: MAX_NESTING,
            advice: 'Ask for fewer levels.',
          });
        try {
          return parseFn(source, { ...options, maxLexicalTokens: maximum, maxComments: maximum });
        } catch (error) {
          const [, counted] = (error instanceof GraphQLError && stopped.exec(error.message)) || [];
          if (counted === undefined) throw error;
          throw new LimitExceeded({
            limit: counted,
            what: `The number of ${counted} in this document`,
            maximum,
            advice: 'Pass values as variables, share selections by fragments, or split the query.',
          });
        }
      });
    },
  };
}
