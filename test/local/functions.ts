import type { FunctionPlan } from '../../local/assembly/plan.ts';
import type { LocalFunction } from '../../local/functions/host.ts';

export const functionPlan = (name: string, more: Partial<FunctionPlan> = {}): FunctionPlan => ({
  name,
  arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  entry: `functions/${name}.ts`,
  handler: 'handler',
  timeoutSeconds: 10,
  memoryMb: 128,
  environment: {},
  asynchronous: { maxRetries: 2, maxAgeSeconds: 60, onFailure: null },
  ...more,
});

/** A trivial function, run as the host runs a real one. */
export const localFunction = (name: string, handler: (event: never) => unknown, more: Partial<FunctionPlan> = {}): LocalFunction => ({
  plan: functionPlan(name, more),
  invoke: async (event) => handler(event as never),
});
