import { type DeliveryError, deliveryError } from '../../../domain/vocabulary/delivery-error.ts';

/** The formats of Parley's mail ids (`sender/ids.ts`), of the ids of mails to visitors of live chats, and of those of escalations, which are not replies. */
const OWN = /^<parley\.[\w-]+@[^<>]+>$/;
const CHAT = /^<chat\.[\w-]+\.\d+-\d+@parley\.invalid>$/;
const ESCALATION = /^<escalation\./;

/**
 * The reply that a report is about, by the ids in the mail's `References`: by Parley's own id, which is the last one, otherwise by the `Message-ID`. A mail to a
 * visitor has an id that names its replies. Null for
 * an escalation, or if neither is present.
 */
export const reportedId = (references: readonly string[], messageId: string | null): string | null => {
  if (references.some((id) => ESCALATION.test(id))) return null;
  const chat = references.find((id) => CHAT.test(id));
  if (chat !== undefined) return chat;
  const last = references.at(-1);
  return last !== undefined && OWN.test(last) ? last : messageId;
};

/** The status of RFC 3463 with the text of the server that rejected the mail (`smtp; 550 5.1.1 user unknown`). */
export const bounceError = (status: string | undefined, diagnostic: string | undefined): DeliveryError => {
  const words = (diagnostic ?? '').replace(/^[\w-]+\s*;\s*/, '').replace(/\s+/g, ' ');
  const code = /^\d\.\d{1,3}\.\d{1,3}/.exec(status ?? '')?.[0] ?? 'bounced';
  return deliveryError(code, words === '' ? 'The mail came back; the server gives no reason.' : `The mail came back: ${words}`);
};
