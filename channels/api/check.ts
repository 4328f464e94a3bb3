import { deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { type Check, verdictOfOutcome } from '../check.ts';
import { isSuccess, postJson } from '../outgoing.ts';
import { parleySignature } from '../parley-signature.ts';
import type { ApiCredentials } from './credentials.ts';

/** The callback rejects the signature, or is not there. Other errors may only mean that it does not know this event. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/** A signed POST `{"type": "test", "createdAt": …}` to the callback, which has nothing to do for it (docs/channels.md). */
export const checkAt =
  (clock: () => number): Check<ApiCredentials> =>
  async ({ callbackUrl, signingSecret }, settings) => {
    if (callbackUrl === undefined)
      return { state: 'not_checked', error: deliveryError('no_callback', 'Without callbackUrl, replies are read through the API: nothing is called.') };
    const body = JSON.stringify({ type: 'test', createdAt: new Date(clock()).toISOString() });
    const made = await postJson(settings, callbackUrl, parleySignature(signingSecret, body), body);
    if ('outcome' in made) return verdictOfOutcome(made.outcome);
    const { status } = made.answer;
    if (isSuccess(made.answer)) return { state: 'passed' };
    return { state: REFUSALS.has(status) ? 'failed' : 'unknown', error: deliveryError(String(status), `The callback answered ${status}.`) };
  };

export const check = checkAt(Date.now);
