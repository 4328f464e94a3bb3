import { retryAfterOf } from '../../channels/outgoing.ts';
import type { PollDeps } from '../../domain/origins/poll-origin.ts';

const TIMEOUT_MS = 20_000;

/**
 * Posts polled items to the origin's own webhook, as its provider would. The webhook verifies and parses them, keeps unreadable ones raw, and answers when they are
 * durable (docs/decisions/0662). `publicUrl`: of this hub.
 */
export const deliverPolled = async (
  publicUrl: string,
  { channel, originId }: Parameters<PollDeps['deliver']>[0],
  { headers, body, bytes }: Parameters<PollDeps['deliver']>[1],
): ReturnType<PollDeps['deliver']> => {
  try {
    const url = `${publicUrl.replace(/\/+$/, '')}/webhooks/${channel}/${encodeURIComponent(originId)}`;
    const answer = await fetch(url, { method: 'POST', headers, body: bytes ?? body, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.body?.cancel();
    const { retryAfterSeconds } = retryAfterOf({ retryAfter: answer.headers.get('retry-after') });
    return { ok: answer.ok, reason: `webhook: ${answer.status}`, ...(retryAfterSeconds === undefined ? {} : { afterSeconds: retryAfterSeconds }) };
  } catch {
    return { ok: false, reason: 'webhook: no answer' };
  }
};
