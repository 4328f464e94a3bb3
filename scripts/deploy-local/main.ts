/**
 * `npm run deploy:local`: deploys to `AWS_ENDPOINT_URL`, or to a MiniStack of its own, and tells the smoke story over it. What it deployed
 * keeps running in the background until `npm run destroy:local`. Non-zero when a step or a promise of the story fails.
 * `-- --grants` tells what each function was granted and the story did not use.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EMULATOR } from '../emulator/start.ts';
import { adminTokenOf, bridgedTo } from './deployment.ts';
import { isAlive, type KeptStage, read, waitFor, write } from './files.ts';
import type { Inventory } from './inventory.ts';
import { putUp } from './put-up.ts';
import { reasonOf, steps } from './steps.ts';
import { tellStory } from './story/story.ts';
import { type RoleUse, rolesInUse } from './used-actions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, '.deploy-local');
const say = (line: string): void => console.log(line);
const step = steps(say);
const PATIENCE_MS = 20_000;

// Whatever runs for a step goes with us; the stage stays.
process.once('SIGINT', () => process.exit(130));

/** What the roles were granted and the story did not use: most of it serves paths that the story does not walk. */
function tellGrants(roles: readonly RoleUse[]): void {
  for (const { entry, used, unused } of roles) say(`\n${entry}\n  used      ${used.join(' ')}\n  not used  ${unused.join(' ')}`);
}

/** Goes on with the one that runs, so that a second call updates the deployment. */
async function keptStage(): Promise<KeptStage> {
  const running = read(home, 'stage.json');
  if (running && isAlive(running.keeper)) return running;
  if (existsSync(home)) rmSync(home, { recursive: true });
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const log = openSync(join(home, 'keeper.log'), 'a');
  const keeper = spawn(process.execPath, [join(root, 'scripts/deploy-local/keeper.ts')], { cwd: root, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  keeper.unref();
  return waitFor('the emulator serves', 300, keeper.pid ?? 0, () => read(home, 'stage.json'));
}

try {
  const began = performance.now();
  const stage = await step('the stage is there', 310, keptStage);
  const { target, addresses, keeper } = stage;
  say(`     endpoint ${target.endpoint}, Kafka ${addresses.kafkaBrokers}, OpenSearch ${addresses.searchEndpoint}`);
  const engines = async (): Promise<void> => {
    const { failure } = await waitFor('the engines serve', 300, keeper, () => read(home, 'engines.json'));
    if (failure !== null) throw new Error(failure);
  };
  const remember = (before: Inventory): void => write(home, 'before.json', before);
  const { services, deployment } = await putUp({ root, home, target, addresses, step, say, engines, before: read(home, 'before.json'), remember });
  write(home, 'deployed.json', bridgedTo(deployment));
  const adminToken = await adminTokenOf(deployment, services);
  const { apiUrl, wsUrl } = deployment;
  const timers = deployment.functions['functions/jobs/timers.ts']?.name ?? '';
  const { providers, searchEndpoint } = addresses;
  await tellStory({ apiUrl, wsUrl, adminToken, providers, searchEndpoint, services, timers, step, patienceMs: PATIENCE_MS });
  const roles = stage.actionsFile === null ? [] : await rolesInUse(services, deployment, stage.actionsFile);
  const refused = roles.flatMap((role) => role.refused.map((one) => `${role.entry}: ${one}`));
  if (refused.length > 0) throw new Error(`roles were refused what they wanted:\n${refused.join('\n')}`);
  if (process.argv.includes('--grants')) tellGrants(roles);
  const place = stage.actionsFile === null ? target.endpoint : `${EMULATOR} at ${target.endpoint}`;
  say(`\nDeployed to ${place} in ${((performance.now() - began) / 1000).toFixed(1)} s; the story passed.`);
  say(`API ${apiUrl}\nWebSocket ${wsUrl}\nadmin token ${adminToken}\nIt runs until: npm run destroy:local`);
} catch (error) {
  console.error(`\n${reasonOf(error)}`);
  console.error('What was deployed still runs, to be looked at (.deploy-local/): npm run destroy:local');
  process.exitCode = 1;
}
