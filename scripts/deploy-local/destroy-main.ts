/** `npm run destroy:local`: takes away what `npm run deploy:local` put up and proves that nothing is left. Non-zero when something is. */
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

async function end(keeper: number): Promise<void> {
  if (!isAlive(keeper)) return;
  process.kill(keeper, 'SIGTERM');
  while (isAlive(keeper)) await new Promise((resolve) => setTimeout(resolve, 100));
}

const stage = read(home, 'stage.json');
if (!stage) {
  say('Nothing is deployed from here.');
} else {
  const { target, keeper } = stage;
  const own = stage.actionsFile !== null;
  try {
    if (own && !isAlive(keeper)) {
      say('The emulator has ended, and everything in it with it.');
    } else {
      const services = new Services(target);
      const account = await accountOf(services);
      const tool = cdk({ root, home, env: environmentOf(target, account), environment: `aws://${account}/${target.region}` });
      await destroyAll({ services, cdk: tool, step, say, before: read(home, 'before.json') ?? {} });
    }
    await step('the stage is struck', STOP_SECONDS, () => end(keeper));
    rmSync(home, { recursive: true });
  } catch (error) {
    console.error(`\n${reasonOf(error)}`);
    process.exitCode = 1;
  }
}
