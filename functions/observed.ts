import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy, { type MiddlewareObj, type MiddyfiedHandler } from '@middy/core';
import { failureOf } from './failure.ts';
import type { MetricName, Service } from './metrics.ts';

/**
 * What Lambda gets to see of an error that left a handler. Its log and X-Ray write down messages and attributes of what is thrown;
 * ours has been written already, scrubbed. Error tracking knows this name and counts it once.
 */
export class Logged extends Error {
  constructor(name: string) {
    super(`${name}; the line logged before this one tells more`);
    this.name = 'Logged';
  }
}

export interface Observed<S extends Service> {
  readonly logger: Logger;
  /** Adds to a count, published with the invocation; nothing for 0. */
  count(name: MetricName<S>, value?: number): void;
  /** The same, apart for each value of further dimensions, which are few and known: each combination is billed as a metric of its own. */
  countOf(name: MetricName<S>, dimensions: Readonly<Record<string, string>>, value?: number): void;
  /** Milliseconds. */
  took(name: MetricName<S>, ms: number): void;
  /** The stack of every handler: trace, log context with a correlation id, metrics, and errors without secrets. */
  entry<Event, Answer>(): MiddyfiedHandler<Event, Answer>;
}

/**
 * The only way in which a function is watched: one logger, one set of metrics, one tracer, named by its service. `errors: 'as they
 * are'` is for functions that meet no customer's words and whose errors somebody reads elsewhere.
 */
export function observed<S extends Service>(service: S, errors: 'scrubbed' | 'as they are' = 'scrubbed'): Observed<S> {
  const logger = new Logger({ serviceName: service });
  const isSampling = Number(process.env['POWERTOOLS_LOGGER_SAMPLE_RATE'] ?? 0) > 0;
  const metrics = new Metrics({ namespace: 'Parley', serviceName: service });
  const tracer = new Tracer({ serviceName: service });
  return {
    logger,
    count: (name, value = 1) => {
      if (value > 0) metrics.addMetric(name, 'Count', value);
    },
    countOf: (name, dimensions, value = 1) => {
      if (value <= 0) return;
      const single = metrics.singleMetric();
      for (const [dimension, of] of Object.entries(dimensions)) single.addDimension(dimension, of);
      single.addMetric(name, 'Count', value);
    },
    took: (name, ms) => void metrics.addMetric(name, 'Milliseconds', Math.max(0, ms)),
    entry: <Event, Answer>() =>
      middy<Event, Answer>()
        // Where nothing is traced, not even asked at each call.
        .use(tracer.isTracingEnabled() ? captureLambdaHandler(tracer, { captureResponse: false }) : [])
        .use(watching({ logger, metrics, errors, isSampling })),
  };
}

interface Watching {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly errors: 'scrubbed' | 'as they are';
  /** Some calls log in detail, chosen at random for each call. */
  readonly isSampling: boolean;
}

/** Runs inside of the others: what it makes of an error is all that they see. */
function watching({ logger, metrics, errors, isSampling }: Watching): MiddlewareObj {
  const publish = (): void => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return {
    // Lines of one message or one request name its own id instead; a laptop runs several invocations in one process.
    before: ({ context }) => {
      // What Powertools' own middleware does, without its wish to log whole events, and without a promise more at each call.
      if (isSampling) logger.refreshSampleRateCalculation();
      logger.addContext(context);
      logger.appendKeys({ correlation_id: context.awsRequestId });
    },
    after: publish,
    onError: (request) => {
      const failure = failureOf(request.error);
      logger.error('handler failed', { failure });
      publish();
      if (errors === 'scrubbed') request.error = new Logged(failure.name);
    },
  };
}
