/**
 * `npm run deploy:local`: deploys to `AWS_ENDPOINT_URL`, or to its own MiniStack, and runs the smoke story on it. The deployment
 * keeps running in the background until `npm run destroy:local`. The exit code is not 0 if a step of the story fails.
 * `-- --grants` lists the permissions of each function that the story did not use.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EMULATOR } from '../emulator/start.ts';
import { deployStacks } from './deploy-stacks.ts';
import { adminTokenOf, bridgedTo } from './deployment.ts';
import { isAlive, type RunningEnvironment, read, waitFor, write } from './files.ts';
import type { Inventory } from './inventory.ts';
import { reasonOf, steps } from './steps.ts';
import { runStory } from './story/story.ts';
import { type RoleUse, rolesInUse } from './used-actions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, '.deploy-local');
const say = (line: string): void => console.log(line);
const step = steps(say);
const PATIENCE_MS = 20_000;

// Processes of a step end with this one; the environment keeps running.
process.once('SIGINT', () => process.exit(130));

/** Prints permissions that the story did not use: most of them are for paths that the story does not take. */
function printGrants(roles: readonly RoleUse[]): void {
  for (const { entry, used, unused } of roles) say(`\n${entry}\n  used      ${used.join(' ')}\n  not used  ${unused.join(' ')}`);
}

/** Uses a running environment, so that a second call updates the deployment. */
async function runningEnvironment(): Promise<RunningEnvironment> {
  const running = read(home, 'environment.json');
  if (running && isAlive(running.pid)) return running;
  if (existsSync(home)) rmSync(home, { recursive: true });
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const log = openSync(join(home, 'background.log'), 'a');
  const background = spawn(process.execPath, [join(root, 'scripts/deploy-local/background.ts')], { cwd: root, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  background.unref();
  return waitFor('the emulator serves', 300, background.pid ?? 0, () => read(home, 'environment.json'));
}

try {
  const began = performance.now();
  const environment = await step('start the environment', 310, runningEnvironment);
  const { target, addresses, pid } = environment;
  say(`     endpoint ${target.endpoint}, Kafka ${addresses.kafkaBrokers}, OpenSearch ${addresses.searchEndpoint}`);
  const engines = async (): Promise<void> => {
    const { failure } = await waitFor('the engines serve', 300, pid, () => read(home, 'engines.json'));
    if (failure !== null) throw new Error(failure);
  };
  const remember = (before: Inventory): void => write(home, 'before.json', before);
  const { services, deployment } = await deployStacks({ root, home, target, addresses, step, say, engines, before: read(home, 'before.json'), remember });
  write(home, 'deployed.json', bridgedTo(deployment));
  const adminToken = await adminTokenOf(deployment, services);
  const { apiUrl, wsUrl } = deployment;
  const timers = deployment.functions['functions/jobs/timers.ts']?.name ?? '';
  const { providers, searchEndpoint } = addresses;
  await runStory({ apiUrl, wsUrl, adminToken, providers, searchEndpoint, services, timers, step, patienceMs: PATIENCE_MS });
  const roles = environment.actionsFile === null ? [] : await rolesInUse(services, deployment, environment.actionsFile);
  const refused = roles.flatMap((role) => role.refused.map((one) => `${role.entry}: ${one}`));
  if (refused.length > 0) throw new Error(`roles were denied:\n${refused.join('\n')}`);
  if (process.argv.includes('--grants')) printGrants(roles);
  const destination = environment.actionsFile === null ? target.endpoint : `${EMULATOR} at ${target.endpoint}`;
  say(`\nDeployed to ${destination} in ${((performance.now() - began) / 1000).toFixed(1)} s; the story passed.`);
  say(`API ${apiUrl}\nWebSocket ${wsUrl}\nadmin token ${adminToken}\nTo stop it: npm run destroy:local`);
} catch (error) {
  console.error(`\n${reasonOf(error)}`);
  console.error('The deployment still runs, so that you can inspect it (.deploy-local/). To remove it: npm run destroy:local');
  process.exitCode = 1;
}
