import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readMailbox } from '../../../adapters/imap/read-mailbox.ts';
import { ObjectsUnavailable } from '../../../adapters/objects/objects.ts';
import { type ImapDouble, startImap } from '../../harness/imap-double.ts';

const SINCE = '2026-11-28T00:00:00.000Z';
let imap: ImapDouble;
beforeEach(async () => {
  imap = await startImap();
});
afterEach(() => imap.close());

const login = (change: object = {}) => ({ host: imap.host, port: imap.port, user: imap.user, password: imap.password, tls: true, ...change });
const read = (after: { validity: string; uid: number } | null, more: object = {}, change: object = {}) =>
  readMailbox(new Set([`${imap.host}:${imap.port}`]))(login(change), { after, since: SINCE, most: 10, mailBytes: 1_000_000, ...more });
const mailOf = (n: number): string => `Subject: ${n}\r\n\r\nmail ${n}\r\n`;
const subjects = (given: Awaited<ReturnType<typeof read>>) =>
  'failed' in given
    ? given.failed
    : [
        given.mails.map(({ raw }) => /Subject: (\d+)/.exec(typeof raw === 'string' ? raw : Buffer.from(raw).toString('latin1'))?.[1]),
        given.position.uid,
        given.more,
      ];

describe('a mailbox', () => {
  it('begins with what comes after it was connected', async () => {
    for (const n of [1, 2]) imap.add(mailOf(n));
    const first = await read(null);
    expect(first).toEqual({ position: { validity: '1000', uid: 2 }, mails: [], more: false });
    imap.add(mailOf(3), new Date('2026-11-29T10:00:00Z'));
    expect(await read({ validity: '1000', uid: 2 })).toEqual({
      position: { validity: '1000', uid: 3 },
      mails: [{ uid: 3, at: '2026-11-29T10:00:00.000Z', raw: Buffer.from(mailOf(3)) }],
      more: false,
    });
  });

  it('is read in the order of its mails, page by page, and says when nothing is new', async () => {
    for (const n of [1, 2, 3, 4, 5]) imap.add(mailOf(n));
    expect(subjects(await read({ validity: '1000', uid: 0 }, { most: 2 }))).toEqual([['1', '2'], 2, true]);
    expect(subjects(await read({ validity: '1000', uid: 2 }, { most: 3 }))).toEqual([['3', '4', '5'], 5, false]);
    expect(subjects(await read({ validity: '1000', uid: 5 }))).toEqual([[], 5, false]);
  });

  it('is read without a change: no mail becomes read', async () => {
    imap.add(mailOf(1));
    await read({ validity: '1000', uid: 0 });
    expect(imap.commands.filter((command) => /^(SELECT|UID STORE|UID EXPUNGE)|BODY\[/.test(command))).toEqual([]);
    expect(imap.commands.some((command) => command.startsWith('EXAMINE'))).toBe(true);
  });

  it('that is numbered anew is read again from the given day on', async () => {
    imap.add(mailOf(1), new Date('2026-11-20T10:00:00Z'));
    for (const n of [2, 3]) imap.add(mailOf(n), new Date('2026-11-29T10:00:00Z'));
    imap.remove(2);
    imap.renumber();
    expect(subjects(await read({ validity: '1000', uid: 3 }))).toEqual([['3'], 2, false]);
    expect(subjects(await read({ validity: '999', uid: 3 }, { since: '2026-12-24T00:00:00.000Z' }))).toEqual([[], 2, false]);
  });

  it('gives the beginning of a mail that is too large, and nothing of one that is gone', async () => {
    imap.add(`Subject: 1\r\n\r\n${'x'.repeat(5_000)}`);
    const large = await read({ validity: '1000', uid: 0 }, { mailBytes: 100 });
    expect('mails' in large && large.mails[0]?.raw.length).toBe(100);
  });
});

const MB = 1024 * 1024;
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** An object store that reads what it stores, and notes the largest piece. */
const store = () => {
  const kept: { readonly name: string; readonly size: number; readonly bytes: number; readonly hash: string; readonly piece: number }[] = [];
  const keep = async ({ validity, uid }: { validity: string; uid: number }, bytes: AsyncIterable<Uint8Array>, size: number): Promise<string> => {
    const hash = createHash('sha256');
    let [sum, piece] = [0, 0];
    for await (const part of bytes) {
      hash.update(part);
      sum += part.length;
      piece = Math.max(piece, part.length);
    }
    kept.push({ name: `${validity}.${uid}`, size, bytes: sum, hash: hash.digest('hex'), piece });
    return `mail-in/${validity}.${uid}`;
  };
  return { kept, keep };
};
const largeMail = (bytes: number): Buffer => Buffer.alloc(bytes, `Subject: large\r\n\r\n${'0123456789'.repeat(7)}\r\n`);

describe('a mail that is too large for memory', () => {
  it('of 30 MB is stored whole, in pieces, and ends its page', async () => {
    const { kept, keep } = store();
    const raw = largeMail(30 * MB);
    imap.add(mailOf(1));
    imap.add(raw, new Date('2026-11-29T10:00:00Z'));
    imap.add(mailOf(3));
    const given = await read({ validity: '1000', uid: 0 }, { mailBytes: 4 * MB, large: { largest: 40 * MB, keep } });
    expect(given).toMatchObject({ position: { uid: 2 }, mails: [{ uid: 1 }, { uid: 2, at: '2026-11-29T10:00:00.000Z', raw: 'mail-in/1000.2' }], more: true });
    expect(kept).toEqual([{ name: '1000.2', size: 30 * MB, bytes: 30 * MB, hash: sha(raw), piece: 4 * MB }]);
    expect(subjects(await read({ validity: '1000', uid: 2 }))).toEqual([['3'], 3, false]);
    expect(imap.commands.filter((command) => /^(SELECT|UID STORE|UID EXPUNGE)|BODY\[/.test(command))).toEqual([]);
  });

  it.each([
    ['more', 9_999],
    ['less', 2_000],
    ['nothing', 0],
    ['one byte less', 5_002],
  ])('is stored with its true size where the server reports %s', async (_, reported) => {
    const { kept, keep } = store();
    const raw = largeMail(5_003);
    imap.add(raw, new Date(), reported);
    await read({ validity: '1000', uid: 0 }, { mailBytes: 1_000, large: { largest: 9_999, keep } });
    expect(kept).toMatchObject([{ size: 5_003, bytes: 5_003, hash: sha(raw) }]);
  });

  it('over the limit is read from its beginning, and one of exactly the memory whole', async () => {
    const { kept, keep } = store();
    imap.add(largeMail(5_001), new Date(), 4_000);
    imap.add(largeMail(1_000));
    const given = await read({ validity: '1000', uid: 0 }, { mailBytes: 1_000, large: { largest: 5_000, keep } });
    expect('mails' in given && given.mails.map(({ raw }) => raw.length)).toEqual([1_000, 1_000]);
    expect(kept).toEqual([]);
    imap.add(largeMail(5_000), new Date(), 1);
    await read({ validity: '1000', uid: 2 }, { mailBytes: 1_000, large: { largest: 5_000, keep } });
    expect(kept).toMatchObject([{ size: 5_000 }]);
  });

  it('that is deleted while it is read is left out', async () => {
    const { keep } = store();
    imap.add(largeMail(5_000));
    const remove: typeof keep = (mail, bytes, size) => {
      imap.remove(mail.uid);
      return keep(mail, bytes, size);
    };
    expect(await read({ validity: '1000', uid: 0 }, { mailBytes: 1_000, large: { largest: 9_000, keep: remove } })).toEqual({
      position: { validity: '1000', uid: 1 },
      mails: [],
      more: false,
    });
  });

  it('from a server that is too slow for it is read from its beginning', async () => {
    const { kept, keep } = store();
    imap.add(largeMail(5_000));
    const late: typeof keep = (mail, bytes, size) => {
      vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
      return keep(mail, bytes, size);
    };
    const given = await read({ validity: '1000', uid: 0 }, { mailBytes: 1_000, large: { largest: 9_000, keep: late } });
    vi.restoreAllMocks();
    expect('mails' in given && given.mails[0]?.raw.length).toBe(1_000);
    expect(kept).toEqual([]);
  });

  it('waits for a store that is down, and shows other errors without their text', async () => {
    imap.add(largeMail(5_000));
    const fails = (error: Error) => {
      const down = async (): Promise<string> => {
        throw error;
      };
      return read({ validity: '1000', uid: 0 }, { mailBytes: 1_000, large: { largest: 9_000, keep: down } });
    };
    expect(await fails(new ObjectsUnavailable(new Error('x')))).toEqual({ failed: 'the object store is unavailable' });
    expect(await fails(new Error('secret'))).toEqual({ failed: 'no answer' });
  });
});

describe('a mailbox that cannot be read', () => {
  it('says why, without the password', async () => {
    expect(await read(null, {}, { password: 'wrong' })).toEqual({ failed: 'the server rejects the user or the password', rejected: true });
    const closed = await startImap();
    await closed.close();
    const allow = new Set([`${closed.host}:${closed.port}`]);
    const asked = { after: null, since: SINCE, most: 1, mailBytes: 1 };
    expect(await readMailbox(allow)({ ...login(), port: closed.port }, asked)).toEqual({ failed: 'ECONNREFUSED' });
  });

  it.each([
    ['an address of the network', '10.0.0.1', undefined],
    ['this machine', '127.0.0.1', undefined],
    ['a local name', 'imap.local', undefined],
    ['an address in IPv6', '::1', undefined],
    ['a name that leads to the network', 'imap.shop.example', ['10.0.0.1']],
    ['a name that leads there too', 'imap.shop.example', ['93.184.215.14', '169.254.169.254']],
  ])('is not asked at %s', async (_, host, addresses) => {
    const resolve = async (): Promise<readonly string[]> => addresses ?? ['93.184.215.14'];
    const read = await readMailbox(new Set(), resolve)({ ...login(), host }, { after: null, since: SINCE, most: 1, mailBytes: 1 });
    expect(read).toEqual(addresses ? { failed: 'OUTGOING_REFUSED' } : { failed: 'the address may not be called', rejected: true });
    expect(imap.commands).toEqual([]);
  });
});
