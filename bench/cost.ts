import { readFileSync } from 'node:fs';
import type { UnitCosts } from './measure-costs.ts';
import { priceOf, type Region } from './prices.ts';
import { costsAtMost, info, type Row } from './report.ts';

export interface Line {
  readonly what: string;
  /** Dollars for each message (or reply, or call). */
  readonly dollars: number;
}

/** The measurements (bench/measured.json describes how). */
export const MEASURED = JSON.parse(readFileSync(new URL('measured.json', import.meta.url), 'utf8')) as {
  readonly units: UnitCosts;
  readonly cpu: { readonly oursMs: number; readonly enginesMs: number };
};

/** The size of batches, which determines the cost of an invocation: `busy` from some hundred messages a second, `trickle` one at a time. */
export interface Shape {
  readonly name: 'busy' | 'trickle';
  readonly topicBatch: number;
  /** Changed items of a message in the stream, including those of projections, by the batch size of each reader. */
  readonly projectorRuns: number;
  readonly reindexRuns: number;
  readonly deliveries: number;
  readonly deliveryBatch: number;
  /** Posts to each connection for a message: one for its frames and its ticket's, and another for counters, at most once a second. */
  readonly posts: number;
}

export const SHAPES: Readonly<Record<Shape['name'], Shape>> = {
  busy: { name: 'busy', topicBatch: 25, projectorRuns: 0.09, reindexRuns: 0.045, deliveries: 0.2, deliveryBatch: 10, posts: 1.1 },
  trickle: { name: 'trickle', topicBatch: 1, projectorRuns: 2, reindexRuns: 2, deliveries: 2, deliveryBatch: 1, posts: 2 },
};

/** Memory at which Lambda provides one whole core. */
const GB_PER_CORE = 1.769;
/** Assumed: Graviton compared with the measured machine, plus the tracer and logger, which were off. */
const CPU_FACTOR = 1.5;
/** Assumed milliseconds of waiting in one invocation: Kafka's acks=all; three round trips; two; one bulk; two reads and two posts. Billed like work. */
const WAITS = { webhook: 15, consumer: 24, projector: 16, reindex: 30, delivery: 40 } as const;
/** Assumed: three lines of the platform, one of ours and one of metrics per invocation; one access log line per request. */
const LOG_BYTES = { invocation: 1500, request: 300 } as const;
/** X-Ray records one request a second and a twentieth of the rest. */
const TRACED = 0.05;
const GB = 1e9;
const MB_512 = 0.5;

/** One inbound message, line by line; `watchers`: agents who are connected and may see it. Brokers, nodes and pollers are fixed costs and not included. */
export const inboundLines = (shape: Shape, watchers: number, region: Region, cpuMs = MEASURED.cpu.oursMs, units = MEASURED.units.inbound): Line[] => {
  const price = (name: string): number => priceOf(name, region);
  const deliveryRuns = shape.deliveries / shape.deliveryBatch;
  const runs = 1 + 1 / shape.topicBatch + shape.projectorRuns + shape.reindexRuns + deliveryRuns;
  const waiting = WAITS.webhook + WAITS.consumer / shape.topicBatch + WAITS.projector * shape.projectorRuns + WAITS.reindex * shape.reindexRuns;
  const gbSeconds = ((cpuMs * CPU_FACTOR) / 1000) * GB_PER_CORE + waiting / 1000 + (WAITS.delivery / 1000) * deliveryRuns * MB_512;
  return [
    { what: `table writes: ${units.writeUnits.toFixed(2)} units`, dollars: units.writeUnits * price('tableWrite') },
    { what: `table reads: ${units.readUnits.toFixed(2)} units`, dollars: units.readUnits * price('tableRead') },
    { what: 'HTTP API: 1 webhook', dollars: price('httpRequest') },
    {
      what: `posts: ${shape.posts} to each of ${watchers} connected agent${watchers === 1 ? '' : 's'} who may see it`,
      dollars: shape.posts * watchers * price('socketMessage'),
    },
    { what: `Lambda: ${runs.toFixed(2)} invocations`, dollars: runs * price('lambdaRequest') },
    {
      what: `Lambda: ${(gbSeconds * 1000).toFixed(1)} GB-ms (${cpuMs.toFixed(2)} ms CPU × ${CPU_FACTOR}, and ${waiting.toFixed(0)} ms waiting)`,
      dollars: gbSeconds * price('lambdaGbSecond'),
    },
    { what: `SQS: ${(shape.deliveries * 3).toFixed(1)} requests for delivery`, dollars: shape.deliveries * 3 * price('queueRequest') },
    {
      what: `logs: ${((runs * LOG_BYTES.invocation + LOG_BYTES.request) / 1000).toFixed(1)} KB`,
      dollars: ((runs * LOG_BYTES.invocation + LOG_BYTES.request) / GB) * price('logGb'),
    },
    { what: `traces: ${TRACED} of the invocations`, dollars: runs * TRACED * price('trace') },
    { what: `Kafka: ${units.recordBytes.toFixed(0)} bytes written`, dollars: (units.recordBytes / GB) * price('brokerExpressIn') },
  ];
};

