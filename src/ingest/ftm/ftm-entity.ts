/** A value of a property, and which datasets state it. */
export interface FtmStatement {
  readonly property: string;
  readonly value: string;
  /** ISO 639 as FollowTheMoney has it (`eng`); null when not said. */
  readonly language: string | null;
  /** The dataset that states it. Of an entity that several were merged into one by, all of them: which of them is not said. */
  readonly dataset: string;
  /** Where it stands, in a file that has a line for each statement. */
  readonly line: number | null;
}

/** An entity of FollowTheMoney with all that is stated of it. */
export interface FtmEntity {
  readonly id: string;
  /** Ids that it had before it was merged with others, by which links may still name it. */
  readonly otherIds: readonly string[];
  readonly schema: string;
  /** The name that its publisher shows. */
  readonly caption: string | null;
  /** When it was last seen in each dataset, ISO 8601 in UTC, as far as that is said. */
  readonly lastSeen: readonly (readonly [dataset: string, at: string])[];
  readonly statements: readonly FtmStatement[];
}

export const statementsOf = ({ statements }: FtmEntity, ...properties: string[]): FtmStatement[] =>
  properties.flatMap((property) => statements.filter((statement) => statement.property === property));

/** A time as FollowTheMoney writes it (without a zone, which is UTC) in ISO 8601; null when it is none. */
export function timeOf(text: string | null | undefined): string | null {
  const [, day, time, zone] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
      text?.trim() ?? '',
    ) ?? [];
  if (day === undefined) return null;
  const at = new Date(`${day}T${time ?? '00:00'}${zone ?? 'Z'}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().replace('.000Z', 'Z');
}
