import { GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { isExploring, type Settings } from '../settings.ts';
import { measuredCost } from './operation-limits.ts';

export const INCLUDE_HEADER = 'Steppe-Include';
/** Entries that show how the server asks its database. */
const exploringOnly: ReadonlySet<string> = new Set(['statements', 'profile']);

/** What the `Steppe-Include` header names, each with what stands behind `=`. */
function entriesIn(request: Request): Map<string, string> {
  const parts = (request.headers.get(INCLUDE_HEADER) ?? '').split(',').flatMap((part) => part.trim() || []);
  return new Map(
    parts.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim(), value.join('=').trim()];
    }),
  );
}

/** The names in the header. A profile is told statement by statement, so it brings those. */
function namesIn(request: Request): string[] {
  const names = [...entriesIn(request).keys()];
  return [...new Set(names.includes('profile') ? [...names, 'statements'] : names)];
}

/** Whether a request asks for an entry of `extensions`: for those that must be collected while it runs. */
export const includes = (request: Request, name: string): boolean => namesIn(request).includes(name);

/** What a request wants of an entry: what stands behind `=`, '' without; undefined where it does not ask for it. */
export const included = (request: Request, name: string): string | undefined => entriesIn(request).get(name);

/** Makes an entry of `extensions`, when all resolvers are done; undefined leaves it out. */
export type Contributor<Context> = (context: Context) => unknown;

const refusal = (status: number, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

/**
 * Adds to `extensions` what the header `Steppe-Include: cost, …` names: the measured cost, and an entry of each contributor
 * named. A name that is not known is refused, so that a misspelt one is not taken for an empty answer; so are `statements`
 * and `profile` where exploring is off.
 *
 * It stands after the operation limits: for a refused operation no contributor is called.
 */
export function useResponseExtensions<Context extends object>(
  settings: Settings,
  contributors: Readonly<Record<string, Contributor<Context>>>,
): Plugin<Context> {
  const entries = new Map<string, Contributor<Context>>(Object.entries(contributors));
  entries.set('cost', (context) => {
    const measure = measuredCost(context);
    return measure && { cost: measure.cost, depth: measure.depth, maximum: settings.STEPPE_MAX_COST };
  });
  return {
    onRequestParse({ request }) {
      for (const name of namesIn(request)) {
        if (!entries.has(name))
          throw refusal(
            400,
            'BAD_REQUEST',
            `${INCLUDE_HEADER}: "${name}" is not known. Known are ${[...entries.keys()].sort().join(', ')}.`,
          );
        if (exploringOnly.has(name) && !isExploring(settings))
          throw refusal(
            403,
            'FORBIDDEN',
            `${INCLUDE_HEADER}: "${name}" is off on this server; STEPPE_EXPLORE=on turns it on.`,
          );
      }
    },
    onExecute({ context }) {
      const names = namesIn(context.request);
      if (names.length === 0) return undefined;
      return {
        async onExecuteDone({ result, setResult }) {
          if (isAsyncIterable(result)) return;
          const extensions: Record<string, unknown> = { ...result.extensions };
          const errors: GraphQLError[] = [...(result.errors ?? [])];
          for (const name of names) {
            try {
              const entry = await entries.get(name)?.(context);
              if (entry !== undefined) extensions[name] = entry;
            } catch (cause) {
              // The data is good without it. As the cause of a GraphQL error it goes through the error masking.
              const originalError = cause instanceof Error ? cause : new Error(String(cause));
              errors.push(
                new GraphQLError(`extensions.${name}: ${originalError.message}`, { originalError }),
              );
            }
          }
          setResult({ ...result, extensions, ...(errors.length > 0 ? { errors } : {}) });
        },
      };
    },
  };
}