/** One reply of an agent, from the request to the provider's answer. */
export const replyLines = (region: Region): Line[] => {
  const price = (name: string): number => priceOf(name, region);
  const { writeUnits, readUnits } = MEASURED.units.reply;
  // The API, two rounds of both readers, the sender (300 ms for the provider), delivery.
  const runs = 1 + 4 + 1 + 2;
  const gbSeconds = 0.04 + 4 * 0.025 + 0.35 * MB_512 + 2 * 0.04 * MB_512;
  return [
    { what: `table writes: ${writeUnits} units`, dollars: writeUnits * price('tableWrite') },
    { what: `table reads: ${readUnits} units`, dollars: readUnits * price('tableRead') },
    { what: 'HTTP API: 1 request', dollars: price('httpRequest') },
    { what: 'posts: 3 to 1 connected agent', dollars: 3 * price('socketMessage') },
    { what: `Lambda: ${runs} invocations`, dollars: runs * price('lambdaRequest') },
    { what: `Lambda: ${(gbSeconds * 1000).toFixed(0)} GB-ms (assumed)`, dollars: gbSeconds * price('lambdaGbSecond') },
    { what: 'SQS: 3 FIFO requests, 6 standard', dollars: 3 * price('queueFifoRequest') + 6 * price('queueRequest') },
    { what: `logs: ${((runs * LOG_BYTES.invocation) / 1000).toFixed(0)} KB`, dollars: ((runs * LOG_BYTES.invocation) / GB) * price('logGb') },
  ];
};

export const total = (lines: readonly Line[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0);

export interface BenchMeasured {
  /** Total: the command, queues and counters. */
  readonly writeUnits: number;
  readonly readUnits: number;
  /** CPU of our own code, all functions together. */
  readonly cpuMs: number;
  /** Records in one batch of the topic's and the stream's consumers. */
  readonly batch: number;
}

/** DESIGN §10, in dollars. */
const BUDGET_OF_A_MILLION = 12;

/** Rows of the bench: the cost of a million inbound messages in us-east-1, from the measurements of this run, with one agent watching. */
export const costRows = ({ writeUnits, readUnits, cpuMs, batch }: BenchMeasured): Row[] => {
  const units = { ...MEASURED.units.inbound, writeUnits, readUnits };
  const lines = inboundLines({ ...SHAPES.busy, topicBatch: batch }, 1, 'us-east-1', cpuMs, units);
  return [
    ...lines.map(({ what, dollars }) => info(`$ for a million: ${what}`, `$${(dollars * 1e6).toFixed(2)}`)),
    costsAtMost('$ for a million inbound messages; without brokers, pollers and search nodes (docs/cost.md)', BUDGET_OF_A_MILLION, total(lines) * 1e6),
  ];
};
