import { citationOf } from '../src/citation/citation.ts';
import type { SourceRow } from '../src/loaders/sources.ts';
import { ClaimConnectionRef, type ClaimListArguments, claimLists } from './claim.ts';
import { connectionType, forwardArguments } from './connections.ts';
import { CitationFormatEnum } from './enums.ts';
import { ClaimFilterInput } from './inputs.ts';
import { oncePerInfo, placeOf, readsAhead } from './read-ahead.ts';
import { NodeInterface, SourceRef } from './refs.ts';

SourceRef.implement({
  description: 'A document that claims come from. What is not known of it is null rather than guessed.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Its title.' }),
    url: t.exposeString('url', { description: 'Where it can be read.' }),
    publisher: t.exposeString('publisher', { description: 'Who published it.' }),
    publishedAt: t.exposeString('publishedAt', {
      description: 'When it was published, in EDTF: a day, a month or a year.',
    }),
    retrievedAt: t.expose('retrievedAt', { type: 'DateTime', description: 'When it was read.' }),
    licence: t.exposeString('licence', { description: 'The licence of its content.' }),
    sha256: t.exposeString('sha256', {
      description: 'SHA-256 of its content: tells whether a copy is the one that was read.',
    }),
    citation: t.string({
      nullable: false,
      description:
        'How to cite it, with nothing that is not known of it. `extensions: {"citations": "BIBTEX"}` in a request cites every source behind its answer.',
      args: {
        format: t.arg({
          type: CitationFormatEnum,
          required: true,
          defaultValue: 'TEXT',
          description: 'In which format.',
        }),
      },
      resolve: (source, { format }) => citationOf(source, format),
    }),
    claims: t.field({
      type: ClaimConnectionRef,
      nullable: false,
      description: 'What it says, in the order it was recorded.',
      args: { where: t.arg({ type: ClaimFilterInput, description: 'Which claims.' }), ...forwardArguments },
      extensions: readsAhead<Pick<SourceRow, 'id'>, ClaimListArguments>((sources, args, place) =>
        claimLists(place, 'source', args).readAhead(sources.map(({ id }) => id)),
      ),
      resolve: ({ id }, args, context, info) =>
        oncePerInfo(info, () => claimLists(placeOf(context, info), 'source', args)).of(id),
    }),
  }),
});

export const SourceConnectionRef = connectionType<SourceRow>({
  name: 'Source',
  plural: 'sources, in the order they became known',
  node: (source) => source,
  nodeType: SourceRef,
  nodeDescription: 'The source.',
});
