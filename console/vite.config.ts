import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { BASE } from './base.ts';
import { keptLocales } from './build/kept-locales.ts';
import { layers } from './build/layers.ts';
import { macros } from './build/macros.ts';
import { page } from './build/page.ts';
import { runningHub } from './build/running-hub.ts';

/** The console's page. `npm run console` serves it with hot reload in front of a running hub, `npm run console-build` writes console/dist. */
export default defineConfig(({ command }) => {
  const folder = new URL('.', import.meta.url).pathname;
  const hub = runningHub();
  return {
    root: new URL('src', import.meta.url).pathname,
    base: BASE,
    plugins: [
      keptLocales(['en', 'it', 'de', 'ar']),
      macros(folder),
      ...lingui({ cwd: folder }),
      react(),
      layers(),
      page(command === 'serve' ? hub : undefined),
    ],
    // The hub's own paths begin with one underscore; `/__stories` is a page of the console.
    server: { port: 5173, proxy: Object.fromEntries(['/v1', '/demo.json', '^/_(?!_)'].map((path) => [path, hub.apiUrl])) },
    build: {
      outDir: '../dist',
      emptyOutDir: true,
      target: 'es2023',
      // These know light-dark() and nesting.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      // One stylesheet: its link carries the id that React Aria looks for (docs/decisions/0901).
      cssCodeSplit: false,
      // No file becomes a data: address, so that the policy needs none.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
    },
  };
});
