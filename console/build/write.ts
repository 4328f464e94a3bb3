import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

/**
 * Builds the console's page into a folder: `node console/build/write.ts {folder} {file for the inputs}`. The inputs are the paths of what was read, from the
 * repository's root, as JSON: the page is built again when one of them has changed.
 */
const [folder = '', inputs = ''] = argv.slice(2);
const root = fileURLToPath(new URL('../..', import.meta.url));
/** Read by Vite itself: no module names them. */
const ALSO = [
  'console/vite.config.ts',
  'console/addresses.ts',
  'console/base.ts',
  'console/src/index.html',
  'console/src/public/early.js',
  'console/src/public/icon.svg',
  'package-lock.json',
  // Sheets that another sheet imports are no modules.
  ...['console/build', 'console/src/style'].flatMap((path) => readdirSync(join(root, path)).map((name) => `${path}/${name}`)),
];

const noted = new Set<string>(ALSO);
const note: Plugin = {
  name: 'parley:inputs',
  buildEnd() {
    for (const id of this.getModuleIds()) {
      const path = relative(root, (id.startsWith('\0') ? '' : id).replace(/\?.*$/, ''));
      if (path !== '' && !path.startsWith('..') && !path.startsWith('node_modules')) noted.add(path);
    }
  },
};
await build({
  configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
  logLevel: 'error',
  plugins: [note],
  build: { outDir: folder, emptyOutDir: true },
});
writeFileSync(join(inputs), JSON.stringify([...noted].toSorted()));
