import { expect, onTestFinished, test, vi } from 'vitest';
import { proxyTo } from './cut-proxy.ts';
import { ask, assertInvestment, token, url } from './steppe.ts';

/** What the contract reads of an event: each client’s own type has it. */
interface Told {
  readonly change: { readonly number: number };
  readonly facts: readonly {
    readonly factId: string;
    readonly kind: string;
    readonly fact?: {
      readonly object?: { readonly name?: string | null } | null;
      readonly value?: { readonly amount?: string | null } | null;
    } | null;
    readonly asserted: readonly { readonly source: { readonly title?: string | null } }[];
  }[];
}

interface Variables {
  readonly entities: string[];
  readonly since: number;
}

/** Follows with a client of its own. @returns what ends it. */
type Follow = (
  url: string,
  variables: Variables,
  onTold: (told: Told) => void,
  onError: (error: { readonly message: string }) => void,
) => () => void;

const changeNumber = async (): Promise<number> =>
  (await ask<{ about: { changeNumber: number } }>('{ about { changeNumber } }')).about.changeNumber;

const until = (isSo: () => void) => vi.waitFor(isSo, { timeout: 60_000, interval: 20 });

/** What a client does with events, whichever it is. */
export function eventsContract(follow: Follow): void {
  test.skipIf(!token)(
    'What is written while subscribed arrives, and after a cut what was written meanwhile: each once, in order.',
    async () => {
      // A client that cannot keep what it was told says so there.
      const complaints = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')];
      const proxy = await proxyTo(url);
      const id = `org_followed_${Date.now()}`;
      const told: Told[] = [];
      const errors: string[] = [];
      const amounts = () => told.flatMap(({ facts }) => facts.map(({ fact }) => fact?.value?.amount));
      onTestFinished(
        follow(
          proxy.url,
          { entities: [id], since: await changeNumber() },
          (event) => told.push(event),
          ({ message }) => errors.push(message),
        ),
      );
      await until(() => expect(proxy.asked).toHaveLength(1));

      await assertInvestment(id, 'project_followed', '1');
      await until(() => expect(amounts()).toEqual(['1']));
      expect(told[0]?.facts).toMatchObject([
        {
          factId: expect.stringMatching(/^fact_/),
          kind: 'ADDED',
          fact: { object: { name: 'project_followed' }, value: { amount: '1' } },
          asserted: [{ source: { title: `What is said of ${id}` } }],
        },
      ]);

      proxy.cut();
      await assertInvestment(id, 'project_followed_meanwhile', '2');
      await until(() => expect(amounts()).toEqual(['1', '2']));
      expect(proxy.asked).toHaveLength(2);
      expect(proxy.asked[0]).not.toMatch(/^last-event-id:/im);
      expect(proxy.asked[1]).toMatch(new RegExp(`^last-event-id: ${told[0]?.change.number}\r$`, 'im'));

      await assertInvestment(id, 'project_followed_after', '3');
      await until(() => expect(amounts()).toContain('3'));
      expect(amounts()).toEqual(['1', '2', '3']);
      expect(errors).toEqual([]);
      for (const complaint of complaints) expect(complaint).not.toHaveBeenCalled();
    },
  );

  test('Why it cannot be answered is told, and it is not asked again.', async () => {
    const proxy = await proxyTo(url);
    const errors: string[] = [];
    const since = (await changeNumber()) + 1_000;
    onTestFinished(
      follow(
        proxy.url,
        { entities: ['org_made_up_holding'], since },
        () => undefined,
        ({ message }) => errors.push(message),
      ),
    );
    await until(() => expect(errors).not.toEqual([]));
    expect(errors[0]).toContain(String(since));
    // Longer than the pause before a first attempt to connect again.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(proxy.asked.join('').match(/POST \/graphql/g)).toHaveLength(1);
    // At its end urql gives the last result once more.
    expect(new Set(errors).size).toBe(1);
  });
}
