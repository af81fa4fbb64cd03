import type { Modality, Predicate } from '../ontology.ts';
import type { Quantity } from './quantity.ts';

/** What a claim or a fact says, whoever says it and whenever it holds. */
export interface Said {
  readonly predicate: Predicate;
  readonly subjectId: string;
  /** The other end; null for an observation. */
  readonly objectId: string | null;
  /** What was observed; null unless an observation. */
  readonly variable: string | null;
  readonly value: Quantity | null;
  readonly text: string | null;
  readonly modality: Modality;
}
