import { InvalidArgument } from '../src/errors.ts';
import { type Hit, hitKey, readSearch, searchKey, searchOrder } from '../src/loaders/search.ts';
import { readPageArguments, toPage } from '../src/model/page.ts';
import { builder } from './builder.ts';
import { type Connection, connectionType, forwardArguments, once, readItemsAhead } from './connections.ts';
import { EntityKindEnum } from './enums.ts';
import { placeOf } from './read-ahead.ts';
import { EntityInterface, type EntityRef, typeOfRef } from './refs.ts';
import { entityColumns, selectedPaths } from './selection.ts';
import { askStanding, isEmptyPage, isNone } from './standing-ids.ts';

const MAX_TEXT = 200;

const SearchConnectionRef = connectionType<Hit>({
  name: 'Search',
  plural: 'search hits, best first',
  node: ({ entity }): EntityRef => ({ id: entity.id, row: entity }),
  nodeType: EntityInterface,
  nodeDescription: 'The entity found.',
  edgeFields: (t) => ({
    score: t.float({
      nullable: false,
      description:
        'How well it fits: 2 is whoever is called just so, between 1 and 2 has all words or begins with them, below 1 has a letter or two different. Comparable within one search only.',
      resolve: ({ item }) => item.score,
    }),
  }),
});

builder.queryField('search', (t) =>
  t.field({
    type: SearchConnectionRef,
    nullable: false,
    description:
      'Finds entities by any of their names, in any script, by a word’s beginning, and, behind these, with a letter or two different. All words must be found. Who is called just so comes first.',
    args: {
      text: t.arg.string({
        required: true,
        description: 'What to look for: `Қостанай`, `kostanai`, `长安`, `car plant`.',
      }),
      kinds: t.arg({ type: [EntityKindEnum], description: 'Only entities of these kinds.' }),
      within: t.arg.id({ description: 'Only entities that are or lie in this place.' }),
      ...forwardArguments,
    },
    resolve: (_, { text, kinds, within, ...args }, context, info): Connection<Hit> => {
      if (text.length > MAX_TEXT)
        throw new InvalidArgument('text', `at most ${MAX_TEXT} characters, not ${text.length}`);
      const page = readPageArguments(args, searchOrder, context.pageLimits);
      const place = placeOf(context, info);
      const { loaders } = place.view;
      const query = readSearch(text);
      const ids = { within: within ?? null };
      const columns = entityColumns(selectedPaths(info), ['edges.node.', 'nodes.']);
      return {
        page: once(async () =>
          query === null
            ? toPage<Hit>([], page)
            : askStanding(
                place,
                ids,
                async (where) => {
                  const shape = { kinds: kinds ?? null, ...where, page, columns };
                  const hits = await loaders.searches.load(shape, searchKey(query));
                  await readItemsAhead(place, 'Search', hits.items, ({ entity }) => entity, typeOfRef);
                  return hits;
                },
                isEmptyPage,
              ),
        ),
        positionOf: (hit) => ({ order: searchOrder, key: hitKey(hit) }),
        totalCount: async () =>
          query === null
            ? 0
            : askStanding(
                place,
                ids,
                (where) => loaders.searchCounts.load({ kinds: kinds ?? null, ...where }, searchKey(query)),
                isNone,
              ),
      };
    },
  }),
);
