import { isOperators, passes } from './answers.ts';
import type { Service } from './service.ts';
import { signedHeaders } from './signed-headers.ts';

export type Called =
  /** Any status that no repeat makes better: 2xx, and refusals of this one call. */
  | { readonly outcome: 'answered'; readonly status: number; readonly body: string }
  /** Not now. `restMs`: the service is left alone for so long; null: nobody knows. `isOperators`: only the operator can mend it. */
  | { readonly outcome: 'later'; readonly reason: string; readonly restMs: number | null; readonly isOperators: boolean };

/** One signed `POST {url}{path}`; whatever comes of it is a value. @throws when the secret cannot be read */
export const callService = async (service: Service, path: string, content: unknown): Promise<Called> => {
  const { url, secret, post, breaker, clock } = service;
  const restMs = breaker.restMs();
  if (restMs > 0) return { outcome: 'later', reason: 'it did not answer a moment ago', restMs, isOperators: false };
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
