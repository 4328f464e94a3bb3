import { bucketsAt, emptyBucket, removeBucket } from './buckets.ts';
import type { Cdk } from './cdk.ts';
import { added, type Inventory, inventory } from './inventory.ts';
import { type Step, StepFailed } from './steps.ts';
import { blocks, elements, type Services } from './target.ts';

const TOOLKIT = 'CDKToolkit';
/** Somebody else may make buckets on the same emulator in the meantime. */
const OUR_BUCKETS = /^(parley-dev-|cdk-[a-z0-9]+-assets-)/;

export interface Demolition {
  readonly services: Services;
  readonly cdk: Cdk;
  readonly step: Step;
  readonly say: (line: string) => void;
  /** Resources from before the deployment, including the bootstrap when it was ours. */
  readonly before: Inventory;
}

/** Takes everything away that the deployment and the functions made. @throws naming what is still there */
export async function destroyAll({ services, cdk, step, say, before }: Demolition): Promise<void> {
  const ours = async (type: string): Promise<readonly string[]> => added(before, await inventory(services))[type] ?? [];
  const s3 = bucketsAt(services.target);
  await step('empty the buckets', 60, async () => {
    for (const bucket of await ours('buckets')) if (OUR_BUCKETS.test(bucket)) await emptyBucket(s3, bucket);
  });
  const declared = await logGroupsOfStacks(services, await ours('CloudFormation stacks'));
  await step('cdk destroy --all', 180, () => cdk.destroy());
  // A run that ends after its group was deleted writes its last lines, and the log service makes the group again.
  // Only groups that a stack had are deleted here: any other one is a fault that the last step names.
  await step('delete log groups that a last run made again', 60, async () => {
    for (const name of await ours('log groups')) {
      if (declared.has(name)) await services.json('logs', 'Logs_20140328.DeleteLogGroup', { logGroupName: name });
    }
  });
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
  await step('verify that nothing remains', 60, async () => {
    const left = added(before, await inventory(services));
    const named = Object.entries(left).map(([type, names]) => `${type}: ${names.join(', ')}`);
    for (const line of named) say(`     left: ${line}`);
    if (named.length > 0) throw new StepFailed('verify that nothing remains', `there are still ${named.join('; ')}`);
  });
}

/** Names of the log groups that these stacks declare. */
async function logGroupsOfStacks(services: Services, stackNames: readonly string[]): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const StackName of stackNames) {
    const resources = blocks(await services.query('cloudformation', '2010-05-15', 'DescribeStackResources', { StackName }), 'member');
    for (const resource of resources) {
      if (elements(resource, 'ResourceType')[0] !== 'AWS::Logs::LogGroup') continue;
      const name = elements(resource, 'PhysicalResourceId')[0];
      if (name !== undefined) names.add(name);
    }
  }
  return names;
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
