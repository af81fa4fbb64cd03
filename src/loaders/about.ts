import { allPredicates, type EntityKind, entityKinds, type Predicate } from '../ontology.ts';
import { aboutStatement } from './fact-statements.ts';
import { isPast, type Reader, requiredColumn } from './read.ts';

/** How much there is of everything, and which change was the last. */
export interface AboutRow {
  readonly entities: readonly { readonly kind: EntityKind; readonly count: number }[];
  readonly facts: readonly { readonly predicate: Predicate; readonly count: number }[];
  readonly claimCount: number;
  readonly sourceCount: number;
  readonly changeNumber: number;
  readonly changedAt: string | null;
}

export async function about(reader: Reader): Promise<AboutRow> {
  const [row] = await reader.read(aboutStatement(reader.statements, isPast(reader)), {});
  const ofKind = requiredColumn<number>(row, 'kinds');
  const ofPredicate = requiredColumn<number>(row, 'predicates');
  return {
    entities: entityKinds.map((kind, i) => ({ kind, count: ofKind[i] ?? 0 })),
    facts: allPredicates.map((predicate, i) => ({ predicate, count: ofPredicate[i] ?? 0 })),
    claimCount: Number(row?.get('claims') ?? 0),
    sourceCount: Number(row?.get('sources') ?? 0),
    changeNumber: Number(row?.get('changeNumber') ?? 0),
    changedAt: (row?.get('changedAt') as string | null | undefined) ?? null,
  };
}
