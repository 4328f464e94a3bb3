import { isOperators, passes } from './answers.ts';
import type { Service } from './service.ts';
import { signedHeaders } from './signed-headers.ts';

export type Called =
  /** Any status that a retry does not change: 2xx, and rejections of this one call. */
  | { readonly outcome: 'answered'; readonly status: number; readonly body: string }
  /** Try again later. `restMs`: pause before the next call; null: unknown. `isOperators`: only the operator can fix it. */
  | { readonly outcome: 'later'; readonly reason: string; readonly restMs: number | null; readonly isOperators: boolean };

/** One signed `POST {url}{path}`. Every outcome is a return value. @throws when the secret cannot be read */
export const callService = async (service: Service, path: string, content: unknown): Promise<Called> => {
  const { url, secret, post, breaker, clock } = service;
  const restMs = breaker.restMs();
  if (restMs > 0) return { outcome: 'later', reason: 'it did not answer recently', restMs, isOperators: false };
  const body = JSON.stringify(content);
  const posted = await post(`${url.replace(/\/+$/, '')}${path}`, signedHeaders(await secret(), clock(), body), body);
  if ('unanswered' in posted || passes(posted.status) || isOperators(posted.status)) {
    breaker.failed();
    const reason = 'unanswered' in posted ? posted.unanswered : `HTTP ${posted.status}`;
    return { outcome: 'later', reason, restMs: null, isOperators: 'status' in posted && isOperators(posted.status) };
  }
  breaker.succeeded();
  return { outcome: 'answered', ...posted };
};
