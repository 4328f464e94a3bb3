import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineSetName } from '../supervisor/settings.ts';
import { type Bundled, bundle } from './bundle.ts';
import { LIKELY, withProcesses } from './entries.ts';

/** Answers the bundles of these entries: those that were made ahead, or others. @throws esbuild's BuildFailure */
export type BundlesOf = (entries: readonly string[]) => Promise<Bundled>;

/**
 * Bundles what a laptop most likely runs, while the stacks are still made: both take seconds, and esbuild works on another core. Where it was not that, or it
 * could not be bundled, everything is bundled again.
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
