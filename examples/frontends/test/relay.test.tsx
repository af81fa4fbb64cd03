import { fireEvent, render, screen } from '@testing-library/react';
import { test } from 'vitest';
import { createEnvironment } from '../relay/environment.ts';
import { InvestmentPage } from '../relay/investment-page.tsx';
import { olderThan } from '../view/place.ts';
import { pageContract } from './page-contract.tsx';
import { url } from './steppe.ts';

pageContract({
  at: (place) => <InvestmentPage environment={createEnvironment(url)} place={place} />,
  beginsAnywhere: true,
});

test('A fragment on an interface is fetched anew by `node`: the name in another language.', async () => {
  render(
    <InvestmentPage
      environment={createEnvironment(url)}
      place={{ id: 'org_made_up_holding', page: olderThan(null) }}
    />,
  );
  await screen.findByRole('heading', { name: 'Made-up Holding' });
  fireEvent.click(screen.getByRole('button', { name: 'kk' }));
  await screen.findByRole('heading', { name: 'Ойдан шығарылған холдинг' });
});
