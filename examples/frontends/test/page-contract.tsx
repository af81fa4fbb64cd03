import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { type Figure, figureText } from '../view/investment-item.tsx';
import { newerThan, olderThan, type Page, type Place } from '../view/place.ts';
import { ask, assertInvestment, token } from './steppe.ts';

interface Facts {
  readonly edges: {
    readonly cursor: string;
    readonly node: { object: { name: string }; value: Figure; period: { edtf: string } };
  }[];
}

const everything = await ask<{ node: { facts: Facts } }>(`{
  node(id: "org_made_up_holding") {
    ... on Organization {
      facts(predicates: [INVESTED_IN], direction: OUT, first: 100) {
        edges { cursor node { object { name } value { amount lower upper bound unit } period { edtf } } }
      }
    }
  }
}`);
const { edges } = everything.node.facts;
const all = edges.map(({ node }) => `${node.object.name}: ${figureText(node.value)} (${node.period.edtf})`);

/** The investments on the page, without who says so. */
const shown = (): string[] =>
  screen.getAllByRole('listitem').map((item) => item.textContent?.replace(/(\(\d{4}\)).*/s, '$1') ?? '');
const button = (name: string) => screen.queryByRole('button', { name });
const press = (name: string): void => {
  const found = button(name);
  if (!found) throw new Error(`There is no button ${name}.`);
  fireEvent.click(found);
};
const shows = (texts: string[]) => waitFor(() => expect(shown()).toEqual(texts));
/** A button may be pressed again once what it asked for has come. */
const isAt = (...names: string[]) =>
  waitFor(() => {
    const there = screen.getAllByRole('button').filter((node) => !node.hasAttribute('disabled'));
    expect(there.map((node) => node.textContent).filter((text) => /^[A-Z]/.test(text ?? ''))).toEqual(names);
  });

export interface PageContract {
  /** The page, with a cache of its own. */
  readonly at: (place: Place) => ReactElement;
  /** Whether its client can begin behind a cursor and page backwards from there. */
  readonly beginsAnywhere: boolean;
}

/** What a page of investments does, whatever its client. */
export function pageContract({ at, beginsAnywhere }: PageContract): void {
  const holding = (page: Page = olderThan(null)) => render(at({ id: 'org_made_up_holding', page }));

  test('The first page shows each investment to the last digit, and who says so.', async () => {
    holding();
    await shows(all.slice(0, 3));
    expect(shown()[0]).toBe('Made-up smelter: 120000000.5 USD (2024)');
    expect(shown()[2]).toBe('Made-up mine: 10000000 to 12000000 USD (2022)');
    const [, disputed] = screen.getAllByRole('listitem');
    expect(disputed?.textContent).toContain('Sources disagree.');
    expect(disputed?.textContent).toContain('What a newspaper that does not exist says of it, Made-up Times');
    expect(screen.getByText('3 of 7')).toBeTruthy();
  });

  test('Older pages are added to the end, each investment once and in order, until there are no more.', async () => {
    holding();
    await shows(all.slice(0, 3));
    await isAt('Older', 'Refresh');
    press('Older');
    await shows(all.slice(0, 6));
    await isAt('Older', 'Refresh');
    press('Older');
    await shows(all);
    await isAt('Refresh');
    // Two of them are in one project, of different years and on different pages.
    expect(shown().filter((text) => text.startsWith('Made-up smelter'))).toHaveLength(2);
  });

  test('From the end of the list, newer pages are put in front until its beginning.', async () => {
    holding(newerThan(null));
    await shows(all.slice(4));
    await isAt('Newer', 'Refresh');
    press('Newer');
    await shows(all.slice(1));
    await isAt('Newer', 'Refresh');
    press('Newer');
    await shows(all);
    await isAt('Refresh');
  });

  test.runIf(beginsAnywhere)('From the second, pages go both ways.', async () => {
    holding(olderThan(edges[1]?.cursor ?? ''));
    await shows(all.slice(2, 5));
    await isAt('Newer', 'Older', 'Refresh');
    press('Older');
    await shows(all.slice(2));
    await isAt('Newer', 'Refresh');
    press('Newer');
    await shows(all);
    await isAt('Refresh');
  });

  test.skipIf(!token)('Refresh shows what was said since.', async () => {
    const id = `org_refreshed_${Date.now()}`;
    await assertInvestment(id, 'project_refreshed', '1');
    render(at({ id, page: olderThan(null) }));
    await shows(['project_refreshed: 1 USD (2024)']);
    await assertInvestment(id, 'project_refreshed_too', '2');
    await isAt('Refresh');
    press('Refresh');
    await waitFor(() => expect(screen.getByText('2 of 2')).toBeTruthy());
    expect(shown().toSorted()).toEqual([
      'project_refreshed: 1 USD (2024)',
      'project_refreshed_too: 2 USD (2024)',
    ]);
  });

  test.each([
    ['a refused query', 5000, 'over the limit of 50000. Ask for fewer items'],
    ['a part that cannot be answered', 200, 'first: at most 100 items a page'],
  ])('What the server says of %s is shown.', async (_, first, words) => {
    // React tells the console what an error boundary catches.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    holding({ ...olderThan(null), first });
    await screen.findByText((text) => text.includes(words));
  });

  test('An id of nothing, and of something else, is no organization.', async () => {
    const { unmount } = render(at({ id: 'org_nobody', page: olderThan(null) }));
    await screen.findByText('There is no organization org_nobody.');
    unmount();
    render(at({ id: 'project_made_up_smelter', page: olderThan(null) }));
    await screen.findByText('There is no organization project_made_up_smelter.');
  });
}
