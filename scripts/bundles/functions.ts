import { Stack } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { buildApp } from '../../lib/app.ts';
import type { ThreadCode } from '../../lib/bundling.ts';
import { ParleyFunction } from '../../lib/parley-function.ts';

export interface DeployedFunction {
  readonly entry: string;
  /** Names of the environment variables that its stack sets. */
  readonly variables: readonly string[];
  readonly thread: ThreadCode | undefined;
}

/** Every function of the stacks. */
export async function deployedFunctions(): Promise<readonly DeployedFunction[]> {
  const app = await buildApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  return app.node
    .findAll()
    .filter((construct) => construct instanceof ParleyFunction)
    .map((fn) => {
      const { environment } = fn.node.defaultChild as CfnFunction;
      const resolved = Stack.of(fn).resolve(environment) as { variables?: Record<string, unknown> } | undefined;
      return { entry: fn.entry, thread: fn.thread, variables: Object.keys(resolved?.variables ?? {}) };
    });
}
