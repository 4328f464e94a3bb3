import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { NOTHING, type Tally } from './tiers.ts';

const SOURCES = ['bin', 'lib', 'functions', 'domain', 'channels', 'adapters', 'local', 'console', 'client'];

const checks = (): readonly (readonly [string, readonly string[]])[] => [
  ['tsc', ['--noEmit']],
  ['tsc', ['--noEmit', '-p', 'console/src']],
  ['tsc', ['--noEmit', '-p', 'examples/chat-web/page']],
  ['tsc', ['--noEmit', '-p', 'widget']],
  ['oxlint', ['--type-aware', '--deny-warnings']],
  ['biome', ['check', '--error-on-warnings', '.']],
  ['depcruise', ['--config', '.dependency-cruiser.cjs', ...SOURCES.filter((directory) => existsSync(directory))]],
];

const quiet = (command: string, args: readonly string[]): Promise<{ ok: boolean; output: string }> =>
  new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });

/** Types, lint, format and the direction of imports: each tool is one check, and prints only when it fails. */
export const runStatic = async (): Promise<Tally> => {
  let { passed, failed } = NOTHING;
  for (const [command, args] of checks()) {
    const { ok, output } = await quiet(command, args);
    if (ok) passed += 1;
    else {
      failed += 1;
      console.log(`${command} ${args.join(' ')}\n${output}`);
    }
  }
  return { passed, failed, skipped: 0 };
};
