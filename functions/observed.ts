import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy, { type MiddlewareObj, type MiddyfiedHandler } from '@middy/core';
import { failureOf } from './failure.ts';
import type { MetricName, Service } from './metrics.ts';

/**
 * Replaces an error that leaves a handler. Lambda's log and X-Ray record the message and attributes of thrown errors; our log already has the
 * scrubbed error. Error tracking knows this name, so that it counts the error once.
 */
export class Logged extends Error {
  constructor(name: string) {
    super(`${name}; see the previous log line`);
    this.name = 'Logged';
  }
}

export interface Observed<S extends Service> {
  readonly logger: Logger;
  /** Adds to a count, published with the invocation; nothing for 0. */
  count(name: MetricName<S>, value?: number): void;
  /** The same with further dimensions, which must have few, known values: each combination is billed as a metric. */
  countOf(name: MetricName<S>, dimensions: Readonly<Record<string, string>>, value?: number): void;
  /** Milliseconds. */
  took(name: MetricName<S>, ms: number): void;
  /** The middleware of every handler: trace, log context with a correlation id, metrics, and errors without secrets. */
  entry<Event, Answer>(): MiddyfiedHandler<Event, Answer>;
}

/**
 * Logger, metrics and tracer of a function, named after its service. `errors: 'as they are'` is for functions that process no text of
 * customers and whose errors are shown elsewhere.
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
        // Without tracing, no middleware checks for it at each call.
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

/** The innermost middleware: the others see only the error that it sets. */
function watching({ logger, metrics, errors, isSampling }: Watching): MiddlewareObj {
  const publish = (): void => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return {
    // Lines about one message or request have its own id instead; a laptop runs several invocations in one process.
    before: ({ context }) => {
      // The same as Powertools' own middleware, which can log whole events and adds a promise to each call.
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
