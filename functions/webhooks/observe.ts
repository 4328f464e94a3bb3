import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Outcome, Received } from './receive.ts';
import type { WebhookCall } from './request.ts';

interface Watch {
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly metrics: Pick<Metrics, 'addMetric' | 'publishStoredMetrics'>;
  readonly unit: (typeof MetricUnit)['Count'];
  readonly clock: () => number;
}

export interface Observer {
  received(call: WebhookCall, received: Received): void;
  failed(call: WebhookCall, error: unknown): void;
}

const COUNTED: Partial<Record<Outcome, string>> = {
  unsigned: 'WebhookSignatureRejected',
  unverified: 'WebhookTokenRejected',
  not_json: 'WebhookNotJson',
  too_large: 'WebhookTooLarge',
};
/** Metrics of what goes well are gathered and written this often: a line for each call would cost more than the call. */
const GATHER_MS = 5000;

/** Counts everything, logs what is out of the ordinary: never a text, a name, a secret or a body. */
export const observer = ({ logger, metrics, unit, clock }: Watch): Observer => {
  let published = clock();
  const sums = new Map<string, number>();
  const publish = (atOnce: boolean): void => {
    if (sums.size === 0 || (!atOnce && clock() - published < GATHER_MS)) return;
    for (const [name, sum] of sums) metrics.addMetric(name, unit, sum);
    sums.clear();
    metrics.publishStoredMetrics();
    published = clock();
  };
  const count = (name: string, value: number): void => {
    if (value > 0) sums.set(name, (sums.get(name) ?? 0) + value);
  };
  const line = ({ channel, originId, requestId }: WebhookCall) => ({ correlation_id: requestId, channel, originId });
  return {
    received(call, { outcome, tenantId, counts, reasons }) {
      if (counts) {
        count('WebhookEvents', counts.events);
        count('WebhookIgnored', counts.ignored);
        count('WebhookUnreadable', counts.unreadable);
        count('WebhookUnrouted', counts.unrouted);
      }
      const refused = COUNTED[outcome];
      if (refused !== undefined) {
        count(refused, 1);
        logger.warn('webhook refused', { ...line(call), tenantId, outcome });
      }
      const kept = counts !== undefined && counts.unreadable + counts.unrouted > 0;
      if (kept) logger.warn('elements kept raw', { ...line(call), tenantId, ...counts, reasons });
      publish(refused !== undefined || kept);
    },
    failed(call, error) {
      count('WebhookUnavailable', 1);
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.name : undefined;
      logger.error('webhook not stored', {
        ...line(call),
        error: error instanceof Error ? error.name : typeof error,
        cause,
        trace: error instanceof Error ? error.stack?.split('\n').slice(1, 6) : undefined,
      });
      publish(true);
    },
  };
};
