import { STORED_MAIL_BYTES, WEBHOOK_BYTES } from '../../domain/limits.ts';
import type { News } from '../../domain/origins/delivered-versions.ts';
import { parleySignature } from '../parley-signature.ts';
import type { ChannelPoller, Polled, ReadMailbox } from '../poller.ts';
import type { MailCredentials } from './credentials.ts';
import { loginOf } from './login.ts';

/** Mails per page. Each mail is a separate call of the webhook. */
const MAILS = 10;
const DAY_MS = 86_400_000;
/** A mail that was read is not listed again, so nothing has to be remembered. */
const NEVER = '9999-12-31T00:00:00.000Z';

type Large = Parameters<ReadMailbox>[1]['large'];

/** `at`: when the server received the last mail that was read. */
interface Cursor {
  readonly validity: string;
  readonly uid: number;
  readonly at: string;
}

/**
 * New mails of a mailbox by IMAP (RFC 9051), in the order of their UIDs. The cursor is UIDVALIDITY and UID, so nothing is skipped, even after a long pause. If
 * a server renumbers its mails, the mails of the day before are read again. A mail that arrives twice, or also by POST, has one identity. A mail that is too large for
 * the webhook is stored and read as SES's mails are (docs/decisions/0841).
 */
export const poller: ChannelPoller<MailCredentials> = {
  everySeconds: 60,
  async poll({ cursor, since, credentials: { imap }, mailbox, storeMail }): Promise<Polled> {
    if (!imap || !mailbox) return { outcome: 'idle' };
    const before = cursor === null ? null : (JSON.parse(cursor) as Cursor);
    const again = new Date(Date.parse(before?.at ?? since) - DAY_MS).toISOString();
    const large: Large | undefined = storeMail && {
      largest: STORED_MAIL_BYTES,
      keep: ({ validity, uid }, bytes, size) => storeMail(`${validity}.${uid}`, bytes, size),
    };
    const read = await mailbox(loginOf(imap), { after: before, since: again, most: MAILS, mailBytes: WEBHOOK_BYTES, ...(large ? { large } : {}) });
    if ('failed' in read) return { outcome: 'retry', reason: `imap: ${read.failed}` };
    const { position, mails, more } = read;
    const next: Cursor = { ...position, at: mails.at(-1)?.at ?? before?.at ?? since };
    const news = mails.map(({ uid, at, raw }): News => ({ key: `${position.validity}.${uid}`, at, element: raw }));
    return { outcome: 'page', news, cursor: JSON.stringify(next), more, from: NEVER, each: true };
  },
  callOf([mail], { inboundSecret }) {
    const bytes = mail?.element as Uint8Array<ArrayBuffer> | string;
    if (typeof bytes === 'string') return { headers: {}, body: '', stored: bytes };
    return { headers: { 'content-type': 'message/rfc822', ...parleySignature(inboundSecret, bytes) }, body: '', bytes };
  },
};
