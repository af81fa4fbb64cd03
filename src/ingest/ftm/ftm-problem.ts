import type { FtmStatement } from './ftm-entity.ts';

/** What cannot stand in a FollowTheMoney entity: the property, its value, and why. */
export class FtmProblem extends Error {
  override readonly name = 'FtmProblem';
  readonly property: string;
  readonly value: string;
  /** The line of the statement, where statements have lines of their own. */
  readonly line: number | null;

  constructor(
    { property, value, line = null }: Partial<FtmStatement> & { property: string },
    reason: string,
  ) {
    super(reason);
    this.property = property;
    this.value = value ?? '';
    this.line = line;
  }
}
