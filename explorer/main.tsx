import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { defaultHeaders } from './default-headers.ts';
import { EditorSettings } from './editor-settings.tsx';
import { fetcher } from './fetcher.ts';
import { tour } from './tour.ts';
import { TourButton } from './tour-button.tsx';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no element with the id "page"');

createRoot(page).render(
  <GraphiQL
    fetcher={fetcher}
    schemaDescription
    defaultTabs={tour.map((query) => ({ query, headers: defaultHeaders }))}
    defaultQuery=""
    defaultHeaders={defaultHeaders}
    defaultEditorToolsVisibility={false}
  >
    <GraphiQL.Logo>Steppe</GraphiQL.Logo>
    <GraphiQL.Toolbar>
      {({ prettify, merge, copy }) => (
        <>
          {prettify}
          {merge}
          {copy}
          <TourButton />
          <EditorSettings />
        </>
      )}
    </GraphiQL.Toolbar>
  </GraphiQL>,
);
