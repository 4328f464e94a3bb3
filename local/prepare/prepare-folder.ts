import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EngineSetName } from '../supervisor/settings.ts';
import { forgetCompiledCode } from './compiled-code.ts';
import { isUnchanged } from './fingerprint.ts';

export interface PrepareOptions {
  /** The repository's root. */
  readonly root: string;
  /** The data folder. */
  readonly home: string;
  readonly engines: EngineSetName;
  readonly say: (line: string) => void;
}

/**
 * Prepares a data folder (stacks, bundles) unless nothing has changed. A separate process does it, so that its memory is freed at the end. Returns
 * the folder of the bundles and the file of the result. @throws Error when it failed; the child has printed the reason
 */
export async function prepareFolder({ root, home, engines, say }: PrepareOptions): Promise<{ readonly bundles: string; readonly prepared: string }> {
  const bundles = join(home, 'functions');
  const prepared = join(home, 'run', 'prepared.json');
  const fingerprint = join(home, 'run', 'inputs.json');
  if (isUnchanged(fingerprint, root, engines)) say('nothing has changed since the last start');
  else {
    forgetCompiledCode(home);
    await prepare([join(root, 'local', 'prepare', 'main.ts'), root, join(home, 'cloud'), bundles, prepared, fingerprint, engines], root, say);
  }
  return { bundles, prepared };
}

async function prepare(args: readonly string[], root: string, say: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface(child.stdout).on('line', say);
  const stop = (): void => {
    child.kill('SIGKILL');
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  if (code !== 0) throw new Error('the app could not be prepared, see above');
}
