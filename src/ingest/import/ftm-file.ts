import type { FtmEntity } from '../ftm/ftm-entity.ts';
import type { RowContent } from './row.ts';

/** An entity as it stands in a file: as a line of JSON, or as rows of statements. */
export interface FtmRecord<Raw> {
  /** Where it begins. */
  readonly line: number;
  /** What it says, or what becomes of it because it says nothing. */
  readonly said: FtmEntity | Exclude<RowContent, { kind: 'mapped' }>;
  /** What is kept of it when it is refused; null when it is too large to be. */
  readonly raw: Raw | null;
  /** About how many bytes it takes in memory. */
  readonly size: number;
}

/** A file of FollowTheMoney entities, whatever its format. It is read several times. */
export interface FtmFile<Raw> {
  records(): AsyncIterable<FtmRecord<Raw>>;
  /** How far the present reading is, in bytes of the file on disk. */
  progress(): { readonly bytes: number; readonly of: number };
  /** Whether all that is said of an entity stands in one record; where it does not, it is refused with these words. */
  readonly whenApart: string | null;
  /** Where in the file a property’s value is told: `properties.name`, or `name`. */
  pathOf(property: string): string;
  readonly refusedPath: string;
  keepRefused(raws: readonly Raw[], at: number): Promise<number>;
  close(): Promise<void>;
}
