// Runs one of our scripts on the Node of package.json: `node scripts/on-node.mjs local/start.ts --engines=real`. Installs missing packages first.
// It works with Node 20 or newer, and in every shell that npm uses, also in Windows' cmd.
import './setup.mjs';
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const onWindows = process.platform === 'win32';
const node = join(root, 'node_modules', 'node', 'bin', onWindows ? 'node.exe' : 'node');
const [script = '', ...rest] = process.argv.slice(2);
const args = [join(root, script), ...rest];

// Replaces this process with the script's if Node supports that (from 22.15 on, not on Windows).
if (process.execve !== undefined && !onWindows) process.execve(node, [node, ...args], process.env);
stayWith(spawn(node, args, { stdio: onWindows ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit' }));

/**
 * This process ends with the exit code of the script, and the script ends with this process. On Windows, the closed channel tells the script.
 * @param {import('node:child_process').ChildProcess} child
 */
function stayWith(child) {
  // Windows sends a Ctrl-C to every process of the console, and kill() there cannot be handled.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => onWindows || child.kill(signal));
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event !== undefined) setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref();
  child.once('error', ({ message }) => {
    console.error(`Parley: ${node} does not start: ${message}. Remove node_modules and try again.`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
