import { info, type Row } from './report.ts';

/**
 * List prices of us-east-1 in US dollars, November 2026, without free tiers and discounts. What is rented by the hour (brokers, the search
 * domain) does not depend on a message and is named apart.
 */
const PRICES = {
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  httpRequest: 1.0 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  lambdaGbSecondArm: 0.0000133334,
  socketMessage: 1.0 / 1e6,
  sqsRequest: 0.4 / 1e6,
  logGb: 0.5,
} as const;

/** Memory at which Lambda gives one whole core. */
const GB_PER_CORE = 1.769;

export interface Measured {
  /** All-in: the command, queues and counters. */
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Of our own code, all functions together. */
  readonly cpuMs: number;
  /** Records in one batch of the topic's and the stream's consumers. */
  readonly batch: number;
}

/** What a million inbound messages cost, line by line, from measured units. */
export const costRows = ({ writeUnits, readUnits, cpuMs, batch }: Measured): Row[] => {
  const million = 1e6;
  const invocations = 1 + 3 / batch;
  const lines: [string, number][] = [
    [`table writes: ${writeUnits.toFixed(1)} units × $0.625/M`, writeUnits * PRICES.writeUnit],
    [`table reads: ${readUnits.toFixed(1)} units × $0.125/M`, readUnits * PRICES.readUnit],
    ['API Gateway: 1 webhook × $1.00/M', PRICES.httpRequest],
    [`Lambda requests: 1 webhook + 3 batches of ${batch} × $0.20/M`, invocations * PRICES.lambdaRequest],
    [`Lambda time: ${cpuMs.toFixed(2)} ms of a core at 1,769 MB × $0.0000133334/GB-s`, (cpuMs / 1000) * GB_PER_CORE * PRICES.lambdaGbSecondArm],
    [`delivery: 1 SQS message (3 requests in batches of 10) × $0.40/M, 2 frames to one agent × $1.00/M`, 0.3 * PRICES.sqsRequest + 2 * PRICES.socketMessage],
    ['logs: 0.5 KB × $0.50/GB', (0.5 / (1024 * 1024)) * PRICES.logGb],
  ];
  const total = lines.reduce((sum, [, each]) => sum + each, 0);
  return [
    ...lines.map(([what, each]) => info(`$ for a million: ${what}`, `$${(each * million).toFixed(2)}`)),
    info('$ for a million inbound messages, brokers and search domain apart', `$${(total * million).toFixed(2)}`),
  ];
};
