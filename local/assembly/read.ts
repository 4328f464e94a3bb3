import { readApis } from './apis.ts';
import { arnOf } from './identity.ts';
import type { FunctionPlan, Plan, QueueSource, SchedulePlan, StreamSource, TopicSource } from './plan.ts';
import { type Found, Resolver } from './resolve.ts';
import { readSource } from './sources.ts';
import { readStores } from './stores.ts';
import { readStacks, type Stack } from './template.ts';

/** Metadata of our functions with the path of their source (`lib/parley-function.ts`). */
const ENTRY = 'parley:entry';

/** The plan of a synthesised assembly in a folder. */
export const readAssembly = (directory: string): Plan => planOf(readStacks(directory));

export function planOf(stacks: readonly Stack[]): Plan {
  const resolver = new Resolver(stacks);
  const notices: string[] = [];
  const functions = readFunctions(resolver);
  const known = new Set(functions.map(({ name }) => name));
  // The CDK's custom resources are functions too. They are ignored.
  const ours = <T extends { functionName: string }>(items: readonly T[]): T[] => items.filter(({ functionName }) => known.has(functionName));

  const topicSources: TopicSource[] = [];
  const streamSources: StreamSource[] = [];
  const queueSources: QueueSource[] = [];
  for (const mapping of resolver.find('AWS::Lambda::EventSourceMapping')) {
    try {
      const read = readSource(mapping);
      if (read?.kind === 'topic') topicSources.push(read.source);
      else if (read?.kind === 'stream') streamSources.push(read.source);
      else if (read?.kind === 'queue') queueSources.push(read.source);
    } catch (error) {
      notices.push(error instanceof Error ? error.message : String(error));
    }
  }
  const { http, sockets } = readApis(resolver, notices);
  return {
    functions,
    http: ours(http),
    sockets,
    topicSources: ours(topicSources),
    streamSources: ours(streamSources),
    queueSources: ours(queueSources),
    ...readStores(resolver),
    schedules: ours(readSchedules(resolver)),
    notices,
  };
}

function readFunctions(resolver: Resolver): FunctionPlan[] {
  const invocations = resolver.find('AWS::Lambda::EventInvokeConfig');
  return resolver
    .find('AWS::Lambda::Function')
    .filter(({ metadata }) => typeof metadata[ENTRY] === 'string')
    .map(({ name, type, properties: p, metadata }) => {
      const variables = (p['Environment'] as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
      const config = invocations.find(({ properties }) => properties['FunctionName'] === name)?.properties;
      const failure = (config?.['DestinationConfig'] as { OnFailure?: { Destination?: string } } | undefined)?.OnFailure?.Destination;
      return {
        name,
        arn: arnOf(type, name),
        entry: String(metadata[ENTRY]),
        handler: String(p['Handler']).split('.').at(-1) ?? 'handler',
        timeoutSeconds: Number(p['Timeout'] ?? 3),
        memoryMb: Number(p['MemorySize'] ?? 128),
        environment: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
        asynchronous: {
          maxRetries: Number(config?.['MaximumRetryAttempts'] ?? 2),
          maxAgeSeconds: Number(config?.['MaximumEventAgeInSeconds'] ?? 21_600),
          onFailure: failure?.includes(':sqs:') ? failure.slice(failure.lastIndexOf(':') + 1) : null,
        },
      };
    });
}

const targetName = (arn: unknown): string => /:function:([^:/]+)/.exec(String(arn))?.[1] ?? '';

/** Schedules of the stacks. Functions create others through `#scheduler`. */
function readSchedules(resolver: Resolver): SchedulePlan[] {
  const plain = resolver.find('AWS::Scheduler::Schedule').map(({ name, properties: p }: Found): SchedulePlan => {
    const target = p['Target'] as { Arn?: string; Input?: string } | undefined;
    return { name, expression: String(p['ScheduleExpression']), functionName: targetName(target?.Arn), input: target?.Input ?? null };
  });
  const rules = resolver.find('AWS::Events::Rule').flatMap(({ name, properties: p }: Found): SchedulePlan[] => {
    const expression = p['ScheduleExpression'];
    if (typeof expression !== 'string' || p['State'] === 'DISABLED') return [];
    const targets = (p['Targets'] ?? []) as { Arn?: string; Input?: string }[];
    return targets.map((target, i) => ({ name: `${name}-${i}`, expression, functionName: targetName(target.Arn), input: target.Input ?? null }));
  });
  return [...plain, ...rules];
}
