import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where Node keeps compiled code between starts (nodejs.org/api/module.html#module-compile-cache, November 2026). It can be deleted; then code is
 * compiled when it is loaded.
 */
export const compiledCode = (home: string): string => join(home, 'run', 'code');

/** Chunks are named by their content, so compiled code of earlier chunks is never used again. */
export const forgetCompiledCode = (home: string): void => rmSync(compiledCode(home), { recursive: true, force: true });
