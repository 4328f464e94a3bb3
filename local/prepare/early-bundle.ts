import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineSetName } from '../supervisor/settings.ts';
import { type Bundled, bundle } from './bundle.ts';
import { LIKELY, withProcesses } from './entries.ts';

/** Returns the bundles of these entries: the early ones if they match, otherwise new ones. @throws esbuild's BuildFailure */
export type BundlesOf = (entries: readonly string[]) => Promise<Bundled>;

/**
 * Bundles the likely entries while the stacks are synthesised: both take seconds, and esbuild uses another core. If the guess was wrong or the
 * bundling failed, everything is bundled again.
 */
export function bundleEarly(root: string, outdir: string, engines: EngineSetName, likely: readonly string[] = LIKELY): BundlesOf {
  const guessed = withProcesses(likely);
  const isHere = likely.every((entry) => existsSync(join(root, entry)));
  const made = isHere ? bundle(root, guessed, outdir, engines).catch(() => undefined) : undefined;
  return async (entries) => {
    const ahead = await made;
    return ahead !== undefined && entries.join() === guessed.join() ? ahead : bundle(root, entries, outdir, engines);
  };
}
