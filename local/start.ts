import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, resolve } from 'node:path';
import { compiledCode } from './prepare/compiled-code.ts';

/** `npm start`. What follows is loaded only when Node knows where it finds code that it has compiled before. */
const folder = compiledCode(resolve(process.env['PARLEY_HOME'] || '.parley'));
try {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  enableCompileCache(folder);
} catch {
  // A folder that cannot be made is reported by the start itself.
}
await import('./start-hub.ts');
