import { bucketsAt, emptyBucket, removeBucket } from './buckets.ts';
import type { Cdk } from './cdk.ts';
import { added, type Inventory, inventory } from './inventory.ts';
import { type Step, StepFailed } from './steps.ts';
import { blocks, elements, type Services } from './target.ts';

const TOOLKIT = 'CDKToolkit';
/** Other users may create buckets on the same emulator in the meantime. */
const OUR_BUCKETS = /^(parley-dev-|cdk-[a-z0-9]+-assets-)/;

export interface Demolition {
  readonly services: Services;
  readonly cdk: Cdk;
  readonly step: Step;
  readonly say: (line: string) => void;
  /** Resources that existed before the deployment; they include the bootstrap if we did not create it. */
  readonly before: Inventory;
}

/** Removes everything that the deployment and the functions created. @throws with the names of what is left */
export async function destroyAll({ services, cdk, step, say, before }: Demolition): Promise<void> {
  const ours = async (type: string): Promise<readonly string[]> => added(before, await inventory(services))[type] ?? [];
  const s3 = bucketsAt(services.target);
  await step('empty the buckets', 60, async () => {
    for (const bucket of await ours('buckets')) if (OUR_BUCKETS.test(bucket)) await emptyBucket(s3, bucket);
  });
  const declared = await logGroupsOfStacks(services, await ours('CloudFormation stacks'));
  await step('cdk destroy --all', 180, () => cdk.destroy());
  // An invocation that ends after its log group was deleted writes its last lines, and the log service recreates the group.
  // Only groups of our stacks are deleted here: any other one is an error that the last step reports.
  await step('delete log groups that a last run recreated', 60, async () => {
    for (const name of await ours('log groups')) {
      if (declared.has(name)) await services.json('logs', 'Logs_20140328.DeleteLogGroup', { logGroupName: name });
    }
  });
  // Functions create one for each origin at run time, so no template has them.
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
    // Its bucket is retained when the stack is deleted.
    for (const bucket of assets) await removeBucket(s3, bucket);
  });
  await step('verify that nothing remains', 60, async () => {
    const left = added(before, await inventory(services));
    const named = Object.entries(left).map(([type, names]) => `${type}: ${names.join(', ')}`);
    for (const line of named) say(`     left: ${line}`);
    if (named.length > 0) throw new StepFailed('verify that nothing remains', `left: ${named.join('; ')}`);
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
  throw new Error(`the stack ${stack} is not deleted`);
}
