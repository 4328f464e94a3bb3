import { list, record, text } from '../../json.ts';

/** A mail that SES has received and stored. */
export interface MailReceipt {
  /** SES's id of the mail. The key of its object ends with this id. */
  readonly messageId: string;
  /** The recipients in the envelope, including blind copies. */
  readonly recipients: readonly string[];
  readonly hasVirus: boolean;
}

/**
 * One record of SES's event for a function: `{eventSource: "aws:ses", ses: {mail: {messageId}, receipt: {recipients, virusVerdict: {status}}}}`. Undefined for
 * anything else.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html and receiving-email-notifications-contents.html beside it (read 2026-11-29)
 */
export const readReceipt = (given: unknown): MailReceipt | undefined => {
  const ses = record(record(given)?.['ses']);
  const [mail, receipt] = [record(ses?.['mail']), record(ses?.['receipt'])];
  const messageId = text(mail?.['messageId']);
  if (record(given)?.['eventSource'] !== 'aws:ses' || messageId === undefined || !/^[\w.-]{1,200}$/.test(messageId)) return undefined;
  const recipients = (list(receipt?.['recipients']) ?? []).flatMap((address) => text(address) ?? []);
  return { messageId, recipients, hasVirus: record(receipt?.['virusVerdict'])?.['status'] === 'FAIL' };
};

/** `{origin's id}@{receiving domain}`, also with `+…` after the id; undefined for another address. Mail servers may change the case of letters. */
export const originOfRecipient = (address: string, domain: string): string | undefined => {
  const at = address.lastIndexOf('@');
  if (at === -1 || address.slice(at + 1).toLowerCase() !== domain.toLowerCase()) return undefined;
  const local = address.slice(0, at).replace(/\+.*$/, '').toLowerCase();
  return /^[a-z0-9_-]{1,64}$/.test(local) ? local : undefined;
};
