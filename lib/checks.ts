import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import type { Node } from 'constructs';

/**
 * Whether the policy checks run. They take seconds, so that what cannot be deployed (synthesised without bundling, as
 * `npm start` and `cdk ls` do) goes without; `-c checks=true|false` decides otherwise.
 */
export function mustPassChecks(node: Node): boolean {
  const bundled = node.tryGetContext(BUNDLING_STACKS) as readonly string[] | undefined;
  return String(node.tryGetContext('checks') ?? bundled?.length !== 0) === 'true';
}
