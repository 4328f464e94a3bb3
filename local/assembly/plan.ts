import type { QueueSettings } from '../../adapters/queues/embedded/engine.ts';

/** The resolved cloud assembly: everything that the gateway and the workers need. Plain JSON. */
export interface Plan {
  readonly functions: readonly FunctionPlan[];
  readonly http: readonly HttpRoute[];
  readonly sockets: readonly SocketApi[];
  readonly topicSources: readonly TopicSource[];
  readonly streamSources: readonly StreamSource[];
  readonly queueSources: readonly QueueSource[];
  /** Topics that the deployment makes, and how many partitions each has. */
  readonly topics: Readonly<Record<string, number>>;
  readonly queues: readonly QueueSettings[];
  readonly tables: readonly TablePlan[];
  readonly schedules: readonly SchedulePlan[];
  readonly secrets: readonly SecretPlan[];
  /** Members of the application's secret that a deployment generates. */
  readonly appKeys: readonly string[];
  /** Resources that a laptop does not support, one line each. */
  readonly notices: readonly string[];
}

export interface FunctionPlan {
  readonly name: string;
  readonly arn: string;
  /** Path of the source from the repository's root. */
  readonly entry: string;
  /** The export to call. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** For asynchronous invocations (schedules). */
  readonly asynchronous: { readonly maxRetries: number; readonly maxAgeSeconds: number; readonly onFailure: string | null };
}

export interface HttpRoute {
  readonly apiId: string;
  readonly routeKey: string;
  /** `ANY` or a method; `$default` has the path `$default`. */
  readonly method: string;
  readonly path: string;
  readonly functionName: string;
  readonly timeoutMs: number;
}

export interface SocketApi {
  readonly apiId: string;
  readonly stage: string;
  /** `$request.body.{this}` chooses the route; null: always `$default`. */
  readonly selector: string | null;
  /** Route key → function's name. */
  readonly routes: Readonly<Record<string, string>>;
}

/** Fields that all event sources share. Without filters, all records pass. */
interface Source {
  /** Stable over restarts: the key of checkpoints. */
  readonly id: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMs: number;
  /** ReportBatchItemFailures. */
  readonly partial: boolean;
  readonly filters: readonly unknown[];
}

interface RetryingSource extends Source {
  readonly from: 'TRIM_HORIZON' | 'LATEST';
  readonly bisect: boolean;
  /** -1: unlimited. */
  readonly maxRetries: number;
  /** -1: any age. */
  readonly maxAgeSeconds: number;
  /** A queue's name. */
  readonly onFailure: string | null;
  readonly sourceArn: string;
}

export interface TopicSource extends RetryingSource {
  readonly topic: string;
  readonly group: string;
}

export interface StreamSource extends RetryingSource {
  readonly table: string;
}

export interface QueueSource extends Source {
  readonly queue: string;
  readonly queueArn: string;
  readonly concurrency: number;
}

export interface TablePlan {
  readonly name: string;
  /** CreateTable's input. */
  readonly create: Readonly<Record<string, unknown>>;
}

export interface SchedulePlan {
  readonly name: string;
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  readonly expression: string;
  readonly functionName: string;
  /** JSON text given to the function; null: the event that the service sends. */
  readonly input: string | null;
}

export interface SecretPlan {
  readonly name: string;
  readonly arn: string;
  /** May contain `{{resolve:secretsmanager:…}}`; null: generated with `generate`. */
  readonly value: string | null;
  readonly generate: { readonly length: number; readonly template: string | null; readonly key: string | null } | null;
}
