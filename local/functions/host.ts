import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REGION } from '../assembly/identity.ts';
import type { FunctionPlan } from '../assembly/plan.ts';
import { tellSupervisor } from '../supervisor/messages.ts';

type Handler = (event: unknown, context: LambdaContext) => unknown;

/** The context that Lambda's Node runtime passes to a handler with the event. */
export interface LambdaContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

/** The function did not answer in time. Unlike Lambda, we cannot stop it; its answer is ignored. */
export class FunctionTimedOut extends Error {
  constructor(name: string, seconds: number) {
    super(`${name} timed out after ${seconds.toFixed(2)} seconds`);
    this.name = 'FunctionTimedOut';
  }
}

/** The module could not be loaded, or does not export its handler. */
export class FunctionBroken extends Error {
  constructor(plan: FunctionPlan, cause: unknown) {
    super(`${plan.entry}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'FunctionBroken';
  }
}

export interface LocalFunction {
  readonly plan: FunctionPlan;
  /** Runs the handler once. @throws what it throws, FunctionTimedOut, FunctionBroken */
  invoke(event: unknown, timeoutMs?: number): Promise<unknown>;
}

/**
 * Loads a function's bundle with its own environment in `process.env`. Unlike on Lambda, the functions of one process share that environment
 * afterwards, which works because the stacks use the same names in all functions. `ended` is called after each call.
 */
export async function loadFunction(
  plan: FunctionPlan,
  bundles: string,
  environment: Readonly<Record<string, string>>,
  ended: () => void = () => undefined,
): Promise<LocalFunction> {
  Object.assign(process.env, environment);
  let handler: Handler | undefined;
  let broken: FunctionBroken | undefined;
  try {
    const module: Record<string, unknown> = await import(pathToFileURL(join(bundles, plan.entry.replace(/\.ts$/, '.js'))).href);
    const found = module[plan.handler];
    if (typeof found !== 'function') throw new Error(`there is no export ${plan.handler}`);
    handler = found as Handler;
  } catch (error) {
    broken = new FunctionBroken(plan, error);
    tellSupervisor(`a function cannot be loaded: ${broken.message}`);
  }
  return {
    plan,
    invoke: async (event, timeoutMs = plan.timeoutSeconds * 1000) => {
      if (handler === undefined) throw broken ?? new Error(`${plan.entry} is not loaded`);
      try {
        return await within(Math.min(timeoutMs, plan.timeoutSeconds * 1000), plan, handler, event);
      } finally {
        ended();
      }
    },
  };
}

function within(ms: number, plan: FunctionPlan, handler: Handler, event: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + ms;
    const timer = setTimeout(() => reject(new FunctionTimedOut(plan.name, ms / 1000)), ms);
    const settle =
      <T>(done: (value: T) => void) =>
      (value: T): void => {
        clearTimeout(timer);
        done(value);
      };
    try {
      Promise.resolve(handler(event, contextOf(plan, deadline))).then(settle(resolve), settle(reject));
    } catch (error) {
      settle(reject)(error);
    }
  });
}

function contextOf(plan: FunctionPlan, deadline: number): LambdaContext {
  return {
    functionName: plan.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: plan.arn,
    memoryLimitInMB: String(plan.memoryMb),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${plan.name}`,
    logStreamName: `laptop/${REGION}`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}
