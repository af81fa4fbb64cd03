import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const NOTHING = 'virtual:nothing';

/** `graphiql/style.css` holds Monaco's styles and icon font; Monaco's modules would bring them a second time. */
const withoutMonacoStyles: Plugin = {
  name: 'without-monaco-styles',
  enforce: 'pre',
  resolveId: {
    filter: { id: /\.css$/ },
    handler: (_, importer) => (importer?.includes('/node_modules/monaco-editor/') ? NOTHING : undefined),
  },
  load: { filter: { id: /^virtual:nothing$/ }, handler: () => '' },
};

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  // Relative, so that the page also works below a path of a reverse proxy: it stands at `…/graphql` itself.
  base: './',
  plugins: [withoutMonacoStyles],
  worker: { format: 'es' },
  build: {
    outDir: join(import.meta.dirname, '../dist/explorer'),
    emptyOutDir: true,
    assetsDir: 'graphql/assets',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
