import { GraphQLError, type ValidationRule } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { isExploring, type Settings } from '../settings.ts';

/** graphql-js's NoSchemaIntrospectionCustomRule, with a message that says what turns introspection on. */
const NoIntrospectionRule: ValidationRule = (context) => ({
  Field(node) {
    const name = node.name.value;
    if (name !== '__schema' && name !== '__type') return undefined;
    context.reportError(
      new GraphQLError(
        `${name}: introspection is off on this server; STEPPE_EXPLORE=on turns it on. “steppe schema” prints the schema without it.`,
        { nodes: [node], extensions: { code: 'INTROSPECTION_OFF' } },
      ),
    );
    return false;
  },
});

/**
 * The executor has no option for it: what is wrong with a variable ends in its suggestion. (`lastIndexOf`, since a pattern
 * would take seconds for a variable of 200 KB made of the same words.)
 */
function withoutSuggestion(error: GraphQLError): GraphQLError {
  const end = error.message.startsWith('Variable "$') ? error.message.lastIndexOf(' Did you mean ') : -1;
  return end === -1
    ? error
    : new GraphQLError(error.message.slice(0, end), { nodes: error.nodes, extensions: error.extensions });
}

/**
 * Where exploring is off, refuses introspection and hides "Did you mean …?", which names fields, arguments and values that
 * a client has not asked for.
 */
export function useIntrospectionSwitch(settings: Settings): Plugin {
  if (isExploring(settings)) return {};
  return {
    onValidate({ addValidationRule, validateFn, setValidationFn }) {
      addValidationRule(NoIntrospectionRule);
      setValidationFn((schema, document, rules) =>
        validateFn(schema, document, rules, { hideSuggestions: true }),
      );
    },
    onSubscribe: () => ({
      onSubscribeResult({ result, setResult }) {
        if (isAsyncIterable(result) || !result.errors) return;
        setResult({ ...result, errors: result.errors.map(withoutSuggestion) });
      },
    }),
    onExecute: () => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result) || !result.errors) return;
        setResult({ ...result, errors: result.errors.map(withoutSuggestion) });
      },
    }),
  };
}
