import { createRoot } from 'react-dom/client';
import { placeInAddress } from '../view/place.ts';
import { createClient } from './client.ts';
import { InvestmentPage } from './investment-page.tsx';

const root = document.getElementById('page');
if (root)
  createRoot(root).render(<InvestmentPage client={createClient('/graphql')} place={placeInAddress()} />);
