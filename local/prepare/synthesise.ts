import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AssemblyCache, assemblyHash } from './assembly-cache.ts';

/** The app could not be synthesised. `message` contains its output. */
export class SynthesisFailed extends Error {}

const APP = 'bin/parley.ts';

export interface Synthesis {
  /** True: the assembly was in the cache. */
  readonly cached: boolean;
  readonly warning: string | null;
  /** The input files of the assembly; empty when they are not known. */
  readonly inputs: readonly string[];
}

/**
 * Writes the app's cloud assembly to `target`, without bundling: from the cache if no source has changed, unless `anew`. Findings of the compliance
 * rules block a deployment, but are only a warning on a laptop. @throws SynthesisFailed
 */
export async function synthesise(root: string, target: string, { anew = false }: { readonly anew?: boolean } = {}): Promise<Synthesis> {
  const cache = new AssemblyCache(root);
  const known = await assemblyHash(root, APP).catch(() => undefined);
  const inputs = known?.inputs ?? [];
  if (anew && known !== undefined) cache.drop(known.hash);
  else if (known !== undefined && cache.restore(known.hash, target)) return { cached: true, warning: null, inputs };
  rmSync(target, { recursive: true, force: true });
  const { code, said } = await runApp(root, target);
  if (!existsSync(join(target, 'manifest.json'))) throw new SynthesisFailed(said);
  if (code !== 0 && !existsSync(join(target, 'validation-report.json'))) throw new SynthesisFailed(said);
  if (code === 0 && known !== undefined) cache.keep(known.hash, target);
  return { cached: false, warning: code === 0 ? null : 'the stacks break compliance rules; `npm run synth` lists them', inputs };
}

function runApp(root: string, target: string): Promise<{ code: number | null; said: string }> {
  // The laptop's assembly does not depend on an AWS account.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CDK|AWS)_/.test(name)));
  const child = spawn(process.execPath, [APP], {
    cwd: root,
    env: { ...env, CDK_OUTDIR: target, CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': [], watch: false, console: 'off' }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const append = (chunk: Buffer): void => {
    said = (said + chunk.toString('utf8')).slice(-20_000);
  };
  child.stdout.on('data', append);
  child.stderr.on('data', append);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
