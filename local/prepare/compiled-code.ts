import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where Node keeps compiled code between starts (nodejs.org/api/module.html#module-compile-cache, November 2026). It costs nothing to lose: then
 * code is compiled as it is loaded.
 */
export const compiledCode = (home: string): string => join(home, 'run', 'code');

/** Chunks are named by their content: what was compiled of earlier ones is never looked at again. */
export const forgetCompiledCode = (home: string): void => rmSync(compiledCode(home), { recursive: true, force: true });
