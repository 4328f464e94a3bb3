import type { MetricName } from '../metrics.ts';
import type { ApiResponse } from './request.ts';

/** The parts of the function's logger and metrics that are used here. */
interface Watch {
  readonly logger: Record<'info' | 'error', (message: string, line: Record<string, unknown>) => void>;
  readonly count: (name: MetricName<'api'>) => void;
}

/** Codes worth a metric of their own; API Gateway counts the rest. */
const COUNTED: Readonly<Record<string, MetricName<'api'>>> = { internal: 'InternalErrors', unavailable: 'Unavailable', rate_limited: 'RateLimited' };

/**
 * Logs one line per request. The facts go with the line and not into the logger, because a process may run several requests at once.
 * Logs no text, token or body.
 */
export function observe({ logger, count }: Watch, response: ApiResponse, elapsedMs: number): void {
  const { correlationId, error, ...facts } = response.facts;
  const line = { correlation_id: correlationId, status: response.status, ms: Math.round(elapsedMs * 10) / 10, ...facts };
  if (response.status >= 500) logger.error('request failed', { ...line, ...(error ? { failure: error } : {}) });
  else logger.info('request', line);
  const metric = facts.code === undefined ? undefined : COUNTED[facts.code];
  if (metric !== undefined) count(metric);
}
