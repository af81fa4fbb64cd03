import { GraphQLError, responsePathAsArray } from 'graphql';
import type { View } from '../src/context.ts';
import { InvalidArgument } from '../src/errors.ts';
import { type PathAnswer, searchPaths } from '../src/loaders/paths.ts';
import { isPast } from '../src/loaders/read.ts';
import type { Predicate } from '../src/ontology.ts';
import { builder } from './builder.ts';
import { PredicateEnum } from './enums.ts';
import { inRange, linkingPredicates } from './links.ts';
import { MAX_HOPS, MAX_HUBS, PathRef, PathSearchRef } from './path.ts';
import { placeOf, readAheadBelow } from './read-ahead.ts';

/** Most paths that can be asked for. */
const MAX_PATHS = 50;

const pathArguments = builder.args((t) => ({
  from: t.id({ required: true, description: 'The entity at the beginning.' }),
  to: t.id({ required: true, description: 'The entity at the end.' }),
  predicates: t.field({
    type: [PredicateEnum],
    description: 'Only over facts of these kinds; over all unless given. Observations lead nowhere.',
  }),
  maxHops: t.int({
    defaultValue: 4,
    description: `How many hops a path may have, from 1 to ${MAX_HOPS}.`,
  }),
  first: t.int({ defaultValue: 5, description: `How many paths, at most ${MAX_PATHS}.` }),
}));

interface PathArguments {
  readonly from: string;
  readonly to: string;
  readonly predicates?: readonly Predicate[] | null | undefined;
  readonly maxHops?: number | null | undefined;
  readonly first?: number | null | undefined;
}

/** The id of the entity that an argument names, or that stands for it. */
async function standing(argument: string, id: string, { loaders, reader }: View): Promise<string> {
  const row = await loaders.entities.load({ type: false, details: false, names: false }, id);
  if (row) return row.id;
  const then = isPast(reader) ? ' was known then' : '';
  throw new InvalidArgument(argument, `no entity with the id "${id}"${then}`);
}

async function search(args: PathArguments, view: View): Promise<PathAnswer> {
  const maxHops = inRange('maxHops', args.maxHops ?? 4, 1, MAX_HOPS);
  const first = inRange('first', args.first ?? 5, 0, MAX_PATHS);
  const predicates = linkingPredicates(args.predicates);
  const searchFrom = (from: string, to: string): Promise<PathAnswer | null> =>
    searchPaths({ from, to, predicates, maxHops, first }, view.reader);
  const answer = isPast(view.reader) ? null : await searchFrom(args.from, args.to);
  if (answer) return answer;
  const [from, to] = await Promise.all([standing('from', args.from, view), standing('to', args.to, view)]);
  const later = await searchFrom(from, to);
  if (!later) throw new Error(`${from} or ${to} was merged while paths were looked for`);
  return later;
}

const ORDER =
  'The shortest come first; of equally long ones those whose weakest hop has the most sources, then those with the most sources in all, then by ids. Facts are walked both ways; denied ones are not.';

/** What an answer that is not complete leaves open. */
function incompleteness({ completedHops, seenFacts, hubs, paths }: PathAnswer) {
  const found = paths.length === 0 ? 'No path was found' : 'There may be more paths than these';
  const looked =
    completedHops === 0
      ? 'none of any length is ruled out'
      : `all of up to ${completedHops} hops were looked for`;
  const unfollowed =
    hubs.length === 0
      ? ''
      : `, and entities with too many facts to follow all were met: ${hubs.slice(0, MAX_HUBS).join(', ')}`;
  return {
    message: `${found}: ${looked}; ${seenFacts} facts were looked at${unfollowed}. Ask for fewer hops or for some \`predicates\`, or begin nearer.`,
    extensions: { code: 'SEARCH_INCOMPLETE', completedHops, seenFacts, hubs: hubs.slice(0, MAX_HUBS) },
  };
}

builder.queryFields((t) => ({
  paths: t.field({
    type: [PathRef],
    nullable: false,
    description: `How two entities are connected. ${ORDER} From an entity to itself there is one path, without a hop. When a search ends before it is complete, \`extensions.notices\` says so beside the paths found; with none found it is an error with the code SEARCH_INCOMPLETE. \`pathSearch\` has all of it as data.`,
    args: pathArguments,
    resolve: async (_, args, context, info) => {
      const place = placeOf(context, info);
      const answer = await search(args, place.view);
      await readAheadBelow(place, answer.paths, () => 'Path');
      if (answer.isComplete) return [...answer.paths];
      const { message, extensions } = incompleteness(answer);
      if (answer.paths.length === 0) throw new GraphQLError(message, { extensions });
      const path = responsePathAsArray(info.path);
      context.notices.set(path.join(), { path, message, ...extensions });
      return [...answer.paths];
    },
  }),
  pathSearch: t.field({
    type: PathSearchRef,
    nullable: false,
    description: `How two entities are connected, and how far it was looked: \`paths\` for those who want to know whether there are others. ${ORDER}`,
    args: pathArguments,
    resolve: async (_, args, context, info) => {
      const place = placeOf(context, info);
      const answer = await search(args, place.view);
      await readAheadBelow(place, [answer], () => 'PathSearch');
      return answer;
    },
  }),
}));
