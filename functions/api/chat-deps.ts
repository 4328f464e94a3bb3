import type { ApiDeps } from './deps.ts';

/** What appending to a log needs besides. */
export const chatDeps = (deps: ApiDeps) => ({ ...deps, random: Math.random, sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) });
