import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import type { Node } from 'constructs';

/**
 * Whether the policy checks run. They take seconds, so an assembly that cannot be deployed (synthesised without bundling, as
 * by `npm start` and `cdk ls`) skips them; `-c checks=true|false` overrides this.
 */
export function mustPassChecks(node: Node): boolean {
  const bundled = node.tryGetContext(BUNDLING_STACKS) as readonly string[] | undefined;
  return String(node.tryGetContext('checks') ?? bundled?.length !== 0) === 'true';
}
