import { randomBytes } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import { settingOr } from '../../adapters/environment.ts';
import type { openMailer as OpenMailer } from '../../adapters/mail/ses.ts';
import { outcomeOf } from '../../channels/mail/sender/outcome.ts';
import { unanswered } from '../../channels/outgoing.ts';
import { baseUrlOf } from '../../channels/registry/providers.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { AccountMail, AccountMailEntry } from '../../domain/people/account-mail/account-mail.ts';
import { type AccountMailDeps, giveUpAccountMail, type Mailed, sendAccountMail } from '../../domain/people/sending/send-account-mail.ts';
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
  const content = { subject, text, html: null, files: [], cc: [], replyTo: null, inReplyTo: null, references: [own], date: new Date(), automatic: true };
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
  consoleUrl: settingOr('PARLEY_CONSOLE_URL', settingOr('PARLEY_PUBLIC_URL', '')).replace(/\/+$/, ''),
  send,
});

type Entry = AccountMailEntry['accountMail'];

/** Sends mails about accounts. The log names neither the address nor whether there is an account: `nobody` looks like `sent`. */
export const openAccountMails = (table: Table, repeatForMs: number, logger: Pick<Logger, 'info'>) => {
  const deps = accountMailDeps(table, repeatForMs);
  const tell = ({ kind, correlationId }: Entry, outcome: Mailed): void =>
    logger.info('mail about an account', { correlation_id: correlationId, kind, ...(outcome === 'failed' ? { outcome } : {}) });
  return {
    send: async (entry: Entry, attempt: Parameters<typeof sendAccountMail>[2]): Promise<void> => tell(entry, await sendAccountMail(deps, entry, attempt)),
    giveUp: async (entry: Entry): Promise<void> => tell(entry, await giveUpAccountMail(deps, entry)),
  };
};
