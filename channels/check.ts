import type { CredentialCheck } from '../domain/outbound/origin-test/credential-check.ts';
import { deliveryError } from '../domain/vocabulary/delivery-error.ts';
import type { CallSettings, OutgoingAnswer } from './outbound.ts';

/**
 * The export of a channel's `check.ts`: calls of the provider that change nothing, and show whether it takes the credentials. Never throws for an
 * answer of the provider, or for none.
 */
export type Check<Credentials = never> = (credentials: Credentials, settings: CallSettings) => Promise<CredentialCheck>;

/** What an answer without success says of the credentials. Only these statuses are about the request: 429 and 5xx say nothing. */
export const verdictOf = ({ status }: Pick<OutgoingAnswer, 'status'>, code: string, message: string): CredentialCheck => ({
  state: [400, 401, 403, 404].includes(status) ? 'failed' : 'unknown',
  error: deliveryError(code, message),
});

/** `error`: what the call was rejected with. */
export const unanswered = (error: unknown): CredentialCheck => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no_answer';
  return { state: 'unknown', error: deliveryError(code, `The provider could not be reached (${code}).`) };
};
