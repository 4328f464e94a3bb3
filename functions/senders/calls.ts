import { numberSetting, settingOr } from '../../adapters/environment.ts';
import { guardedFetch } from '../../adapters/outgoing/guarded-fetch.ts';
import { parseAllowed } from '../../adapters/outgoing/permission.ts';
import type { CallSettings } from '../../channels/outbound.ts';
import { retryAfterOf } from '../../channels/outgoing.ts';
import { baseUrlOf } from '../../channels/registry/providers.ts';
import { fairShare, type Lane, type Leave } from '../../domain/outbound/fair-share.ts';
import type { ActionDeps, Posted } from '../../domain/outbound/rule-actions/run-action.ts';
import type { DeliverDeps } from '../../domain/outbound/webhooks/deliver-event.ts';

/** Concurrent calls in one process: to one receiver, of one tenant, and of all rules' webhooks together. On Lambda, a process runs one call at a time. */
const PER_RECEIVER = 4;
const PER_TENANT = 10;
const WEBHOOKS = 16;

export const timeoutMs = numberSetting('SEND_TIMEOUT_MS', 10_000);
export const fetchGuarded = guardedFetch(parseAllowed(settingOr('PARLEY_OUTGOING_ALLOW', '')));

export const callSettings = (channel: string): CallSettings => ({ baseUrl: baseUrlOf(channel, process.env), timeoutMs, fetch: fetchGuarded });

const share = fairShare({ clock: Date.now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) });
const lanesOf = (tenantId: string, receiver: string): Lane[] => [
  { key: `${tenantId}/${receiver}`, most: PER_RECEIVER },
  { key: tenantId, most: PER_TENANT },
];

/** Waits for a free slot for a reply of an origin. */
export const turnOf = (tenantId: string, originId: string): Promise<Leave | null> => share(lanesOf(tenantId, originId));

/** Waits for a free slot for a call of a rule. */
export const webhookTurn: ActionDeps['turn'] = (tenantId, host) => share([...lanesOf(tenantId, host), { key: 'webhooks', most: WEBHOOKS }]);

/** Waits for a free slot for an event of a customer's webhook. */
export const deliveryTurn: DeliverDeps['turn'] = (tenantId, webhookId) =>
  share([...lanesOf(`${tenantId}/webhooks`, webhookId), { key: 'customers', most: WEBHOOKS }]);

/** Reads an address that a person configured; returns failures as values. */
export const fetched = async (url: string): Promise<{ readonly status: number; readonly body: string } | { readonly unanswered: string }> => {
  try {
    const { status, body } = await fetchGuarded(url, { method: 'GET', headers: { accept: 'application/json' }, body: '', timeoutMs });
    return { status, body };
  } catch (error) {
    return { unanswered: error instanceof Error && 'code' in error ? String(error.code) : 'ECONNRESET' };
  }
};

/** Calls a rule's or a customer's webhook; returns failures as values. */
export const post: ActionDeps['post'] = async (url, headers, body): Promise<Posted> => {
  try {
    const answer = await fetchGuarded(url, { method: 'POST', headers, body, timeoutMs });
    return { status: answer.status, ...retryAfterOf(answer) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'ECONNRESET';
    return code === 'OUTGOING_REFUSED' ? { unanswered: (error as Error).message, refused: true } : { unanswered: code };
  }
};
