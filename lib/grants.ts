import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { acknowledge } from './acknowledge.ts';
import type { ParleyFunction } from './parley-function.ts';

/** Grants a function exactly these actions on exactly these resources. A wildcard in a resource needs a reason. */
export function allow(fn: ParleyFunction, actions: readonly string[], resources: readonly string[], reasonForWildcard?: string): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  for (const resource of resources) {
    const finding = flattenCfnReference(Stack.of(fn).resolve(resource));
    if (!finding.includes('*')) continue;
    if (reasonForWildcard === undefined) throw new Error(`${fn.node.path}: a wildcard needs a reason: ${finding}`);
    if (fn.role) acknowledge(fn.role, `AwsSolutions-IAM5[Resource::${finding}]`, reasonForWildcard);
  }
}

/** The name that another stack's attribute gets in this function's stack, so that a finding about it can be acknowledged. */
export function seenBy(fn: ParleyFunction, owner: Stack, attribute: string): string {
  return Stack.of(fn) === owner ? attribute : owner.exportValue(attribute);
}

/** By name and the six characters that Secrets Manager appends, as its documentation advises. So no stack depends on an ARN of another one. */
export const secretNamed = (fn: ParleyFunction, name: string): string =>
  Stack.of(fn).formatArn({ service: 'secretsmanager', resource: 'secret', resourceName: `${name}-??????`, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
