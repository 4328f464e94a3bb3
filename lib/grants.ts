import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { acknowledge } from './acknowledge.ts';
import type { ParleyFunction } from './parley-function.ts';

/** Lets a function do exactly this with exactly these. A resource with a wildcard needs the reason why it cannot be named. */
export function allow(fn: ParleyFunction, actions: readonly string[], resources: readonly string[], reasonForWildcard?: string): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  for (const resource of resources) {
    const finding = flattenCfnReference(Stack.of(fn).resolve(resource));
    if (!finding.includes('*')) continue;
    if (reasonForWildcard === undefined) throw new Error(`${fn.node.path}: a wildcard needs a reason: ${finding}`);
    if (fn.role) acknowledge(fn.role, `AwsSolutions-IAM5[Resource::${finding}]`, reasonForWildcard);
  }
}

/** Another stack's attribute as this function's stack will name it, so that a finding about it can be foretold. */
export function seenBy(fn: ParleyFunction, owner: Stack, attribute: string): string {
  return Stack.of(fn) === owner ? attribute : owner.exportValue(attribute);
}

/** By name and the six characters that Secrets Manager appends, as its documentation advises: no two stacks hang on an ARN then. */
export const secretNamed = (fn: ParleyFunction, name: string): string =>
  Stack.of(fn).formatArn({ service: 'secretsmanager', resource: 'secret', resourceName: `${name}-??????`, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
