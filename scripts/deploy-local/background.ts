import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bridge, startBridge } from './bridge.ts';
import { openEnvironment } from './environment.ts';
import { read, waitFor, write } from './files.ts';
import { reasonOf } from './steps.ts';

/**
 * Runs in the background from `deploy:local` to `destroy:local` with everything that the deployment needs: emulator, Kafka, OpenSearch, the
 * simulated providers, and the bridge from Kafka to the deployed consumers. All of it ends with this process.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, '.deploy-local');
const say = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);

const environment = await openEnvironment({ root, home, say, env: process.env });
let bridge: Bridge | undefined;
let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await bridge?.stop();
  await environment.stop();
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
// The simulator and the pollers do not keep the process alive.
setInterval(() => undefined, 60_000);

write(home, 'environment.json', {
  pid: process.pid,
  target: environment.target,
  addresses: environment.addresses,
  actionsFile: environment.actionsFile ?? null,
});
try {
  await environment.startEngines();
  write(home, 'engines.json', { failure: null });
} catch (error) {
  say(reasonOf(error));
  write(home, 'engines.json', { failure: reasonOf(error) });
}
const HOURS_24 = 86_400;
const deployed = await waitFor('the deployment', HOURS_24, process.pid, () => read(home, 'deployed.json'));
if (!stopping) bridge = startBridge({ target: environment.target, brokers: environment.addresses.kafkaBrokers, topics: deployed });
