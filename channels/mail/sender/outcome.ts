import type { Outcome } from '../../../domain/outbound/outcome.ts';
import { deliveryError } from '../../../domain/vocabulary/delivery-error.ts';
import type { MailAnswer } from '../../outbound.ts';
import { retryAfterOf } from '../../outgoing.ts';
import { sesMessageId } from './ids.ts';

/**
 * Errors of `SendEmail`, https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html and CommonErrors.html beside it (read 2026-11). All of
 * them mean that nothing was sent; after any other 5xx, the mail may have been sent.
 */
const LIMITS: ReadonlySet<string> = new Set(['TooManyRequestsException', 'LimitExceededException', 'ThrottlingException', 'Throttling']);
/** The deployment or the origin may not send: an admin has to change something at SES. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  AccountSuspendedException: 'SES has suspended the account; it sends nothing any more.',
  SendingPausedException: 'Sending is paused for the account, or for the configuration set.',
  MailFromDomainNotVerifiedException: "The MX record of the identity's custom MAIL FROM domain is missing.",
  not_an_identity: 'This deployment may not send mail from this address: it is none of its mailIdentities.',
  NotFoundException: 'SES does not know the configuration set.',
  AccessDeniedException: "Parley's role may not send mail from this address.",
  UnrecognizedClientException: "SES does not know Parley's credentials.",
  InvalidClientTokenId: "SES does not know Parley's credentials.",
  ExpiredTokenException: "Parley's credentials for SES have expired.",
};

/** SES's error for identities that are not verified. It lists each of them, also the receiver's while the account is in the sandbox. */
const isUnverified = (message: string): boolean => /not verified/i.test(message);

const sentence = (own: string, words: string): string => (words === '' ? own : `${own} (SES: ${words})`);

/** `from`: the mail's address. `own`: Parley's id of the mail; answers contain it in `References`. */
export const outcomeOf = (answer: MailAnswer, { from, own }: { readonly from: string; readonly own: string }): Outcome => {
  if ('messageId' in answer) {
    const providerId = sesMessageId(answer.messageId, answer.region);
    return { outcome: 'sent', providerId, sentParts: [providerId, own] };
  }
  const { code, message, status } = answer;
  if (LIMITS.has(code) || status === 429) {
    // The limits belong to the account: for each second and for 24 hours. SES does not say which one was reached or when to retry.
    const error = deliveryError(code, sentence('The account has reached a sending limit of SES.', message));
    return { outcome: 'retry', error, ...retryAfterOf(answer), holdsOrigin: true };
  }
  const forbidden = Object.hasOwn(FORBIDDEN, code) ? FORBIDDEN[code] : undefined;
  if (forbidden !== undefined) return { outcome: 'reauthorise', error: deliveryError(code, sentence(forbidden, message)) };
  if (isUnverified(message)) return unverified(code, message, from);
  if (status >= 400 && status < 500) return { outcome: 'failed', error: deliveryError(code, sentence('SES does not take this mail.', message)) };
  return { outcome: 'unknown', error: deliveryError(code, sentence(`SES answered ${status}. The customer may have the message.`, message)) };
};

const unverified = (code: string, message: string, from: string): Outcome => {
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  const named = message.toLowerCase().split(/[\s,;]+/);
  if (named.some((word) => word === from.toLowerCase() || word === domain))
    return { outcome: 'reauthorise', error: deliveryError(code, sentence(`${from} is no verified identity of SES.`, message)) };
  return { outcome: 'failed', error: deliveryError(code, sentence('The account is in the sandbox of SES, which sends to verified addresses only.', message)) };
};
