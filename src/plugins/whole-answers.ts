import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** How graphql-js refuses the directives of incremental delivery, which the schema does not have. */
const refusal = /^Unknown directive "@(defer|stream)"\.$/;

/**
 * Answers come whole: a query is read level by level, in a few statements, so that a part of it is hardly there sooner than
 * all. Says so to a client that sends `@defer` or `@stream`, which some compilers let through whatever the schema has.
 */
export function useWholeAnswers(): Plugin {
  return {
    onValidate:
      () =>
      ({ valid, result, setResult }) => {
        if (valid) return;
        setResult(
          result.map((error) => {
            const directive = error instanceof GraphQLError && refusal.exec(error.message)?.[1];
            return directive
              ? new GraphQLError(
                  `@${directive}: this server sends each answer whole. Leave @${directive} out; what should come later, ask for in a second query.`,
                  { nodes: error.nodes, extensions: { code: 'INCREMENTAL_DELIVERY_OFF' } },
                )
              : error;
          }),
        );
      },
  };
}
