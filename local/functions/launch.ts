import type { Plan } from '../assembly/plan.ts';
import type { Addresses } from './environment.ts';

/** What the supervisor prepared for its children: `$PARLEY_HOME/run/launch.json`. */
export interface Launch {
  readonly plan: Plan;
  /** Folder of the bundles. */
  readonly bundles: string;
  readonly addresses: Addresses;
  readonly port: number;
  /** Loopback port and path of the connections API. */
  readonly connections: { readonly port: number; readonly path: string };
  readonly wakePort: number;
  /** The file of the embedded table; null: the table is an engine at `tableEndpoint`. */
  readonly tableFile: string | null;
  /** Real brokers, `host:port,…`; null: the topics are embedded. */
  readonly kafkaBrokers: string | null;
  /** DynamoDB's protocol; OpenSearch, or null: search is embedded. For whoever looks in from outside (scripts/console.ts). */
  readonly tableEndpoint: string | null;
  readonly searchEndpoint: string | null;
  /** The provider simulator's port, null without one. */
  readonly simulatorPort: number | null;
}

/** Functions that HTTP and WebSocket routes call: they run in the gateway, all others in the workers. */
export const routedFunctions = (plan: Plan): Set<string> =>
  new Set([...plan.http.map(({ functionName }) => functionName), ...plan.sockets.flatMap(({ routes }) => Object.values(routes))]);

/** Functions that event sources, schedules and other functions' `SCHEDULE_TARGET_ARN` name. */
export function triggeredFunctions(plan: Plan): Set<string> {
  const sources = [...plan.topicSources, ...plan.streamSources, ...plan.queueSources, ...plan.schedules].map(({ functionName }) => functionName);
  const targets = new Set(plan.functions.map(({ environment }) => environment['SCHEDULE_TARGET_ARN']));
  return new Set([...sources, ...plan.functions.filter(({ arn }) => targets.has(arn)).map(({ name }) => name)]);
}
