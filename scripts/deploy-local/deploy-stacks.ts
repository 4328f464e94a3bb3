import { type Addresses, type Cdk, cdk, LIMITS } from './cdk.ts';
import { type Deployment, readDeployment } from './deployment.ts';
import { type Inventory, inventory } from './inventory.ts';
import type { Step } from './steps.ts';
import { accountOf, environmentOf, Services, type Target } from './target.ts';

export interface DeployStacksOptions {
  readonly root: string;
  readonly home: string;
  readonly target: Target;
  readonly addresses: Addresses;
  readonly step: Step;
  readonly say: (line: string) => void;
  /** Starts the other engines of the story, in parallel with the deployment. */
  readonly engines: () => Promise<void>;
  /** The inventory before an earlier deployment of this home. */
  readonly before?: Inventory | undefined;
  /** Receives the inventory before anything is created. */
  readonly remember?: (before: Inventory) => void;
}

export interface DeployedStacks {
  readonly services: Services;
  readonly cdk: Cdk;
  readonly deployment: Deployment;
  readonly before: Inventory;
}

/** Bundles, bootstraps and deploys every stack that an emulator supports. */
export async function deployStacks({
  root,
  home,
  target,
  addresses,
  step,
  say,
  engines,
  before: known,
  remember,
}: DeployStacksOptions): Promise<DeployedStacks> {
  const services = new Services(target);
  const account = await step('the emulator responds', 30, () => accountOf(services));
  const before = known ?? (await inventory(services));
  remember?.(before);
  const tool = cdk({ root, home, env: environmentOf(target, account), environment: `aws://${account}/${target.region}` });
  const deployed = async (): Promise<Deployment> => {
    await step('cdk synth (bundles every function)', LIMITS.synthesise + 5, () => tool.synthesise(addresses));
    await step('cdk bootstrap', LIMITS.bootstrap + 5, () => tool.bootstrap());
    await step('cdk deploy --all', LIMITS.deploy + 5, () => tool.deploy((stack, seconds) => say(`     ${stack} ${seconds.toFixed(1)} s`)));
    return readDeployment(home, services);
  };
  const [deployment] = await Promise.all([deployed(), step('Kafka and OpenSearch start', 300, engines)]);
  return { services, cdk: tool, deployment, before };
}
