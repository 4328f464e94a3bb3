import { outbound } from '../../../../channels/mail/outbound.ts';
import type { MailAnswer, OutgoingMail } from '../../../../channels/outbound.ts';
import type { ReplyAction } from '../../../../domain/channels/actions.ts';
import { receiver, reply } from '../../exchange.ts';

export const question: ReplyAction = {
  ...reply,
  surface: 'mail',
  to: 'ada@customers.example',
  subject: 'Where is order 77?',
  inReplyTo: '<question@customers.example>',
};
export const ACCEPTED: MailAnswer = { messageId: '0102018f-1-000000', region: 'eu-west-1' };
export const SHOP = { address: 'help@shop.example', inboundSecret: 'a secret of ours' };

/** One reply by mail, against a service that gives one answer. */
export const sendMail = async (
  change: Partial<ReplyAction> = {},
  answer: MailAnswer | (() => never) = ACCEPTED,
  { credentials = SHOP, originName = 'Shop help' } = {},
) => {
  const mails: OutgoingMail[] = [];
  const { settings } = receiver(() => ({ status: 200, retryAfter: null, body: '' }));
  const outcome = await outbound.perform({ ...question, ...change }, credentials, {
    ...settings,
    originName,
    async sendMail(mail) {
      mails.push(mail);
      return typeof answer === 'function' ? answer() : answer;
    },
  });
  return { outcome, mails, raw: Buffer.from(mails[0]?.raw ?? []).toString('latin1') };
};

/** The headers of a mail as they are written, unfolded, by lower-case name. */
export const headersOf = (raw: string): [string, string][] =>
  raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .split(/\r\n(?![ \t])/)
    .map((field) => [
      field.slice(0, field.indexOf(':')).toLowerCase(),
      field
        .slice(field.indexOf(':') + 1)
        .replace(/\r\n/g, '')
        .trim(),
    ]);
