// Installs the packages of package-lock.json if it has changed or they are missing. Runs on the machine's Node (20 or newer); afterwards,
// `node` in npm scripts is the one of package.json.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.parley-installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const present = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
const complete = ['node', 'esbuild', 'aws-cdk-lib'].every((name) => existsSync(join(root, 'node_modules', name, 'package.json')));

if (present !== wanted || !complete) {
  // If somebody ran `npm ci` by hand, only the stamp is missing.
  if (!complete || !installedAlready()) install();
  writeFileSync(stamp, wanted);
}

/** Whether npm's own record of installed packages matches the lock file. */
function installedAlready() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const versions = (path) => {
    const packages = JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
    return new Map(
      Object.entries(packages)
        .filter(([name]) => name !== '')
        .map(([name, { version, optional }]) => [name, { version, optional }]),
    );
  };
  const have = versions(record);
  return [...versions(join(root, 'package-lock.json'))].every(([name, { version, optional }]) => have.get(name)?.version === version || optional === true);
}

function install() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) fail(`Node ${process.versions.node} is too old: Parley needs Node 20 or newer to install the one it runs on.`);
  console.log('Parley: installing packages (once, about half a minute) …');
  const started = Date.now();
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // Without a terminal npm's own progress would fill the log.
  if (!process.stdout.isTTY) args.push('--no-progress');
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) fail('Parley: the packages could not be installed; npm says why above.');
  console.log(`Parley: packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exit(1);
}
