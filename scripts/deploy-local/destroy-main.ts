/** `npm run destroy:local`: removes what `npm run deploy:local` created and verifies that nothing is left. The exit code is not 0 if something is left. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cdk } from './cdk.ts';
import { destroyAll } from './destroy.ts';
import { isAlive, read } from './files.ts';
import { reasonOf, steps } from './steps.ts';
import { accountOf, environmentOf, Services } from './target.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, '.deploy-local');
const say = (line: string): void => console.log(line);
const step = steps(say);
const STOP_SECONDS = 40;

async function end(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGTERM');
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 100));
}

const environment = read(home, 'environment.json');
if (!environment) {
  say('There is no local deployment.');
} else {
  const { target, pid } = environment;
  const own = environment.actionsFile !== null;
  try {
    if (own && !isAlive(pid)) {
      say('The emulator has stopped, and its contents are gone.');
    } else {
      const services = new Services(target);
      const account = await accountOf(services);
      const tool = cdk({ root, home, env: environmentOf(target, account), environment: `aws://${account}/${target.region}` });
      await destroyAll({ services, cdk: tool, step, say, before: read(home, 'before.json') ?? {} });
    }
    await step('stop all processes', STOP_SECONDS, () => end(pid));
    rmSync(home, { recursive: true });
  } catch (error) {
    console.error(`\n${reasonOf(error)}`);
    process.exitCode = 1;
  }
}
