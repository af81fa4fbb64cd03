import type { ClaimRow } from '../src/loaders/claim-rows.ts';
import type { EntityColumns, EntityRow } from '../src/loaders/entities.ts';
import type { FactRow } from '../src/loaders/fact-rows.ts';
import type { SourceRow } from '../src/loaders/sources.ts';
import { type EntityKind, kindOfId, kinds } from '../src/ontology.ts';
import { builder } from './builder.ts';

/** An entity that is known to be there, with as much of it as has been read. */
export interface EntityRef {
  readonly id: string;
  readonly row?: EntityRow | undefined;
  /** What to read when more is asked for: what the selection names. */
  readonly columns?: EntityColumns | undefined;
  /** Where its row goes, while it is not read, with whatever list of its facts is read first. */
  readonly along?: RowsAlong | undefined;
}

/** Rows of entities that are read along with a list of their facts, so that both are one statement. */
export class RowsAlong {
  readonly rows = new Map<string, EntityRow>();
  readonly columns: EntityColumns;
  /** Whether a list reads them. */
  isTaken = false;

  constructor(columns: EntityColumns) {
    this.columns = columns;
  }
}

interface NodeShape {
  readonly id: string;
}

/** The GraphQL type that an id names by its first part. */
export function typeOfId(id: string): string | undefined {
  const kind = kindOfId(id);
  if (kind) return kinds[kind].label;
  const prefix = id.slice(0, id.indexOf('_'));
  return { fact: 'Fact', claim: 'Claim', source: 'Source' }[prefix];
}

export const typeOfRef = ({ id }: { readonly id: string }): string | undefined => typeOfId(id);

export const NodeInterface = builder.interfaceRef<NodeShape>('Node');
NodeInterface.implement({
  description: 'Anything with an id that `node(id:)` finds again.',
  resolveType: ({ id }) => typeOfId(id),
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description:
        'A stable id whose first part says what it is: `org_changan`, `fact_…`, `claim_…`, `source_…`.',
    }),
  }),
});

export const EntityInterface = builder.interfaceRef<EntityRef>('Entity');
export const kindRefs = Object.fromEntries(
  Object.entries(kinds).map(([kind, { label }]) => [kind, builder.objectRef<EntityRef>(label)]),
) as Record<EntityKind, ReturnType<typeof builder.objectRef<EntityRef>>>;

export const FactRef = builder.objectRef<FactRow>('Fact');
export const ClaimRef = builder.objectRef<ClaimRow>('Claim');
export const SourceRef = builder.objectRef<SourceRow>('Source');
