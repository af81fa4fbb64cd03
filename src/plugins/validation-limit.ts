import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** How graphql-js says that it gave up comparing fields of the same name. */
const GAVE_UP = 'Validation aborted.';

/**
 * Says in words why graphql-js gave up: each pair of fields with the same name is compared, and it stops at 500,000 steps
 * (some 700 fields of one name).
 */
export function useValidationLimit(): Plugin {
  return {
    onValidate:
      () =>
      ({ valid, result, setResult }) => {
        if (valid) return;
        setResult(
          result.map((error) =>
            error instanceof GraphQLError && error.message === GAVE_UP
              ? new GraphQLError(
                  'This document selects fields of the same name too often to be compared with each other. Select each once.',
                  { extensions: { code: 'LIMIT_EXCEEDED', limit: 'comparisons' } },
                )
              : error,
          ),
        );
      },
  };
}
