import type { CredentialCheck } from '../domain/outbound/origin-test/credential-check.ts';
import { deliveryError } from '../domain/vocabulary/delivery-error.ts';
import type { CallSettings, OutgoingAnswer } from './outbound.ts';

/**
 * The export of a channel's `check.ts`: calls to the provider that change nothing and show whether it accepts the credentials. Never throws, whether the
 * provider answers or not.
 */
export type Check<Credentials = never> = (credentials: Credentials, settings: CallSettings) => Promise<CredentialCheck>;

/** What an error status says about the credentials. 429 and 5xx say nothing about them. */
export const verdictOf = ({ status }: Pick<OutgoingAnswer, 'status'>, code: string, message: string): CredentialCheck => ({
  state: [400, 401, 403, 404].includes(status) ? 'failed' : 'unknown',
  error: deliveryError(code, message),
});

/** `error`: the value with which the call's promise was rejected. */
export const unanswered = (error: unknown): CredentialCheck => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no_answer';
  return { state: 'unknown', error: deliveryError(code, `The provider could not be reached (${code}).`) };
};
