import { bucketsAt, emptyBucket, removeBucket } from './buckets.ts';
import type { Cdk } from './cdk.ts';
import { added, type Inventory, inventory } from './inventory.ts';
import { type Step, StepFailed } from './steps.ts';
import { blocks, elements, type Services } from './target.ts';

const TOOLKIT = 'CDKToolkit';
/** Somebody else may make buckets on the same emulator meanwhile. */
const OUR_BUCKETS = /^(parley-dev-|cdk-[a-z0-9]+-assets-)/;

export interface Demolition {
  readonly services: Services;
  readonly cdk: Cdk;
  readonly step: Step;
  readonly say: (line: string) => void;
  /** What was there before the deployment, the bootstrap included when it was ours. */
  readonly before: Inventory;
}

/** Takes everything away that the deployment and the functions made. @throws naming what is still there */
export async function destroyAll({ services, cdk, step, say, before }: Demolition): Promise<void> {
  const ours = async (type: string): Promise<readonly string[]> => added(before, await inventory(services))[type] ?? [];
  const s3 = bucketsAt(services.target);
  await step('empty the buckets', 60, async () => {
    for (const bucket of await ours('buckets')) if (OUR_BUCKETS.test(bucket)) await emptyBucket(s3, bucket);
  });
  await step('cdk destroy --all', 180, () => cdk.destroy());
  // Made at run time, one for each origin, and so in no template.
  await step("delete the origins' secrets", 60, async () => {
    for (const name of await ours('secrets')) {
      if (!/^parley\/.+\/origins\//.test(name)) continue;
      await services.json('secretsmanager', 'secretsmanager.DeleteSecret', { SecretId: name, ForceDeleteWithoutRecovery: true });
    }
  });
  await step('delete the bootstrap', 60, async () => {
    if (!(await ours('CloudFormation stacks')).includes(TOOLKIT)) return;
    const assets = (await ours('buckets')).filter((bucket) => OUR_BUCKETS.test(bucket));
    for (const bucket of assets) await emptyBucket(s3, bucket);
    await services.query('cloudformation', '2010-05-15', 'DeleteStack', { StackName: TOOLKIT });
    await gone(services, TOOLKIT);
    // Its bucket outlives the stack on purpose.
    for (const bucket of assets) await removeBucket(s3, bucket);
  });
  await step('nothing is left', 60, async () => {
    const left = added(before, await inventory(services));
    for (const [type, names] of Object.entries(left)) say(`     left: ${type}: ${names.join(', ')}`);
    if (Object.keys(left).length > 0) throw new StepFailed('nothing is left', `there are still ${Object.keys(left).join(', ')}`);
  });
}

async function gone(services: Services, stack: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const statuses = blocks(await services.query('cloudformation', '2010-05-15', 'ListStacks'), 'member')
      .filter((member) => elements(member, 'StackName')[0] === stack)
      .flatMap((member) => elements(member, 'StackStatus'));
    if (statuses.every((status) => status === 'DELETE_COMPLETE')) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`the stack ${stack} does not go`);
}
