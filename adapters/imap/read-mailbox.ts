import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import { ObjectsUnavailable } from '../objects/objects.ts';
import { publicAddress } from '../outgoing/guarded-fetch.ts';
import { refusalOf } from '../outgoing/permission.ts';
import { type Resolve, resolveByDns } from '../outgoing/resolve.ts';
import { Gone, partsOf, sizeOf, TooSlow, wholeMail } from './large-mail.ts';

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
  /** Maximum bytes of a mail that is read into memory. */
  readonly mailBytes: number;
  /** Stores a larger mail while it is read. Without it, and for mails over `largest`, only the beginning is read. */
  readonly large?: { readonly largest: number; readonly keep: Keep };
}

/** Stores a mail of exactly `size` bytes. Returns the key of its object. */
type Keep = (mail: MailboxPosition, bytes: AsyncIterable<Uint8Array>, size: number) => Promise<string>;

interface Mail {
  readonly uid: number;
  /** ISO: when the server received it. */
  readonly at: string;
  /** The bytes, or the key of the object with them. */
  readonly raw: Uint8Array | string;
}

type Read = { readonly position: MailboxPosition; readonly mails: readonly Mail[]; readonly more: boolean } | Failed;

/** `rejected`: the server rejects the user or the password, or the address may not be called. */
interface Failed {
  readonly failed: string;
  readonly rejected?: true;
}

/** The time limit for a whole page, so that a slow server does not exceed the poller's lease. */
const TIMES = { connectionTimeout: 8_000, greetingTimeout: 4_000, socketTimeout: 10_000 } as const;
/** For one large mail: with the other mails of its page, less than the poller's lease. */
const LARGE_MS = 45_000;

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

const pageOf = async (client: ImapFlow, asked: Asked): Promise<Read> => {
  const { after, since, most, mailBytes } = asked;
  const { uidValidity, uidNext } = await client.mailboxOpen('INBOX', { readOnly: true });
  const validity = String(uidValidity);
  if (after === null) return { position: { validity, uid: uidNext - 1 }, mails: [], more: false };
  const isSame = after.validity === validity;
  const first = isSame ? after.uid + 1 : 1;
  const found = await client.search(isSame ? { uid: `${first}:*` } : { since: new Date(since) }, { uid: true });
  // `n:*` includes the last mail even if its UID is smaller.
  const uids = (found || []).filter((uid) => uid >= first).toSorted((a, b) => a - b);
  const mails: Mail[] = [];
  let last = isSame ? after.uid : uidNext - 1;
  for (const uid of uids.slice(0, most)) {
    const mail = await client.fetchOne(String(uid), { uid: true, internalDate: true, size: true, source: { start: 0, maxLength: mailBytes } }, { uid: true });
    last = uid;
    // Deleted in the meantime.
    if (!mail || !mail.source) continue;
    const stored = await kept(client, asked, { validity, uid }, mail.source, mail.size ?? 0);
    if (stored === 'gone') continue;
    mails.push({ uid, at: new Date(mail.internalDate ?? Date.now()).toISOString(), raw: stored?.key ?? mail.source });
    // The page ends here, so that the poller's lease does not.
    if (stored !== null) break;
  }
  return { position: { validity, uid: last }, mails, more: uids.some((uid) => uid > last) };
};

interface Stored {
  readonly key: string;
}

/** The key of a large mail that is stored now. Null: it is small, too large, or the server is too slow for it, so its beginning counts. */
const kept = async (
  client: ImapFlow,
  { mailBytes, large }: Asked,
  mail: MailboxPosition,
  first: Uint8Array,
  reported: number,
): Promise<Stored | 'gone' | null> => {
  if (!large || first.length < mailBytes) return null;
  const until = Date.now() + LARGE_MS;
  const read = partsOf(client, mail.uid);
  try {
    if ((await read(mailBytes, 1)).length === 0) return null;
    const size = await sizeOf(read, reported, mailBytes + 1, large.largest);
    return size === null ? null : { key: await large.keep(mail, wholeMail(read, first, size, until), size) };
  } catch (error) {
    if (error instanceof Gone) return 'gone';
    if (error instanceof TooSlow) return null;
    throw error;
  }
};

const failureOf = (error: unknown): Failed => {
  if (error instanceof Refused) return { failed: error.message, rejected: true };
  if (error instanceof ObjectsUnavailable) return { failed: error.message };
  const given = error as { readonly authenticationFailed?: boolean; readonly code?: unknown };
  if (given.authenticationFailed) return { failed: 'the server rejects the user or the password', rejected: true };
  return { failed: typeof given.code === 'string' ? given.code : 'no answer' };
};
