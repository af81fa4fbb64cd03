import { afterAll, expect } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { callerOf } from '../auth/callers.ts';
import { type Answer, type Steppe, startSteppe } from '../database/steppe.ts';
import { loadArticle, openTestGraph } from '../database/test-graph.ts';

/** A claim as a caller sends it. */
export type Stated = Readonly<Record<string, unknown>>;

export const ASSERT = `mutation Assert($input: AssertClaimsInput!) {
  assertClaims(input: $input) {
    changeNumber claimIds newClaimIds factIds entityIds newEntityIds
    source { id title }
    claims { id subject { id name } object { id } value { amount unit bound } rank }
    facts { id value { amount } sourceCount }
  }
}`;

export interface Asserted {
  readonly changeNumber: number | null;
  readonly claimIds: readonly string[];
  readonly newClaimIds: readonly string[];
  readonly factIds: readonly string[];
  readonly entityIds: readonly string[];
  readonly newEntityIds: readonly string[];
  readonly source: { readonly id: string; readonly title: string | null };
  readonly claims: readonly { readonly id: string; readonly subject: { readonly id: string } }[];
  readonly facts: readonly { readonly id: string; readonly sourceCount: number }[];
}

export type Headers = Record<string, string>;

/** A server before the article's claims, and the headers of an editor. It lasts as long as the file of tests. */
export async function serveArticle(): Promise<{
  readonly graph: Graph;
  readonly steppe: Steppe;
  readonly editor: Headers;
}> {
  const graph = await openTestGraph();
  await loadArticle(graph);
  const steppe = await startSteppe(graph);
  afterAll(async () => {
    await steppe.close(1_000);
    await graph.close();
  });
  const { headers: editor } = await callerOf(graph, 'editor');
  return { graph, steppe, editor };
}

/** Sends a mutation of one field and returns what it came to; it must come to something. */
export async function written<Payload>(
  steppe: Steppe,
  headers: Headers,
  mutation: string,
  input: object,
): Promise<Payload> {
  const { data, errors } = await steppe.ask<Record<string, Payload>>(mutation, { input }, headers);
  expect(errors).toBeUndefined();
  const [payload] = Object.values(data ?? {});
  if (!payload) throw new Error('the mutation came to nothing');
  return payload;
}

export const assertClaims = (steppe: Steppe, headers: Headers, source: object, ...claims: Stated[]) =>
  written<Asserted>(steppe, headers, ASSERT, { source, claims });

interface Problem {
  readonly argument: string;
  readonly message: string;
}

/** The problems that an answer tells of: one error, with a code and the first one's path. */
export function problemsOf({ errors }: Answer): readonly Problem[] {
  expect(errors).toHaveLength(1);
  const { code, argument, problems } = errors?.[0]?.extensions ?? {};
  expect(code).toBe('BAD_USER_INPUT');
  const told = problems as readonly Problem[];
  expect(told[0]?.argument).toBe(argument);
  return told;
}

/** Organizations and products, described. */
export const organization = (name: string, more: object = {}) => ({
  described: { kind: 'ORGANIZATION', names: [{ text: name, language: 'en' }], ...more },
});
export const product = (name: string) => ({
  described: { kind: 'PRODUCT', names: [{ text: name, language: 'en' }] },
});

/** That somebody can make so much of something. */
export const produces = (subject: object, amount: string, more: object = {}): Stated => ({
  subject,
  predicate: 'PRODUCES',
  object: product('buses'),
  value: { amount, unit: '{vehicle}/a' },
  ...more,
});
