import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMailbox } from '../../../adapters/imap/read-mailbox.ts';
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
    : [given.mails.map(({ raw }) => /Subject: (\d+)/.exec(Buffer.from(raw).toString('latin1'))?.[1]), given.position.uid, given.more];

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
    expect('mails' in large && large.mails[0]?.raw.byteLength).toBe(100);
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
