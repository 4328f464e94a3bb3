import { buildPushPayload } from '@block65/webcrypto-web-push';
import type { PushOutcome, SendPush } from '../../domain/push/gateway.ts';
import type { OutgoingAnswer } from '../outgoing/answer.ts';
import type { OutgoingInit } from '../outgoing/exchange.ts';
import type { VapidKeys } from './vapid-keys.ts';

export interface WebPushDeps {
  readonly keys: () => Promise<VapidKeys>;
  /** How a push service reaches the operator: `https:` or `mailto:` (RFC 8292, section 2.1). */
  readonly contact: string;
  readonly timeoutMs: number;
  /** Calls an address of a subscription. @throws ForbiddenAddress; NoAnswer */
  readonly fetch: (url: string, init: OutgoingInit) => Promise<OutgoingAnswer>;
  /** Reads `Retry-After`. */
  readonly retryAfterOf: (answer: OutgoingAnswer) => { readonly retryAfterSeconds?: number };
}

/** Statuses of a push service (RFC 8030, sections 5 to 7; https://web.dev/articles/push-notifications-web-push-protocol, read 2026-11-30). */
const outcomeOf = (answer: OutgoingAnswer, retryAfterOf: WebPushDeps['retryAfterOf']): PushOutcome => {
  const { status } = answer;
  if (status >= 200 && status < 300) return { outcome: 'sent' };
  if (status === 404 || status === 410) return { outcome: 'gone' };
  const reason = `the push service answered ${status}`;
  return status === 429 || status >= 500 ? { outcome: 'later', reason, ...retryAfterOf(answer) } : { outcome: 'refused', reason };
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * Web Push: the notice is encrypted for the browser (RFC 8291), the call is signed with the deployment's key (RFC 8292). Whoever carries it sees
 * its size, which is always the same, its topic and its time.
 */
export const webPush =
  (deps: WebPushDeps): SendPush =>
  async ({ device, notice, topic, ttlSeconds }) => {
    const { endpoint, keys } = JSON.parse(device.token) as { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };
    // The library signs for https only. A laptop may allow an address without it.
    const signed = { endpoint: endpoint.replace(/^http:/, 'https:'), expirationTime: null, keys };
    const vapid = { ...(await deps.keys()), subject: deps.contact };
    try {
      const message = { data: JSON.stringify(notice), options: { topic, ttl: ttlSeconds, urgency: 'high' as const } };
      const { headers, body } = await buildPushPayload(message, signed, vapid);
      const answer = await deps.fetch(endpoint, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body: once(new Uint8Array(body)),
        timeoutMs: deps.timeoutMs,
      });
      return outcomeOf(answer, deps.retryAfterOf);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'ENCRYPTION';
      return code === 'OUTGOING_REFUSED' || code === 'ENCRYPTION' ? { outcome: 'refused', reason: code } : { outcome: 'later', reason: code };
    }
  };
