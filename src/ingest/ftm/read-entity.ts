import { z } from 'zod';
import { type FtmEntity, timeOf } from './ftm-entity.ts';
import { NO_DATASET } from './sources.ts';

/** A value may be a whole entity, where a file has neighbours within each other: then its id. */
const value = z.union([
  z.string(),
  z.number().transform(String),
  z.boolean().transform(String),
  z.object({ id: z.string() }).transform(({ id }) => id),
]);
const nullable = z.string().nullish();
const names = z.array(z.string()).nullish();

const entityLine = z.object({
  id: z.union([z.string().trim().min(1), z.number().transform(String)]),
  schema: z.string(),
  properties: z.record(z.string(), z.union([z.array(value), value.transform((one) => [one])]).nullable()),
  caption: nullable,
  datasets: names,
  dataset: nullable,
  referents: names,
  last_seen: nullable,
  last_change: nullable,
});

/** Why a line is no entity. */
export interface LineProblem {
  readonly column: string;
  readonly reason: string;
}

/**
 * Reads an entity from a line of JSON: `{"id", "schema", "properties": {"name": [...], ...}, "datasets"}`. Which of several
 * datasets states a property such a line does not say, so they are one source together.
 */
export function readEntity(json: unknown): FtmEntity | LineProblem {
  const parsed = entityLine.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { column: issue?.path.join('.') ?? '', reason: issue?.message ?? 'not a FollowTheMoney entity' };
  }
  const { id, schema, properties, caption, referents, ...line } = parsed.data;
  const datasets = line.datasets ?? (line.dataset ? [line.dataset] : []);
  const dataset = datasets.length > 0 ? [...new Set(datasets)].sort().join(', ') : NO_DATASET;
  const seen = timeOf(line.last_seen) ?? timeOf(line.last_change);
  return {
    id,
    otherIds: (referents ?? []).filter((other) => other !== id),
    schema,
    caption: caption ?? null,
    lastSeen: seen === null ? [] : [[dataset, seen]],
    statements: Object.entries(properties).flatMap(([property, values]) =>
      [...new Set(values ?? [])]
        .filter((text) => text.trim() !== '')
        .map((text) => ({ property, value: text, language: null, dataset, line: null })),
    ),
  };
}
