/** A server that holds `investments.jsonl`. */
export const url = process.env.STEPPE_URL ?? 'http://127.0.0.1:4000/graphql';

/** An editor’s, for tests that write. */
export const token = process.env.STEPPE_TOKEN;

/** Asks without any client: what a page shows is compared with this. */
export async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: object[] };
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

interface Written {
  readonly assertClaims: { readonly newClaimIds: string[] };
}

/** Says that an organization, made where it is not there, invested so many dollars in a project. */
export async function assertInvestment(organization: string, project: string, amount: string): Promise<void> {
  for (const [id, kind] of [
    [organization, 'ORGANIZATION'],
    [project, 'PROJECT'],
  ])
    await ask(
      `mutation ($id: ID!, $kind: EntityKind!) {
        putEntity(input: { id: $id, kind: $kind, names: [{ text: $id, language: "en" }] }) { isNew }
      }`.replace('text: $id', `text: "${id}"`),
      { id, kind },
    );
  await ask<Written>(
    `mutation ($input: AssertClaimsInput!) { assertClaims(input: $input) { newClaimIds } }`,
    {
      input: {
        source: { title: `What is said of ${organization}` },
        claims: [
          {
            subject: { id: organization },
            predicate: 'INVESTED_IN',
            object: { id: project },
            value: { amount, unit: 'USD' },
            period: '2024',
          },
        ],
      },
    },
  );
}
