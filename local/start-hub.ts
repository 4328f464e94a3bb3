import { mkdirSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ENGINE_KINDS } from './engines/engine.ts';
import { rotateLog } from './output/rotate-log.ts';
import { compiledCode } from './prepare/compiled-code.ts';
import { prepareFolder } from './prepare/prepare-folder.ts';
import { claimData } from './supervisor/data-kind.ts';
import { takeFolderSoon } from './supervisor/one-hub.ts';
import { checkFree } from './supervisor/ports.ts';
import { RunningProcesses } from './supervisor/running.ts';
import { readSettings } from './supervisor/settings.ts';

/**
 * The start: prepares (stacks, bundles) and then becomes the supervisor. A separate process prepares, and the supervisor's bundle then replaces this
 * process, so that memory holds only what runs.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The time that a stopping hub needs to release its partitions and end its functions. */
const STOPPING_MS = 20_000;
const say = (line: string): void => console.log(`Parley: ${line}`);

try {
  const settings = readSettings(process.env, process.argv.slice(2));
  const { home, engines } = settings;
  for (const folder of ['data', 'run', 'logs']) mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
  const running = new RunningProcesses(join(home, 'run', 'processes.json'), home);
  // The supervisor takes the lock for its lifetime. Until then, two starts may prepare in parallel.
  const release = await takeFolderSoon(join(home, 'run', 'lock'), () => running.holder(), home, STOPPING_MS);
  await running.clearAway();
  claimData(home, engines);
  await checkFree(settings.port);
  for (const name of ['gateway', 'workers', 'demo', 'engine', ...ENGINE_KINDS]) rotateLog(join(home, 'logs', `${name}.log`));
  release();
  const { bundles, prepared } = await prepareFolder({ root, home, engines, say });
  become(join(bundles, 'local', 'supervisor', 'main.js'), {
    PARLEY_ENGINES: engines,
    PARLEY_ROOT: root,
    PARLEY_PREPARED: prepared,
    PARLEY_STARTED: String(performance.timeOrigin),
    NODE_COMPILE_CACHE: compiledCode(home),
  });
} catch (error) {
  console.error(`Parley: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** Replaces this process by another program where the system supports it; otherwise loads it in this process. */
function become(script: string, env: Record<string, string>): void {
  // `execve` ends this program without writing its compile cache.
  flushCompileCache();
  const whole = Object.fromEntries(Object.entries({ ...process.env, ...env }).filter((entry): entry is [string, string] => entry[1] !== undefined));
  if (process.execve !== undefined && process.platform !== 'win32') {
    process.execve(process.execPath, [process.execPath, '--max-semi-space-size=1', script], whole);
  }
  Object.assign(process.env, env);
  void import(pathToFileURL(script).href);
}
