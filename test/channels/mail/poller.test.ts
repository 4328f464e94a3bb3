import { describe, expect, it } from 'vitest';
import { poller } from '../../../channels/mail/poller.ts';
import type { CallSettings } from '../../../channels/outbound.ts';
import { hasParleySignature } from '../../../channels/parley-signature.ts';
import type { ReadMailbox } from '../../../channels/poller.ts';

const SINCE = '2026-11-29T10:00:00.000Z';
const SECRET = 'inbound-secret';
const imap = { host: 'imap.shop.example', user: 'help', password: 'p' };
type Given = Parameters<ReadMailbox>;
const polled = async (answer: Awaited<ReturnType<ReadMailbox>>, cursor: object | null = null, change: object = {}) => {
  const asked: Given[] = [];
  const mailbox: ReadMailbox = async (...given) => {
    asked.push(given);
    return answer;
  };
  const credentials = { address: 'help@shop.example', inboundSecret: SECRET, imap: { ...imap, ...change } };
  const settings = {} as CallSettings;
  const result = await poller.poll({ cursor: cursor === null ? null : JSON.stringify(cursor), since: SINCE, credentials, settings, mailbox });
  return { result, asked };
};
const mails = (...uids: readonly number[]) => uids.map((uid) => ({ uid, at: `2026-11-29T11:00:0${uid}.000Z`, raw: Buffer.from(`mail ${uid}`) }));

describe('a mailbox that is polled', () => {
  it('begins at its end, by TLS at the usual port', async () => {
    const { result, asked } = await polled({ position: { validity: '7', uid: 41 }, mails: [], more: false });
    expect(result).toMatchObject({ outcome: 'page', news: [], more: false });
    expect('cursor' in result && JSON.parse(result.cursor)).toEqual({ validity: '7', uid: 41, at: SINCE });
    expect(asked).toEqual([
      [
        { ...imap, port: 993, tls: true },
        { after: null, since: '2026-11-28T10:00:00.000Z', most: 10, mailBytes: 4 * 1024 * 1024 },
      ],
    ]);
  });

  it('goes on behind the last mail, each mail a call of its own, signed as a mail by POST is', async () => {
    const before = { validity: '7', uid: 0, at: SINCE };
    const { result, asked } = await polled({ position: { validity: '7', uid: 2 }, mails: mails(1, 2), more: true }, before);
    expect(asked[0]?.[1].after).toEqual(before);
    if (result.outcome !== 'page') throw new Error('no page');
    expect(result).toMatchObject({ more: true, each: true, news: [{ key: '7.1', at: '2026-11-29T11:00:01.000Z' }, { key: '7.2' }] });
    expect(JSON.parse(result.cursor)).toEqual({ validity: '7', uid: 2, at: '2026-11-29T11:00:02.000Z' });
    const { headers, bytes = new Uint8Array() } = poller.callOf(result.news.slice(1), { address: 'help@shop.example', inboundSecret: SECRET });
    expect(Buffer.from(bytes).toString()).toBe('mail 2');
    expect(headers['content-type']).toBe('message/rfc822');
    expect(hasParleySignature({ headers, body: bytes }, [SECRET])).toBe(true);
  });

  it('stores a mail that is too large for the webhook, under a name of its own, and passes on its key', async () => {
    const named: unknown[] = [];
    const storeMail = async (name: string, _bytes: AsyncIterable<Uint8Array>, size: number): Promise<string> => {
      named.push([name, size]);
      return `mail-in/${name}`;
    };
    const mailbox: ReadMailbox = async (_login, { large }) => {
      expect(large?.largest).toBe(40 * 1024 * 1024);
      const raw = (await large?.keep({ validity: '7', uid: 3 }, (async function* () {})(), 9)) ?? '';
      return { position: { validity: '7', uid: 3 }, mails: [{ uid: 3, at: SINCE, raw }], more: true };
    };
    const credentials = { address: 'help@shop.example', inboundSecret: SECRET, imap };
    const result = await poller.poll({ cursor: null, since: SINCE, credentials, settings: {} as CallSettings, mailbox, storeMail });
    expect(named).toEqual([['7.3', 9]]);
    expect(result.outcome === 'page' && poller.callOf(result.news, credentials)).toEqual({ headers: {}, body: '', stored: 'mail-in/7.3' });
  });

  it.each([
    [{ tls: false }, { port: 143, tls: false }],
    [{ port: 1993 }, { port: 1993, tls: true }],
  ])('%j is read at %j', async (change, expected) => {
    const { asked } = await polled({ position: { validity: '7', uid: 1 }, mails: [], more: false }, null, change);
    expect(asked[0]?.[0]).toMatchObject(expected);
  });

  it('is asked again later when it cannot be read, and not at all without a mailbox', async () => {
    expect((await polled({ failed: 'ECONNREFUSED' })).result).toEqual({ outcome: 'retry', reason: 'imap: ECONNREFUSED' });
    const request = { cursor: null, since: SINCE, settings: {} as CallSettings };
    const credentials = { address: 'a@b.example', inboundSecret: SECRET };
    expect(await poller.poll({ ...request, credentials })).toEqual({ outcome: 'idle' });
    expect(await poller.poll({ ...request, credentials: { ...credentials, imap } })).toEqual({ outcome: 'idle' });
  });
});
