import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import { publicAddress } from '../outgoing/guarded-fetch.ts';
import { refusalOf } from '../outgoing/permission.ts';
import { type Resolve, resolveByDns } from '../outgoing/resolve.ts';

/** A mailbox of a server. */
interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** False: the connection is encrypted by STARTTLS, which the server must support. */
  readonly tls: boolean;
}

/**
 * The position up to which a mailbox was read. UIDs apply to one UIDVALIDITY, which a server changes when it renumbers all mails (RFC 9051, section 2.3.1.1).
 */
interface MailboxPosition {
  readonly validity: string;
  readonly uid: number;
}

interface Asked {
  /** Null: nothing was read yet; existing mails are not read. */
  readonly after: MailboxPosition | null;
  /** If the validity has changed, mails since this day (ISO) are read again. */
  readonly since: string;
  readonly most: number;
  /** Maximum bytes of one mail. Only the beginning of a larger mail is read. */
  readonly mailBytes: number;
}

interface Mail {
  readonly uid: number;
  /** ISO: when the server received it. */
  readonly at: string;
  readonly raw: Uint8Array;
}

type Read = { readonly position: MailboxPosition; readonly mails: readonly Mail[]; readonly more: boolean } | Failed;

/** `rejected`: the server rejects the user or the password, or the address may not be called. */
interface Failed {
  readonly failed: string;
  readonly rejected?: true;
}

/** The time limit for a whole page, so that a slow server does not exceed the poller's lease. */
const TIMES = { connectionTimeout: 8_000, greetingTimeout: 4_000, socketTimeout: 10_000 } as const;

/**
 * The next mails of INBOX, in the order of their UIDs, without marking them as read. TLS only, to public addresses only: the name is resolved once and the result is pinned.
 * `allow`: exact `host:port` that are exempt from both, on a laptop. Never throws: `failed` contains no text from mails and no secret.
 */
export const readMailbox =
  (allow: ReadonlySet<string>, resolve: Resolve = resolveByDns) =>
  async (login: Login, asked: Asked): Promise<Read> => {
    try {
      const client = await connected(login, allow, resolve);
      try {
        return await pageOf(client, asked);
      } finally {
        await client.logout().catch(() => client.close());
      }
    } catch (error) {
      return failureOf(error);
    }
  };

class Refused extends Error {}

const connected = async (login: Login, allow: ReadonlySet<string>, resolve: Resolve): Promise<ImapFlow> => {
  const { host, port, user, password, tls } = login;
  const isExempt = allow.has(`${host}:${port}`);
  if (!isExempt && refusalOf(`https://${isIP(host) === 6 ? `[${host}]` : host}:${port}`, allow) !== null) throw new Refused('the address may not be called');
  const address = isExempt || isIP(host) !== 0 ? host : await publicAddress(host, resolve, TIMES.connectionTimeout);
  const client = new ImapFlow({
    ...TIMES,
    host: address,
    port,
    secure: tls && !isExempt,
    ...(isExempt ? {} : { servername: host, ...(tls ? {} : { doSTARTTLS: true }) }),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
  });
  // The calls report errors too.
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const pageOf = async (client: ImapFlow, { after, since, most, mailBytes }: Asked): Promise<Read> => {
  const { uidValidity, uidNext } = await client.mailboxOpen('INBOX', { readOnly: true });
  const validity = String(uidValidity);
  if (after === null) return { position: { validity, uid: uidNext - 1 }, mails: [], more: false };
  const isSame = after.validity === validity;
  const first = isSame ? after.uid + 1 : 1;
  const found = await client.search(isSame ? { uid: `${first}:*` } : { since: new Date(since) }, { uid: true });
  // `n:*` includes the last mail even if its UID is smaller.
  const uids = (found || []).filter((uid) => uid >= first).toSorted((a, b) => a - b);
  const mails: Mail[] = [];
  for (const uid of uids.slice(0, most)) {
    const mail = await client.fetchOne(String(uid), { uid: true, internalDate: true, source: { start: 0, maxLength: mailBytes } }, { uid: true });
    // Deleted in the meantime.
    if (!mail || !mail.source) continue;
    mails.push({ uid, at: new Date(mail.internalDate ?? Date.now()).toISOString(), raw: mail.source });
  }
  const last = uids.slice(0, most).at(-1) ?? (isSame ? after.uid : uidNext - 1);
  return { position: { validity, uid: last }, mails, more: uids.length > most };
};

const failureOf = (error: unknown): Failed => {
  if (error instanceof Refused) return { failed: error.message, rejected: true };
  const given = error as { readonly authenticationFailed?: boolean; readonly code?: unknown };
  if (given.authenticationFailed) return { failed: 'the server rejects the user or the password', rejected: true };
  return { failed: typeof given.code === 'string' ? given.code : 'no answer' };
};
