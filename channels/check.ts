import type { CredentialCheck } from '../domain/outbound/origin-test/credential-check.ts';
import type { Outcome } from '../domain/outbound/outcome.ts';
import { deliveryError } from '../domain/vocabulary/delivery-error.ts';
import type { CallSettings, OutgoingAnswer } from './outbound.ts';
import { type Attempt, attempt } from './outgoing.ts';
import type { ReadMailbox } from './poller.ts';

/** The identity by which the deployment's mail service sends for an address. */
export type MailIdentity =
  /** `identity`: the address, or its domain. */
  | { readonly identity: string; readonly verified: boolean }
  /** The deployment does not send from this address. */
  | { readonly identity: null }
  /** An error of the mail service. `status` is undefined if it did not answer. */
  | { readonly code: string; readonly message: string; readonly status: number | undefined };

/** What checking an origin needs. */
export interface CheckSettings extends CallSettings {
  /** The public address of the origin's webhook. Undefined where the public address is not set. */
  readonly webhookUrl?: string;
  /** For channels that send mail. Never rejects. */
  readonly mailIdentity: (address: string) => Promise<MailIdentity>;
  /** For channels that read mailboxes. */
  readonly mailbox: ReadMailbox;
}

/**
 * The export of a channel's `check.ts`: calls to the provider that change nothing and show whether it accepts the credentials. Never throws, whether the
 * provider answers or not.
 */
export type Check<Credentials = never> = (credentials: Credentials, settings: CheckSettings) => Promise<CredentialCheck>;

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

/** One call that reads, like `attempt`. */
export const reading = (settings: CallSettings, url: string, headers: Readonly<Record<string, string>>): Promise<Attempt> =>
  attempt(settings, url, { method: 'GET', headers, body: '' });

/** What the outcome of a call that reads says about the credentials. */
export const verdictOfOutcome = (outcome: Outcome): CredentialCheck => {
  if (outcome.outcome === 'sent') return { state: 'passed' };
  const error = deliveryError(outcome.error.code, outcome.error.message);
  if (outcome.outcome === 'reauthorise') return { state: 'failed', error, ...(outcome.expired ? { expired: true as const } : {}) };
  return { state: outcome.outcome === 'failed' ? 'failed' : 'unknown', error };
};

/** The provider accepts the credentials, but another setting there is wrong. */
export const misconfigured = (code: string, message: string): CredentialCheck => ({ state: 'failed', error: deliveryError(code, message), accepted: true });
