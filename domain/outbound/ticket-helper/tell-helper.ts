import type { Breaker } from '../../automation/ai/breaker.ts';
import { passes, signedHeaders } from '../../services/signed-headers.ts';
import { pauseAfter } from '../patience.ts';
import { RetryLater } from '../retry-later.ts';
import type { HelperEntry } from './helper-entry.ts';

export interface HelperDeps {
  /** '' while there is no helper. */
  readonly url: string;
  secret(): Promise<string>;
  /** Never throws. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<{ readonly status: number } | { readonly unanswered: string }>;
  readonly breaker: Breaker;
  readonly clock: () => number;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  /** How long an event is repeated before it goes to the dead letters, in ms. */
  readonly repeatForMs: number;
}

/** An event that the helper does not take, now or any more; it goes to the dead letters with its reason. */
export class HelperRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'HelperRefused';
  }
}

/** One signed call of the helper. Answers false when there is none any more. @throws HelperRefused, RetryLater */
export const tellHelper = async (
  deps: HelperDeps,
  { event }: HelperEntry,
  attempt: { readonly receives: number; readonly queuedAt: number },
): Promise<boolean> => {
  if (deps.url === '') return false;
  const later = (reason: string, pauseMs: number): Error => {
    const leftMs = attempt.queuedAt + deps.repeatForMs - deps.clock();
    return leftMs > 0 ? new RetryLater(reason, Math.min(pauseMs, leftMs)) : new HelperRefused(`given up: ${reason}`);
  };
  const restMs = deps.breaker.restMs();
  if (restMs > 0) throw later('the helper did not answer a moment ago', restMs);
  const body = JSON.stringify(event);
  const headers = signedHeaders(await deps.secret(), deps.clock(), body);
  const posted = await deps.post(`${deps.url.replace(/\/+$/, '')}/v1/events`, headers, body);
  if ('unanswered' in posted || passes(posted.status)) {
    deps.breaker.failed();
    const reason = 'unanswered' in posted ? `no answer (${posted.unanswered})` : `the helper answered ${posted.status}`;
    throw later(reason, pauseAfter(attempt.receives, deps.random()));
  }
  deps.breaker.succeeded();
  if (posted.status < 200 || posted.status > 299) throw new HelperRefused(`the helper answered ${posted.status}`);
  return true;
};
