import type { ClaimLine } from '../claims-file.ts';
import { type FtmEntity, type FtmStatement, statementsOf } from './ftm-entity.ts';
import { FtmProblem } from './ftm-problem.ts';
import { periodOf } from './periods.ts';
import { shareOf } from './shares.ts';

/** More pairs than this in one link are no link. */
const MAX_PAIRS = 1_000;

/** A claim, and the dataset that makes it. */
export interface LinkClaim {
  readonly dataset: string;
  readonly claim: Omit<ClaimLine, 'type'>;
}

/** What a claim calls an entity of that id; null when it is none that the graph keeps. @throws FtmProblem when there is none. */
export type EndOf = (statement: FtmStatement) => string | null;

const WORDS = ['ownershipType', 'role'];
/** What a claim on a share cannot hold beside it. */
function quoteOf(statements: readonly FtmStatement[]): string | null {
  const of = (property: string): string[] =>
    statements.filter((statement) => statement.property === property).map(({ value }) => value.trim());
  // A figure of more digits than a claim holds is kept in its own words, too.
  const isPlain = (text: string): boolean => /^\d+(\.\d{1,12})? ?%?$/.test(text);
  const words = [...of('percentage').filter((text) => !isPlain(text)), ...WORDS.flatMap(of)].filter(Boolean);
  return words.length > 0 ? [...new Set(words)].join('; ') : null;
}

function refuseWithout(entity: FtmEntity, property: string): void {
  if (statementsOf(entity, property).length === 0)
    throw new FtmProblem({ property }, `an ${entity.schema} names its ${property}`);
}

/**
 * Who owns what: a claim for each owner, asset and share, of each dataset that states any of them. What a dataset leaves
 * out, the others say for it: they speak of one link.
 * @throws FtmProblem at what cannot stand.
 */
export function ownershipClaims(entity: FtmEntity, endOf: EndOf, note: (text: string) => void): LinkClaim[] {
  refuseWithout(entity, 'owner');
  refuseWithout(entity, 'asset');
  const stating = statementsOf(entity, 'owner', 'asset', 'percentage');
  return [...new Set(stating.map(({ dataset }) => dataset))].flatMap((dataset): LinkClaim[] => {
    const said = (...properties: string[]): FtmStatement[] => {
      const all = statementsOf(entity, ...properties);
      const own = all.filter((statement) => statement.dataset === dataset);
      return own.length > 0 ? own : all;
    };
    const ends = (property: string): string[] => [
      ...new Set(said(property).flatMap((statement) => endOf(statement) ?? [])),
    ];
    const [owners, assets] = [ends('owner'), ends('asset')];
    if (owners.length * assets.length > MAX_PAIRS)
      throw new FtmProblem({ property: 'owner' }, `${owners.length} owners of ${assets.length} assets`);
    const shares = statementsOf(entity, 'percentage').filter((statement) => statement.dataset === dataset);
    const period = periodOf(said('startDate', 'endDate', 'date'), note);
    const quote = quoteOf([...shares, ...said(...WORDS)]);
    const values = shares.length > 0 ? shares.map(shareOf) : [undefined];
    return owners.flatMap((subject) =>
      assets.flatMap((object) =>
        values.map((value) => ({
          dataset,
          claim: {
            subject,
            predicate: 'OWNS' as const,
            object,
            modality: 'REALISED' as const,
            rank: 'NORMAL' as const,
            ...(value && { value }),
            ...(period !== null && { period }),
            ...(quote !== null && { quote }),
            locator: entity.id,
          },
        })),
      ),
    );
  });
}

/** What an organization is a part of. @param subject what claims call it. */
export function parentClaims(entity: FtmEntity, subject: string, endOf: EndOf): LinkClaim[] {
  return statementsOf(entity, 'parent').flatMap((statement) => {
    const object = endOf(statement);
    if (object === null) return [];
    const { dataset } = statement;
    const said = { modality: 'REALISED', rank: 'NORMAL', locator: entity.id } as const;
    return [{ dataset, claim: { subject, predicate: 'PART_OF' as const, object, ...said } }];
  });
}
