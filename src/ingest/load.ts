import { InputFileError, InputFileErrors } from '../errors.ts';
import type { Graph, WriteTransaction } from '../graph/graph.ts';
import type { Statements } from '../graph/statements.ts';
import { identifierKey } from '../model/identifier.ts';
import { type Claim, claimFromLine } from './claim.ts';
import { ClaimProblem } from './claim-problem.ts';
import { cardFromLine, type EntityCard } from './entity.ts';
import { readClaimsFile } from './read-claims-file.ts';
import { type SourceCard, sourceFromLine } from './source.ts';
import { type Change, type ChangeResult, type Retraction, writeChange } from './write-claims.ts';
import { type Merge, MergeProblem } from './write-merges.ts';

/** A merge and where it stands. */
interface PlacedMerge extends Merge {
  readonly line: number;
}

/** What a claims file holds, and on which line each thing that refers to another stands. */
interface FileContent extends Change {
  readonly lineOfEntityReference: ReadonlyMap<string, { line: number; path: string }>;
  readonly lineOfRetraction: ReadonlyMap<string, number>;
  readonly lineOfIdentifier: ReadonlyMap<string, { line: number; entityId: string }>;
}

export interface LoadResult extends ChangeResult {
  readonly file: string;
  readonly claims: number;
  readonly entities: number;
}

async function readContent(file: string): Promise<FileContent> {
  const sources: SourceCard[] = [];
  const entities: EntityCard[] = [];
  const claims: Claim[] = [];
  const retractions: Retraction[] = [];
  const merges: PlacedMerge[] = [];
  const lineOfEntityReference = new Map<string, { line: number; path: string }>();
  const lineOfRetraction = new Map<string, number>();
  const lineOfIdentifier = new Map<string, { line: number; entityId: string }>();

  const problems: InputFileError[] = [];

  const currentSource = (): SourceCard => {
    const source = sources.at(-1);
    if (!source) throw new ClaimProblem('type', 'a source line must come before the first claim');
    return source;
  };
  const refer = (id: string | null | undefined, line: number, path: string): void => {
    if (id && !lineOfEntityReference.has(id)) lineOfEntityReference.set(id, { line, path });
  };

  for await (const placed of readClaimsFile(file)) {
    if (placed instanceof InputFileError) {
      problems.push(placed);
      continue;
    }
    const { line, content } = placed;
    try {
      switch (content.type) {
        case 'source': {
          sources.push(sourceFromLine(content));
          break;
        }
        case 'entity': {
          const card = cardFromLine(content);
          for (const identifier of card.identifiers) {
            const key = identifierKey(identifier);
            const other = lineOfIdentifier.get(key);
            if (other && other.entityId !== card.id)
              throw new ClaimProblem(
                'identifiers',
                `${key} already names ${other.entityId} (line ${other.line})`,
              );
            lineOfIdentifier.set(key, { line, entityId: card.id });
          }
          entities.push(card);
          break;
        }
        case 'claim': {
          const claim = claimFromLine(content, currentSource().id);
          refer(claim.subjectId, line, 'subject');
          refer(claim.objectId, line, 'object');
          refer(claim.attributedToId, line, 'attributedTo');
          claims.push(claim);
          break;
        }
        case 'retraction': {
          retractions.push({ id: content.claim, sourceId: currentSource().id });
          lineOfRetraction.set(content.claim, line);
          break;
        }
        case 'merge': {
          const { entity, into } = content;
          refer(entity, line, 'entity');
          refer(into, line, 'into');
          merges.push({ entity, into, line });
          break;
        }
      }
    } catch (error) {
      if (!(error instanceof ClaimProblem)) throw error;
      problems.push(new InputFileError(file, line, error.path, error.message));
    }
  }
  if (sources.length + entities.length + problems.length === 0)
    problems.push(new InputFileError(file, 1, '', 'the file holds no source and no entity'));
  if (problems.length > 0) throw new InputFileErrors(problems);
  return {
    sources,
    entities,
    claims,
    retractions,
    merges,
    lineOfEntityReference,
    lineOfRetraction,
    lineOfIdentifier,
  };
}

/** Refuses what refers to things that neither the file nor the graph has, before anything is written. */
async function checkReferences(
  transaction: WriteTransaction,
  statements: Statements,
  file: string,
  content: FileContent,
): Promise<void> {
  const defined = new Set(content.entities.map((entity) => entity.id));
  const ownClaims = new Map(content.claims.map((claim) => [claim.id, claim.sourceId]));
  const [known] = await transaction.run(statements.get('write/known-ids'), {
    entityIds: [...content.lineOfEntityReference.keys()].filter((id) => !defined.has(id)),
    claimIds: content.retractions.map((retraction) => retraction.id),
    identifierKeys: [],
    identified: [...content.lineOfIdentifier].map(([key, { entityId }]) => [key, entityId]),
  });
  const problems: InputFileError[] = [];
  const refuse = (line: number, path: string, reason: string): void => {
    problems.push(new InputFileError(file, line, path, reason));
  };
  const get = <T>(name: string): readonly T[] => (known?.get(name) ?? []) as readonly T[];
  const knownEntities = new Set(get<string>('entityIds'));
  for (const [id, { line, path }] of content.lineOfEntityReference)
    if (!defined.has(id) && !knownEntities.has(id))
      refuse(line, path, `no entity ${id} in this file or in the graph: add an entity line`);
  const sourceOfClaim = new Map([...get<[string, string]>('claims'), ...ownClaims]);
  for (const { id, sourceId } of content.retractions) {
    const line = content.lineOfRetraction.get(id) ?? 0;
    const owner = sourceOfClaim.get(id);
    if (owner === undefined) refuse(line, 'claim', `no claim ${id} in this file or in the graph`);
    else if (owner !== sourceId)
      refuse(line, 'claim', `${id} is a claim of ${owner}: only its own source takes it back`);
  }
  for (const [key, owner] of get<[string, string]>('clashes'))
    refuse(
      content.lineOfIdentifier.get(key)?.line ?? 0,
      'identifiers',
      `${key} already names ${owner} in the graph`,
    );
  if (problems.length > 0) throw new InputFileErrors(problems.toSorted((a, b) => a.line - b.line));
}

/**
 * Loads a claims file: read and checked as a whole first, then written in one transaction.
 * @throws InputFileErrors naming file, line and field of each problem; nothing is written then.
 */
export async function loadFile(graph: Graph, file: string): Promise<LoadResult> {
  const content = await readContent(file);
  const result = await writeChange(graph, content, (transaction) =>
    checkReferences(transaction, graph.statements, file, content),
  ).catch((error: unknown) => {
    if (!(error instanceof MergeProblem)) throw error;
    const { line } = error.merge as PlacedMerge;
    throw new InputFileErrors([new InputFileError(file, line, error.path, error.message)]);
  });
  return { file, claims: content.claims.length, entities: content.entities.length, ...result };
}
