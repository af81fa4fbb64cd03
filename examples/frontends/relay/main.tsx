import { createRoot } from 'react-dom/client';
import { placeInAddress } from '../view/place.ts';
import { createEnvironment } from './environment.ts';
import { InvestmentPage } from './investment-page.tsx';

const root = document.getElementById('page');
if (root)
  createRoot(root).render(
    <InvestmentPage environment={createEnvironment('/graphql')} place={placeInAddress()} />,
  );
