import type { Graph } from '../graph/graph.ts';
import { keptId, sha256Of } from './document-id.ts';

/** A document as it is registered. */
export interface NewDocument {
  /** What clients ask for it by, beside its hash. */
  readonly id: string | null;
  readonly text: string;
  /** The names of its operations, in their order; empty texts for those without one. */
  readonly operations: readonly string[];
}

export interface RegisteredDocument {
  readonly sha256: string;
  /** Beside its hash. */
  readonly ids: readonly string[];
  readonly operations: readonly string[];
  /** ISO 8601. */
  readonly addedAt: string;
}

/** An id that stands for another document already. */
export class IdTaken extends Error {
  override readonly name = 'IdTaken';
  readonly id: string;

  constructor(id: string) {
    super(`“${id}” is the id of another document`);
    this.id = id;
  }
}

const ADMIN = { timeoutMs: 60_000 };
/** A transaction of the database should stay small. */
const AT_ONCE = 500;

/**
 * Keeps documents, each under its hash and its own id if it has one, all of them or none.
 * @returns how many are new.
 * @throws IdTaken when an id stands for another text.
 */
export async function putDocuments(graph: Graph, documents: readonly NewDocument[]): Promise<number> {
  const { statements } = graph;
  const rows = new Map<string, { id: string; sha256: string; text: string; operations: string[] }>();
  for (const { id, text, operations } of documents) {
    const sha256 = sha256Of(text);
    for (const one of new Set([sha256, id ?? sha256])) {
      if ((rows.get(one)?.sha256 ?? sha256) !== sha256) throw new IdTaken(one);
      rows.set(one, { id: one, sha256, text, operations: [...operations] });
    }
  }
  const at = new Date().toISOString();
  return graph.write(async (transaction) => {
    const ids = [...rows.keys()];
    const known = async (): Promise<ReadonlySet<string>> => {
      const found = await transaction.run(statements.get('documents/known-documents'), { ids });
      const taken = found.find((row) => rows.get(String(row.get('id')))?.sha256 !== row.get('sha256'));
      if (taken) throw new IdTaken(String(taken.get('id')));
      return new Set(found.map((row) => String(row.get('id'))));
    };
    const isKnown = await known();
    const fresh = [...rows.values()].filter(({ id }) => !isKnown.has(id));
    for (let from = 0; from < fresh.length; from += AT_ONCE)
      await transaction.run(statements.get('documents/put-documents'), {
        documents: fresh.slice(from, from + AT_ONCE),
        at,
      });
    // Somebody else may have taken an id meanwhile: then what was put under it is not there.
    await known();
    return fresh.filter(({ id, sha256 }) => id === sha256).length;
  });
}

/** Every registered document, oldest first. */
export async function listDocuments(graph: Graph): Promise<RegisteredDocument[]> {
  const documents = new Map<string, RegisteredDocument & { ids: string[] }>();
  for (const row of await graph.read(graph.statements.get('documents/documents'), {}, ADMIN)) {
    const { id, sha256, ...more } = row.toObject() as unknown as { id: string } & RegisteredDocument;
    const document = documents.get(sha256) ?? { ...more, sha256, ids: [] };
    if (id !== sha256) document.ids.push(id);
    documents.set(sha256, document);
  }
  return [...documents.values()];
}

/** Forgets documents by any of their ids. @returns the ids that none had, and the hashes of those that are gone. */
export async function removeDocuments(
  graph: Graph,
  given: readonly string[],
): Promise<{ readonly unknown: string[]; readonly removed: string[] }> {
  const ids = given.map(keptId);
  const rows = await graph.write((transaction) =>
    transaction.run(graph.statements.get('documents/remove-documents'), { ids }),
  );
  const gone = new Set(rows.map((row) => String(row.get('id'))));
  return {
    unknown: given.filter((id) => !gone.has(keptId(id))),
    removed: [...new Set(rows.map((row) => String(row.get('sha256'))))],
  };
}
