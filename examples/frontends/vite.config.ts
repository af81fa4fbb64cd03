import relay from 'vite-plugin-relay';
import { defineConfig } from 'vitest/config';

const steppe = process.env.STEPPE_URL ?? 'http://127.0.0.1:4000/graphql';

export default defineConfig({
  plugins: [relay],
  // The pages ask their own origin, which passes it on: so no setting of the server is needed.
  server: { port: 5173, strictPort: true, proxy: { '/graphql': new URL(steppe).origin } },
  build: { rolldownOptions: { input: ['index.html', 'relay.html', 'apollo.html', 'urql.html'] } },
  test: {
    include: ['test/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    // As `npm run dev` serves it. This page asks the server itself: STEPPE_CORS_ORIGINS must name it.
    environmentOptions: { happyDOM: { url: 'http://localhost:5173' } },
    fileParallelism: false,
    setupFiles: 'test/patience.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globals: true,
  },
});
