import { NOTICE } from '../limits.ts';
import { cut } from '../text/well-formed.ts';

/** Why a reply was not delivered: the provider's own code if it gave one, and a sentence for the agent. */
export interface DeliveryError {
  readonly code: string;
  readonly message: string;
}

/** Maximum characters of a code. */
const CODE = 100;

/** Our own codes. A provider's codes come with the provider's own text. */
const OWN = {
  sender_not_built: 'Parley cannot send on this channel yet.',
  no_action: 'The channel does not support this action.',
  origin_disabled: 'The origin is disabled; nothing is sent there.',
  origin_disconnected: 'The origin has been disconnected.',
  deleted: 'The reply was deleted before it was sent.',
  answer_lost: "The provider's answer was lost. The customer may have the message.",
  no_answer: 'The receiver did not answer in time. The customer may have the message.',
  no_connection: 'The receiver could not be reached.',
  address_refused: 'The address may not be called.',
  access_lost: "The provider no longer accepts the origin's credentials. Send this again after an admin has renewed them.",
  file_gone: 'A file of the reply is no longer in the store.',
  chat_gone: 'The chat does not exist (any more) in the application of the origin.',
  continues: 'Some parts of the reply are sent; the others follow.',
  internal: 'Parley could not send the reply because of an error of its own.',
  failed: 'The reply could not be sent.',
} as const;
export type OwnCode = keyof typeof OWN;

export const deliveryError = (code: string, message: string): DeliveryError => ({ code: cut(code, CODE), message: cut(message, NOTICE, '…') });

/** One of our own errors. `more` is appended to the sentence. */
export const ownError = (code: OwnCode, more = ''): DeliveryError => deliveryError(code, more === '' ? OWN[code] : `${OWN[code]} ${more}`);

/** The provider's code with what the agent can do about it, followed by the provider's own text. */
export const accessLost = ({ code, message }: DeliveryError): DeliveryError => deliveryError(code, `${OWN.access_lost} (${message})`);

const isOwn = (code: string): code is OwnCode => Object.hasOwn(OWN, code);

/** Reads a stored error. Until November 2026 it was one text: one of our codes, or the provider's `code: words`. */
export const readDeliveryError = (stored: unknown): DeliveryError | null => {
  if (typeof stored === 'string') {
    if (isOwn(stored)) return ownError(stored);
    const [, code, words] = /^(\d{1,9}|HTTP \d{3}): (.+)$/s.exec(stored) ?? [];
    return deliveryError(code ?? 'failed', words ?? stored);
  }
  if (typeof stored !== 'object' || stored === null || !('code' in stored) || !('message' in stored)) return null;
  return { code: String(stored.code), message: String(stored.message) };
};
