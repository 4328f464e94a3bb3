import type { Logger } from '@aws-lambda-powertools/logger';
import { failureOf } from '../failure.ts';
import type { MetricName } from '../metrics.ts';
import type { Outcome, ProcessedWebhook } from './process-webhook.ts';
import type { WebhookCall } from './request.ts';

type Name = MetricName<'webhooks'>;

interface Watch {
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Published with the invocation. */
  readonly count: (name: Name, value: number) => void;
  readonly clock: () => number;
}

export interface Observer {
  received(call: WebhookCall, received: ProcessedWebhook): void;
  failed(call: WebhookCall, error: unknown): void;
}

const COUNTED: Partial<Record<Outcome, Name>> = {
  unsigned: 'WebhookSignatureRejected',
  unverified: 'WebhookTokenRejected',
  not_json: 'WebhookNotJson',
  too_large: 'WebhookTooLarge',
};
/** Counts of successful calls are collected and published at this interval, because a log line for each call would cost more than the call. */
const GATHER_MS = 5000;

/** Counts everything and logs what is unusual, but never a text, a name, a secret or a body. */
export const observer = ({ logger, count: publishCount, clock }: Watch): Observer => {
  // The first count is published immediately, because an alarm must see even one message in a quiet hour.
  let published = Number.NEGATIVE_INFINITY;
  const sums = new Map<Name, number>();
  const publish = (atOnce: boolean): void => {
    if (sums.size === 0 || (!atOnce && clock() - published < GATHER_MS)) return;
    for (const [name, sum] of sums) publishCount(name, sum);
    sums.clear();
    published = clock();
  };
  const count = (name: Name, value: number): void => {
    if (value > 0) sums.set(name, (sums.get(name) ?? 0) + value);
  };
  const line = ({ channel, originId, requestId }: WebhookCall) => ({ correlation_id: requestId, channel, originId });
  return {
    received(call, { outcome, tenantId, counts, reasons }) {
      if (counts) {
        count('MessagesAccepted', counts.events);
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
      logger.error('webhook not stored', { ...line(call), failure: failureOf(error) });
      publish(true);
    },
  };
};
