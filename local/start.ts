import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, resolve } from 'node:path';
import { compiledCode } from './prepare/compiled-code.ts';

/** `npm start`. The rest is loaded after Node's compile cache is set. */
const folder = compiledCode(resolve(process.env['PARLEY_HOME'] || '.parley'));
try {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  enableCompileCache(folder);
} catch {
  // The start itself reports a folder that cannot be created.
}
await import('./start-hub.ts');
