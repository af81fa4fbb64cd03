import { type TabsState, ToolbarButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';
import { defaultHeaders } from './default-headers.ts';
import { tour } from './tour.ts';

type Tab = TabsState['tabs'][number];

const operationName = (query: string): string | null =>
  /^(?:query|subscription) (\w+)/m.exec(query)?.[1] ?? null;

function tabOf(query: string): Tab {
  const name = operationName(query);
  return {
    // Not crypto.randomUUID, which a page has only over https or on localhost.
    id: `tour-${Date.now().toString(36)}-${name}`,
    hash: `${query}||${defaultHeaders}`,
    title: name ?? '',
    query,
    variables: null,
    headers: defaultHeaders,
    operationName: name,
    response: null,
  };
}

/** Brings the tour back beside a visitor's own tabs; so does a link to the page with `?tour`. */
export function TourButton() {
  const { moveTab, changeTab } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const isReady = useGraphiQL(
    ({ queryEditor, variableEditor, headerEditor, responseEditor }) =>
      queryEditor !== undefined &&
      variableEditor !== undefined &&
      headerEditor !== undefined &&
      responseEditor !== undefined,
  );

  const openTour = () => {
    const missing = tour.filter((query) => !tabs.some((tab) => tab.query === query));
    const all = [...tabs, ...missing.map(tabOf)];
    // The one action of GraphiQL that takes a whole list of tabs.
    moveTab(all);
    changeTab(all.findIndex((tab) => tab.query === tour[0]));
  };

  useEffect(() => {
    if (!isReady || !new URLSearchParams(window.location.search).has('tour')) return;
    window.history.replaceState(null, '', window.location.pathname);
    openTour();
  });

  return (
    <ToolbarButton label="Tour: open the example queries" onClick={openTour}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M3 15V1.5h9.5L10 5l2.5 3.5H3" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    </ToolbarButton>
  );
}
