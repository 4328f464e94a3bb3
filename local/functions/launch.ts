import { REGION } from '../assembly/identity.ts';
import type { Plan, QueueSource } from '../assembly/plan.ts';
import type { Addresses } from './environment.ts';

/** The supervisor's settings for its children: `$PARLEY_HOME/run/launch.json`. */
export interface Launch {
  readonly plan: Plan;
  /** Folder of the bundles. */
  readonly bundles: string;
  readonly addresses: Addresses;
  readonly port: number;
  /** The port on which each process gets wake-ups (adapters/embedded/wake.ts). */
  readonly wakePorts: { readonly workers: number; readonly gateway: number };
  /** The file of the embedded table; null: the table is an engine at `tableEndpoint`. */
  readonly tableFile: string | null;
  /** Real brokers, `host:port,…`; null: the topics are embedded. */
  readonly kafkaBrokers: string | null;
  /** DynamoDB's protocol; OpenSearch, or null: search is embedded. For tools (scripts/console.ts). */
  readonly tableEndpoint: string | null;
  readonly searchEndpoint: string | null;
  /** The provider simulator's port, null without one. */
  readonly simulatorPort: number | null;
}

/**
 * Queues whose functions post to live connections. The gateway reads them, because it has the connections: a frame is then a call
 * within a process instead of a request to another one.
 */
export function gatewayQueues(plan: Plan): QueueSource[] {
  const endpoints = plan.sockets.map(({ apiId }) => `https://${apiId}.execute-api.${REGION}.amazonaws.com/`);
  const posts = (environment: Readonly<Record<string, string>>): boolean =>
    Object.values(environment).some((value) => endpoints.some((endpoint) => value.startsWith(endpoint)));
  const posting = new Set(plan.functions.filter(({ environment }) => posts(environment)).map(({ name }) => name));
  return plan.queueSources.filter(({ functionName }) => posting.has(functionName));
}

/** The function that the provider simulator calls as SES would. It runs beside the simulator. */
export const mailFunction = (plan: Plan): string | undefined => plan.functions.find(({ entry }) => entry === 'functions/mail/handler.ts')?.name;

/** Functions of HTTP and WebSocket routes, and functions that post to connections. They run in the gateway, all others in the workers. */
export const gatewayFunctions = (plan: Plan): Set<string> =>
  new Set([
    ...[mailFunction(plan)].filter((name) => name !== undefined),
    ...plan.http.map(({ functionName }) => functionName),
    ...plan.sockets.flatMap(({ routes }) => Object.values(routes)),
    ...gatewayQueues(plan).map(({ functionName }) => functionName),
  ]);

/** Functions of the other event sources, of schedules and of `SCHEDULE_TARGET_ARN` in functions' settings. */
export function workerFunctions(plan: Plan): Set<string> {
  const elsewhere = new Set(gatewayQueues(plan));
  const queues = plan.queueSources.filter((source) => !elsewhere.has(source));
  const sources = [...plan.topicSources, ...plan.streamSources, ...queues, ...plan.schedules].map(({ functionName }) => functionName);
  const targets = new Set(plan.functions.map(({ environment }) => environment['SCHEDULE_TARGET_ARN']));
  return new Set([...sources, ...plan.functions.filter(({ arn }) => targets.has(arn)).map(({ name }) => name)]);
}
