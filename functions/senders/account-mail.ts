import { randomBytes } from 'node:crypto';
import { settingOr } from '../../adapters/environment.ts';
import type { openMailer as OpenMailer } from '../../adapters/mail/ses.ts';
import { outcomeOf } from '../../channels/mail/sender/outcome.ts';
import { unanswered } from '../../channels/outgoing.ts';
import { baseUrlOf } from '../../channels/registry/providers.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { AccountMail } from '../../domain/people/account-mail/account-mail.ts';
import type { AccountMailDeps } from '../../domain/people/sending/send-account-mail.ts';
import type { Table } from '../../domain/table/port.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import { timeoutMs } from './calls.ts';

/** The first mail loads the mail service's client. */
let mailer: ReturnType<typeof OpenMailer> | undefined;

/** One mail from the deployment's own address, in the name of the business. Without that address (`MAIL_FROM`), it fails. */
const send = async ({ tenantId, id, senderName, to, subject, text }: AccountMail): Promise<Outcome> => {
  const from = settingOr('MAIL_FROM', '');
  if (from === '') return { outcome: 'failed', error: ownError('failed', '(MAIL_FROM is not set)') };
  const { composed } = await import('../../channels/mail/sender/compose.ts');
  const { ownMessageId } = await import('../../channels/mail/sender/ids.ts');
  const own = ownMessageId({ tenantId, id }, from);
  const content = { subject, text, html: null, files: [], cc: [], inReplyTo: null, references: [own], date: new Date(), automatic: true };
  const raw = await composed({ from: { name: senderName, address: from }, to, messageId: own, ...content });
  mailer ??= (await import('../../adapters/mail/ses.ts')).openMailer({ endpoint: baseUrlOf('mail', process.env), timeoutMs });
  try {
    return outcomeOf(await mailer({ from, to: [to], raw }), { from, own });
  } catch (error) {
    return unanswered(error);
  }
};

/** What mails about accounts need. */
export const accountMailDeps = (table: Table, repeatForMs: number): AccountMailDeps => ({
  table,
  clock: Date.now,
  random: Math.random,
  newSecret: () => randomBytes(32).toString('base64url'),
  repeatForMs,
  publicUrl: settingOr('PARLEY_PUBLIC_URL', '').replace(/\/+$/, ''),
  send,
});
